/** The case at hand: everything that the panel shows, and what may be done with it. Pure. */
import type { ApiError, Approval, Context, Decision, Draft } from "../api/types";
import type { Connected, InsertAnswer, InsertPlace, PageState, Preferences } from "../messages";

export type Phase =
  | "loading"
  | "not_paired"
  /** Nothing asked for yet: the panel was opened without a word, or a page could not be reached. */
  | "idle"
  | "reading"
  /** The page shows no ticket, or one that cannot be read. */
  | "unreadable"
  | "drafting"
  | "drafted"
  /** No draft came: `problem` says why. */
  | "failed";

/** Why the draft is no longer what it should be. */
export type Staleness = "conversation" | "box" | "other_ticket" | "page" | "corrected";
export type Corrections = { [fact: string]: unknown };

export interface Case {
  phase: Phase;
  connection: Connected | null;
  preferences: Preferences;
  /** What the page showed when the draft was asked for. */
  page: PageState | null;
  context: Context | null;
  /** The draft as far as it has come. */
  text: string;
  draft: Draft | null;
  /** The reply to come back to while a message to the supplier is shown. */
  reply: Draft | null;
  stale: Staleness | null;
  corrections: Corrections;
  /** The outcome that the agent chose by hand. */
  outcome: string | null;
  isDeciding: boolean;
  problem: ApiError | null;
  fate: "shown" | "inserting" | "inserted" | "sent";
  insertProblem: Extract<InsertAnswer, { inserted: false }> | null;
  /** The shortcut asked for the draft to be inserted, and something spoke against it. */
  isHeldBack: boolean;
  approval: Approval | null;
  rating: -1 | 1 | null;
  teaching: "no" | "waiting" | { permission: string };
  isReported: boolean;
}

/** What a new draft of the same case forgets. */
export const UNDRAFTED = {
  text: "",
  draft: null,
  reply: null,
  stale: null,
  problem: null,
  isDeciding: false,
  fate: "shown",
  insertProblem: null,
  isHeldBack: false,
  approval: null,
  rating: null,
} satisfies Partial<Case>;

export const NOTHING_YET: Case = {
  ...UNDRAFTED,
  phase: "loading",
  connection: null,
  preferences: { side: "right", width: 380, report_outcomes: true },
  page: null,
  context: null,
  corrections: {},
  outcome: null,
  teaching: "no",
  isReported: false,
};

/** Why Insert is locked; null where it is not. */
export type Lock = { reason: "checks"; sentences: string[] } | { reason: "outdated" | "elsewhere" | "inserted" };

export function lockOf({ draft, stale, fate }: Case): Lock | null {
  if (fate !== "shown") return { reason: "inserted" };
  if (stale === "other_ticket") return { reason: "elsewhere" };
  if (stale === "corrected") return { reason: "outdated" };
  const blocking = draft?.checks.filter(({ passed, severity }) => !passed && severity === "block") ?? [];
  return blocking.length ? { reason: "checks", sentences: blocking.map(({ reason }) => reason) } : null;
}

export function mayInsert(at: Case): boolean {
  return at.phase === "drafted" && at.draft?.kind === "reply" && lockOf(at) === null;
}

/** Whether the shortcut may insert without a second look. */
export function mayInsertUnseen(at: Case): boolean {
  const decision = at.draft?.decision;
  const isSettled = decision !== undefined && decision.outcome !== null && !decision.approval.needed;
  return mayInsert(at) && isSettled && at.stale === null && at.page?.box === true;
}

/** Whether the draft was made of the agent's own words, and so takes their place. */
export function replacesTyped({ draft, page, stale }: Case): boolean {
  return draft?.writer === "model" && Boolean(page?.typed.trim()) && stale !== "box";
}

/** Where Insert puts the draft. Words typed since it was begun are never replaced. */
export function placeOf(at: Case): InsertPlace {
  return replacesTyped(at) ? "typed" : "caret";
}

export function decisionOf({ context }: Case): Decision | null {
  return context?.decision ?? null;
}

/** The same ticket, as far as the page tells one from another. */
export function isSameTicket(one: PageState | null, other: PageState): boolean {
  if (!one?.ticket || !other.ticket || one.helpdesk !== other.helpdesk) return false;
  const [a, b] = [one.ticket, other.ticket];
  return a.external_id && b.external_id ? a.external_id === b.external_id : a.url === b.url && a.subject === b.subject;
}
