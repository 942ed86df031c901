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
  /** Puts the button beside Send. */
  mount: (button: HTMLElement) => void;
  /** Where the button belongs; when it left there, it is mounted anew. */
  place: Element;
}

export interface Boxes {
  /** Reply boxes of the open conversation, in the page's order. */
  boxes: ReplyBox[];
  missing: string | null;
}

export interface HelpdeskPage {
  id: string;
  taught: boolean;
  /** Whether the page is known beforehand, so that the button stands in it. */
  known: boolean;
  read: () => Reading;
  boxes: () => Boxes;
  /** The part of the page that its selectors are about. */
  region: () => Element;
}
