/** A page that nobody described: its main text is the conversation, its largest writable place the reply box. */
import type { Ticket } from "../api/types";
import { editableAround, findReplyBox, standIn } from "./editable";
import type { HelpdeskPage, Reading, ReplyBox } from "./page";
import { isVisible, readText } from "./text";

const AROUND_A_CONVERSATION = [
  "nav, aside, footer, menu, button, select, input, textarea, label, dialog, [contenteditable]",
  "[role=navigation], [role=banner], [role=contentinfo], [role=complementary], [role=search], [role=toolbar]",
  "[role=menu], [role=menubar], [role=tablist], [role=button], [role=dialog], [role=alert], [role=status]",
].join(", ");
const MAIN = ["[role=log], [role=feed]", "main, [role=main]", "article, [role=article]"];
/** Letters below which a page shows no conversation. */
const SHORTEST = 40;
const SUBMIT = "button[type=submit], input[type=submit], button:not([type])";

export function anyPage(lastFocused: () => Element | null): HelpdeskPage {
  return {
    id: "any",
    taught: false,
    known: false,
    region: () => document.body,
    read: () => readingOf(mainText()),
    boxes: () => boxesAt(findReplyBox(lastFocused())),
    keptClear: () => withSend(boxesAt(findReplyBox(lastFocused()))),
    missingBox: () => null,
  };
}

/** What an element says as a conversation, without what can be clicked and written in it. */
export function conversationIn(element: HTMLElement): string {
  return readText(element, AROUND_A_CONVERSATION);
}

/** The text as a ticket, in which nobody can tell who wrote what. */
export function readingOf(text: string): Reading {
  const identity = identityAt(location.href);
  if (text.length < SHORTEST) return { ticket: null, missing: null, identity };
  const subject = [...document.querySelectorAll("h1")].find(isVisible)?.textContent?.trim() || document.title || null;
  const ticket: Ticket = {
    helpdesk: "any",
    url: location.href,
    subject,
    messages: [{ author: "customer", text }],
  };
  return { ticket, missing: null, identity };
}

/** A page is one conversation; what follows a `#` may be a place in it or another page, and counts as the latter. */
export function identityAt(url: string): string {
  return `any ${url}`;
}

/** One box as the list that a page answers, with Send where its form has one. */
export function boxesAt(box: HTMLElement | null): ReplyBox[] {
  if (!box) return [];
  const outside = standIn(box);
  const send = [...(outside.closest("form")?.querySelectorAll(SUBMIT) ?? [])].filter(isVisible).at(-1) ?? null;
  return [send ? { box, send, place: send, where: "before" } : { box, send, place: outside, where: "after" }];
}

export function withSend(boxes: ReplyBox[]): Element[] {
  return boxes.flatMap(({ box, send }) => (send ? [box, send] : [box]));
}

function mainText(): string {
  for (const selector of MAIN) {
    const regions = [...document.querySelectorAll<HTMLElement>(selector)].filter(
      (one) => isVisible(one) && !editableAround(one),
    );
    const outermost = regions.filter((one) => !regions.some((other) => other !== one && other.contains(one)));
    const text = outermost.map(conversationIn).join("\n\n").trim();
    if (text.length >= SHORTEST) return text;
  }
  return conversationIn(document.body);
}
