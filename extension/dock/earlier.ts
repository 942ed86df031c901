/** The conversation of the page before: some webmails have their reply box on a page that does not show it. */
import type { Ticket } from "../api/types";
import { identityAt } from "../helpdesks/any";
import type { Reading } from "../helpdesks/page";
import { ask } from "./ask";

export class Earlier {
  private here = location.href;
  private before = document.referrer;

  constructor(private ticket: Ticket | null) {}

  /** Notice when a page's script has changed the address. */
  noteAddress(): void {
    if (location.href === this.here) return;
    this.before = this.here;
    this.here = location.href;
  }

  /** The reading, or where it shows nothing beside an open box, what was read on the page that led here. */
  complete(reading: Reading, hasBox: boolean): Reading {
    if (reading.ticket) {
      this.keep(reading.ticket);
      return reading;
    }
    const { ticket } = this;
    if (!hasBox || !ticket?.url || !isSamePage(this.before, ticket.url)) return reading;
    return { ticket, missing: null, identity: identityAt(ticket.url) };
  }

  private keep(ticket: Ticket): void {
    if (JSON.stringify(ticket) === JSON.stringify(this.ticket)) return;
    this.ticket = ticket;
    void ask("keep_read", { ticket });
  }
}

/** A referrer says nothing of what followed the `#`. */
function isSamePage(before: string, url: string): boolean {
  return before === url || before === url.split("#")[0];
}
