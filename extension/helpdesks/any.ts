/** A page that nobody described: its main text is the conversation, its largest writable place the reply box. */
import type { Ticket } from "../api/types";
import { findReplyBox } from "./editable";
import type { Boxes, HelpdeskPage, Reading } from "./page";
import { isVisible, readText } from "./text";

const NO_CONVERSATION = [
  "nav, aside, header nav, footer, menu, form, button, select, input, textarea, label, dialog",
  "[role=navigation], [role=banner], [role=contentinfo], [role=complementary], [role=search], [role=toolbar]",
  "[role=menu], [role=menubar], [role=tablist], [role=button], [role=dialog], [role=alert], [contenteditable]",
].join(", ");
const MAIN = "main, [role=main], [role=log], [role=feed], article";
/** Letters below which a page shows no conversation. */
const SHORTEST = 40;

export function anyPage(lastFocused: () => Element | null): HelpdeskPage {
  return {
    id: "any",
    taught: false,
    known: false,
    region: () => document.body,
    read: readMainText,
    boxes: () => largestBox(lastFocused()),
  };
}

function readMainText(): Reading {
  const region = [...document.querySelectorAll(MAIN)].find(
    (main) => isVisible(main) && readText(main).length > SHORTEST,
  );
  const text = readText(region ?? document.body, NO_CONVERSATION);
  const identity = `any ${location.origin}${location.pathname}${location.search}`;
  if (text.length < SHORTEST) return { ticket: null, missing: null, identity };
  return { ticket: ticketOf(text), missing: null, identity };
}

function ticketOf(text: string): Ticket {
  const subject = document.querySelector("h1")?.textContent?.trim() || document.title || null;
  return { helpdesk: "any", url: location.href, subject, messages: [{ author: "customer", text }] };
}

function largestBox(lastFocused: Element | null): Boxes {
  const box = findReplyBox(lastFocused);
  const mount = (button: HTMLElement) => box?.after(button);
  return { boxes: box ? [{ box, send: null, mount, place: box }] : [], missing: null };
}
