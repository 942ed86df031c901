/** The contract's nouns, as generated from openapi.json. */
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

export type Ticket = Schemas["Ticket"];
export type Message = Ticket["messages"][number];
export type Draft = Schemas["Draft"];
export type DraftRequest = Schemas["DraftRequest"];
export type RewriteRequest = Schemas["RewriteRequest"];
export type DraftOutcome = Schemas["DraftOutcome"];
export type Decision = Schemas["Decision"];
export type DecisionRequest = Schemas["DecisionRequest"];
export type Triage = Schemas["Triage"];
export type Money = Schemas["Money"];
export type Order = Schemas["Order"];
export type Claim = Schemas["Claim"];
export type Citation = Schemas["Citation"];
export type Check = Schemas["Check"];
export type Context = Schemas["ContextEvent"];
export type Reset = Schemas["ResetEvent"];
export type Me = Schemas["Me"];
export type Pairing = Schemas["Pairing"];
export type ApprovalRequest = Schemas["ApprovalRequest"];
export type NewPageReport = Schemas["NewPageReport"];
export type Approval = Schemas["Approval"];

/** What went wrong, in the contract's shape; the codes below are the extension's own. */
export interface ApiError {
  code: "not_paired" | "offline" | "wrong_address" | "interrupted" | (string & {});
  message: string;
  details: { [name: string]: unknown };
}
