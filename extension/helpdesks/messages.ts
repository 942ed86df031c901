/** The messages of a conversation, as a pack describes them. */
import type { Message } from "../api/types";
import { find, findAll, holds, standsIn, value, values } from "./find";
import type { Authors, MessagePack } from "./pack";
import { isVisible, readText } from "./text";

/** A part of the page that is not where the pack says. */
export class Missing extends Error {
  constructor(readonly part: string) {
    super(part);
  }
}

export interface ReadMessage extends Message {
  /** Of whoever wrote it. */
  email: string | null;
}

/**
 * What a reader sees, oldest first: collapsed and hidden messages and notes for colleagues are left out.
 *
 * Throws Missing rather than leave out a message that it cannot read: a draft must not overlook the latest word.
 */
export function readMessages(root: Element, pack: MessagePack): ReadMessage[] {
  const all = findAll(root, pack.find);
  if (!all.length) throw new Missing("ticket.message");
  const open = all.filter((one) => isVisible(one) && !standsIn(one, pack.closed) && !holds(one, pack.internal));
  if (!open.length) throw new Missing("ticket.message");
  const authorOf = authors(pack.author);
  return oldestFirst(open.map((one) => readMessage(one, pack, authorOf)));
}

/** Some agents have the newest message on top. */
function oldestFirst(messages: ReadMessage[]): ReadMessage[] {
  const [first, last] = [messages[0]?.sent_at, messages.at(-1)?.sent_at];
  return first && last && Date.parse(first) > Date.parse(last) ? messages.reverse() : messages;
}

function readMessage(element: Element, pack: MessagePack, authorOf: AuthorOf): ReadMessage {
  const body = find(element, pack.text.find);
  if (!body) throw new Missing("message.text");
  const email = value(element, pack.email);
  if (!email && pack.email && !pack.email.optional) throw new Missing("message.email");
  const sentAt = value(element, pack.sent_at);
  return {
    author: authorOf(element, email),
    name: value(element, pack.name),
    email,
    sent_at: sentAt && hasZone(sentAt) ? sentAt : null,
    text: readText(body),
    attachments: values(element, pack.attachment).map((said) => ({ name: attachmentName(said) })),
  };
}

type AuthorOf = (message: Element, email: string | null) => Message["author"];

function authors(rule: Authors): AuthorOf {
  if (!("own_address" in rule)) {
    return (message) => {
      if (holds(message, rule.customer)) return "customer";
      if (holds(message, rule.agent)) return "agent";
      if (holds(message, rule.system)) return "system";
      throw new Missing("message.author");
    };
  }
  const own = new Set(rule.own_address.flatMap((field) => values(document, field)).flatMap(lastAddress));
  if (!own.size) throw new Missing("message.author");
  return (_message, email) => (email && isOurs(email.toLowerCase(), own) ? "agent" : "customer");
}

/** A page's title names the account after the subject, which may name somebody else. */
function lastAddress(text: string): string[] {
  return (text.toLowerCase().match(/[^\s@<>()"',;]+@[^\s@<>()"',;]+\.[a-z]{2,}/g) ?? []).slice(-1);
}

/** Whoever writes from the shop's own domain is a colleague; at a mail provider everybody is somebody else. */
function isOurs(email: string, own: Set<string>): boolean {
  const domain = email.slice(email.indexOf("@"));
  const isShared = domain === "@gmail.com" || domain === "@googlemail.com";
  return own.has(email) || (!isShared && [...own].some((address) => address.endsWith(domain)));
}

/** A local time without its zone says little, and one in words is another language's on the next desk. */
function hasZone(time: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/.test(time) && !Number.isNaN(Date.parse(time));
}

/** Out of a name, an address of a file, or Chrome's `type:name:address` of a file that can be dragged out. */
function attachmentName(said: string): string {
  const dragged = /^[\w.+-]+\/[\w.+-]+:([^:]+):/.exec(said)?.[1];
  if (dragged) return decoded(dragged);
  if (!URL.canParse(said, location.href) || !said.includes("/")) return said;
  const { pathname, searchParams } = new URL(said, location.href);
  return searchParams.get("name") ?? decoded(pathname.slice(pathname.lastIndexOf("/") + 1));
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
