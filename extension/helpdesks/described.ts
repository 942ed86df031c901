/** A helpdesk's page that a pack describes: the common reading behind `gmail`, `zendesk` and others. */
import type { Ticket } from "../api/types";
import { editables } from "./editable";
import { find, findAll, value } from "./find";
import { Missing, readMessages } from "./messages";
import type { Field, Pack } from "./pack";
import type { HelpdeskPage, Reading, ReplyBox } from "./page";
import { isVisible, readText } from "./text";

/** What one helpdesk knows beyond its pack. */
export interface Peculiarities {
  /** Whether the address says that a conversation is open, even where none of it can be found. */
  isOpen: () => boolean;
  /** The ticket's number in the address; null where it leads to none. */
  number?: () => string | null;
}

export function describedPage(pack: Pack, peculiar: Peculiarities = { isOpen: () => false }): HelpdeskPage {
  return {
    id: pack.id,
    taught: false,
    known: true,
    region: () => rootOf(pack) ?? document.body,
    read: () => read(pack, peculiar),
    boxes: () => openBoxes(pack),
    missingBox: () => missingBox(pack),
    keptClear: () =>
      replyRoots(pack).flatMap((root) => [...findAll(root, pack.reply.box), ...findAll(root, pack.reply.send)]),
  };
}

function read(pack: Pack, { isOpen, number: numberInUrl }: Peculiarities): Reading {
  const number = numberInUrl?.() ?? null;
  const nothing = (missing: string | null) => ({ ticket: null, missing, identity: `${pack.id} ${number ?? ""}` });
  const root = rootOf(pack);
  if (!root) return nothing(isOpen() ? "ticket.root" : null);
  // Where the address leads to no ticket, what is left of one in the page is not what the agent sees.
  if (!isOpen() && (numberInUrl || !holdsConversation(root, pack))) return nothing(null);
  try {
    const ticket = readTicket(pack, root, number);
    return { ticket, missing: null, identity: identityOf(ticket) };
  } catch (problem) {
    if (problem instanceof Missing) return nothing(problem.part);
    throw problem;
  }
}

function holdsConversation(root: Element, { ticket }: Pack): boolean {
  const parts = [...(ticket.message?.find ?? ticket.text ?? []), ...(ticket.subject?.find ?? [])];
  return parts.some((selector) => root.querySelector(selector));
}

function readTicket(pack: Pack, root: Element, numberInUrl: string | null): Ticket {
  const { ticket } = pack;
  const number = required(root, ticket.number, "ticket.number");
  // A page that still shows the ticket of before is not read as the one of its address.
  if (number && numberInUrl && number !== numberInUrl) throw new Missing("ticket.number");
  const subject = required(root, ticket.subject, "ticket.subject");
  const messages = ticket.message ? readMessages(root, ticket.message) : wholeText(root, ticket.text ?? []);
  const customer = messages.findLast((message) => message.author === "customer");
  const email = value(root, ticket.customer_email)?.replace(/^mailto:|\?.*$/g, "") ?? customer?.email ?? null;
  const name = customer?.name ?? null;
  return {
    helpdesk: pack.id,
    external_id: numberInUrl ?? number,
    url: location.href,
    channel: find(root, ticket.chat) ? "chat" : pack.channel,
    subject,
    customer: name || email ? { name, email } : null,
    messages: messages.map(({ email: _email, ...message }) => message),
  };
}

function wholeText(root: Element, selectors: string[]) {
  const parts = findAll(root, selectors).filter(isVisible);
  if (!parts.length) throw new Missing("ticket.text");
  const text = parts.map((part) => readText(part)).join("\n\n");
  return [{ author: "customer" as const, text, name: null, email: null }];
}

function required(root: Element, field: Field | null, part: string): string | null {
  const found = value(root, field);
  if (!found && field && !field.optional) throw new Missing(part);
  return found;
}

function identityOf({ helpdesk, external_id, subject, url }: Ticket): string {
  return `${helpdesk} ${external_id ?? `${url} ${subject}`}`;
}

/** Of the page's views the visible one with the conversation in it: helpdesks keep those of before. */
function rootOf({ ticket }: Pack): Element | null {
  const parts = ticket.message?.find ?? ticket.text ?? [];
  for (const selector of ticket.root) {
    const visible = [...document.querySelectorAll(selector)].filter(isVisible);
    const root = visible.find((one) => parts.some((part) => one.querySelector(part))) ?? visible[0];
    if (root) return root;
  }
  return null;
}

function openBoxes(pack: Pack): ReplyBox[] {
  const { reply, ticket } = pack;
  const conversation = rootOf(pack);
  if (!conversation) return [];
  const subject = value(conversation, ticket.subject);
  return replyRoots(pack).flatMap((root) => {
    const box = findAll(root, reply.box).find(isVisible);
    return box && belongs(root, reply.subject, conversation, subject) ? [replyBox(pack, root, box)] : [];
  });
}

/** A place to write that is there, but not as the pack says: the page has changed. None at all: not opened yet. */
function missingBox(pack: Pack): string | null {
  const roots = replyRoots(pack);
  if (roots.some((root) => findAll(root, pack.reply.box).some(isVisible))) return null;
  if (!editables(rootOf(pack) ?? document).length) return null;
  return roots.length ? "reply.box" : "reply.root";
}

function replyRoots({ reply }: Pack): Element[] {
  return findAll(document, reply.root).filter(isVisible);
}

/** A reply beside the conversation, in a window of its own, may be one to somebody else. */
function belongs(root: Element, field: Field | null, conversation: Element, subject: string | null): boolean {
  if (root === conversation || conversation.contains(root)) return true;
  const own = value(root, field);
  return own !== null && subject !== null && bare(own) === bare(subject);
}

/** "Re: AW: Zelt" and "Zelt" are one conversation. */
function bare(subject: string): string {
  return subject
    .replace(/^(\p{L}{1,4}(\[\d+\])?:\s*)+/u, "")
    .trim()
    .toLowerCase();
}

function replyBox({ reply }: Pack, root: Element, box: HTMLElement): ReplyBox {
  const at = (reply.beside ?? []).map((place) => ({ place, element: root.querySelector(place.find) }));
  const there = at.find(({ element }) => element && isVisible(element));
  return { box, send: find(root, reply.send), place: there?.element ?? box, where: there?.place.where ?? "after" };
}
