/** What is to be seen of conversation and reply box at one moment. */
import { ownText } from "../insertion/own_text";
import type { HelpdeskPage, Reading, ReplyBox } from "../helpdesks/page";
import type { PageState } from "../messages";
import type { Attention } from "./attention";
import type { Earlier } from "./earlier";
import { hash } from "./stamp";

export interface Sight {
  reading: Reading;
  box: ReplyBox | null;
  state: PageState;
  /** Hashes that tell what has changed between two sights. */
  marks: { identity: string; conversation: string; box: string };
}

export function look(page: HelpdeskPage, attention: Attention, earlier: Earlier): Sight {
  const box = attention.choose(page.boxes());
  const reading = page.id === "any" ? earlier.complete(page.read(), box !== null) : page.read();
  const typed = box ? ownText(box.box) : "";
  const messages = reading.ticket?.messages.map(({ author, name, text }) => [author, name, text]) ?? [];
  const marks = {
    identity: hash(reading.identity),
    conversation: hash(JSON.stringify(messages)),
    // A box that opens empty changes nothing.
    box: hash(typed),
  };
  const state: PageState = {
    helpdesk: page.id,
    ticket: reading.ticket,
    missing: reading.missing ?? (box ? null : page.missingBox()),
    box: box !== null,
    typed,
    stamp: Object.values(marks).join("."),
    taught: page.taught,
  };
  return { reading, box, state, marks };
}
