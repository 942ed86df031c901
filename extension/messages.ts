/**
 * Everything that the extension's parts say to each other.
 *
 * Three parts talk: the **page** (content script: reads ticket and reply box, inserts), the **panel** (an extension
 * page in a frame beside it) and the **background** (the only one that talks to the server). Nothing here comes from
 * `window.postMessage`: a web page cannot take part.
 */
import type {
  ApiError,
  Approval,
  ApprovalRequest,
  Context,
  Decision,
  DecisionRequest,
  Draft,
  DraftOutcome,
  DraftRequest,
  Me,
  NewPageReport,
  Reset,
  RewriteRequest,
  Ticket,
} from "./api/types";

/** Name of the Port that the panel opens to the page's script in its own tab. */
export const PAGE_PORT = "page";
/** Name of the Port that the panel opens to the background for calls to the server. */
export const API_PORT = "api";

/** What the page's script sees. `stamp` names this very state of conversation and reply box. */
export interface PageState {
  helpdesk: string;
  /** null: no conversation is open; or it could not be read, and then `missing` names the part that was not found. */
  ticket: Ticket | null;
  /** `ticket.…`, `message.…` or `reply.…` as in the selector packs: the page no longer matches. null: all is well. */
  missing: string | null;
  /** Whether a reply box is open and can be written to. */
  box: boolean;
  /** The agent's own words in the reply box, without signature and quoted history. */
  typed: string;
  stamp: string;
  /** Whether this page was taught by an agent (and can be taught again or forgotten). */
  taught: boolean;
}

/** `typed`: the draft takes the place of the agent's own words. `caret`: it goes where the caret stood. */
export type InsertPlace = "typed" | "caret";

export type InsertAnswer =
  | { inserted: true }
  /** `changed`: conversation or box are no longer what `stamp` says; `gone`: no reply box; `refused`: the editor did
   * not take it, and the text is in the clipboard where `copied`; `partial`: it took a part of it. */
  | { inserted: false; reason: "changed" | "gone" | "refused" | "partial"; copied: boolean };

/** What the panel asks of the page, with the answer's type. */
export interface PageAsks {
  read: { args: Record<string, never>; answer: PageState };
  /** After an insertion `read` again before the next one: the box has changed, by the page's own hand and untold. */
  insert: { args: { text: string; place: InsertPlace; stamp: string; force: boolean }; answer: InsertAnswer };
  /** Let the agent click the conversation, then the reply box. */
  teach: {
    args: Record<string, never>;
    /** `permission`: what the panel asks `permissions.request({ origins })` for on the agent's click, so that the button
     * stands in this site's pages the next time; the background then does the rest. */
    answer: { taught: true; permission: string } | { taught: false };
  };
  /** Forget what was taught for this page's site. */
  forget: { args: Record<string, never>; answer: Record<string, never> };
  /** The page's structure without a word of its text, to be sent to whoever mends the selectors. */
  censored: { args: Record<string, never>; answer: { html: string } };
  dock: { args: { side: "left" | "right"; width: number }; answer: Record<string, never> };
  /** Take the panel away and give the focus back to where it was. */
  close: { args: Record<string, never>; answer: Record<string, never> };
}

/** What the page tells the panel unasked. */
export type PageEvent =
  /** The button or the shortcut: draft now; `insert`: and put it into the box when nothing speaks against it. */
  | { event: "go"; insert: boolean }
  /** Conversation or box changed; the panel compares `stamp` with the one it drafted from. */
  | { event: "changed"; stamp: string; what: "conversation" | "box" | "other_ticket" }
  /** The reply that was sent, where the page shows it. */
  | { event: "sent"; text: string };

export type PageRequest = { [A in keyof PageAsks]: { id: number; ask: A; args: PageAsks[A]["args"] } }[keyof PageAsks];
export type PageMessage = { id: number; answer: unknown } | PageEvent;

/** Calls of the panel to the server, by way of the background. Those that stream answer with events first. */
export interface ApiCalls {
  draft: { args: DraftRequest; answer: Draft };
  rewrite: { args: { draft: string; body: RewriteRequest }; answer: Draft };
  decide: { args: DecisionRequest; answer: Decision };
  outcome: { args: { draft: string; body: DraftOutcome }; answer: null };
  ask_approval: { args: ApprovalRequest; answer: Approval };
  approval: { args: { approval: string }; answer: Approval };
  report_page: { args: NewPageReport; answer: null };
  me: { args: Record<string, never>; answer: Me };
}

export type ApiRequest =
  | { [C in keyof ApiCalls]: { id: number; call: C; args: ApiCalls[C]["args"] } }[keyof ApiCalls]
  | { id: number; call: "stop" };

export type StreamEvent =
  { event: "context"; data: Context } | { event: "text"; data: { delta: string } } | { event: "reset"; data: Reset };

export type ApiMessage =
  | ({ id: number } & StreamEvent)
  | { id: number; event: "done"; data: unknown }
  | { id: number; event: "error"; data: ApiError };

/** Single messages to the background (`runtime.sendMessage`). */
export interface BackgroundAsks {
  /** From the panel: which tab am I in, and what has the agent set? */
  hello: { args: Record<string, never>; answer: Hello };
  /** From the page: how does this helpdesk look? Selector packs, and what was taught for this site. */
  selectors: {
    args: Record<string, never>;
    answer: { packs: unknown; taught: unknown; earlier: Ticket | null; preferences: Preferences };
  };
  /** From the page: keep or (null) forget what was taught for its own site. */
  keep_taught: { args: { taught: unknown }; answer: Record<string, never> };
  /** From the page: the conversation just read, for a reply box on the tab's next page; never longer than the session. */
  keep_read: { args: { ticket: Ticket }; answer: Record<string, never> };
  /** From options: the sites that were taught. `attended`: whether the button stands there by itself. */
  taught_sites: { args: Record<string, never>; answer: { sites: TaughtSite[] } };
  /** From options: forget a site and give back the permission for it. */
  forget_site: { args: { origin: string }; answer: Record<string, never> };
  /** From panel and options. */
  set_preferences: { args: Partial<Preferences>; answer: Record<string, never> };
  /** From options. */
  pair: { args: { address: string; code: string }; answer: { connection: Connected } | { error: ApiError } };
  disconnect: { args: Record<string, never>; answer: Record<string, never> };
  connection: { args: Record<string, never>; answer: { connection: Connected | null } };
  open_options: { args: Record<string, never>; answer: Record<string, never> };
}

export type BackgroundRequest = {
  [A in keyof BackgroundAsks]: { ask: A; args: BackgroundAsks[A]["args"] };
}[keyof BackgroundAsks];

export interface TaughtSite {
  origin: string;
  attended: boolean;
}

/** From the background to the page's script of one tab: open the panel. */
export interface OpenMessage {
  open: true;
  insert: boolean;
}

export interface Hello {
  tab: number;
  frame: number;
  connection: Connected | null;
  preferences: Preferences;
}

/** A pairing as everybody may see it: without the token. */
export interface Connected {
  address: string;
  store: string;
  agent: string | null;
}

export interface Preferences {
  side: "left" | "right";
  /** CSS pixels. */
  width: number;
  /** Whether the server learns what became of a draft. */
  report_outcomes: boolean;
}
