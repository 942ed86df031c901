/** What every helpdesk's page can be asked. */
import type { Ticket } from "../api/types";

export interface Reading {
  /** null where no conversation is open, and where it cannot be read. */
  ticket: Ticket | null;
  /** The part of the page that is not where it was; null where all is well, or nothing is open. */
  missing: string | null;
  /** The same for one conversation, whatever is said in it. */
  identity: string;
}

export interface ReplyBox {
  box: HTMLElement;
  /** Never covered and never clicked. */
  send: Element | null;
  /** Beside which the button stands. */
  place: Element;
  where: "before" | "after" | "inside";
}

export interface HelpdeskPage {
  id: string;
  taught: boolean;
  /** Whether the button stands in the page before the agent asks for anything. */
  known: boolean;
  read: () => Reading;
  /** Open reply boxes of the open conversation, in the page's order. */
  boxes: () => ReplyBox[];
  /** The part of the page by which its open reply box should have been found; null when none is open. */
  missingBox: () => string | null;
  /** What the panel must not lie over: everything that is being written in, and its Send. */
  keptClear: () => Element[];
  /** The part of the page that its selectors are about. */
  region: () => Element;
}
