/** How a helpdesk's page looks, as data: read strictly, because it comes from outside and may be newer than this code. */
import bundled from "../../server/routes/helpdesks.json";

/** Tried in this order; the first that matches anything wins. */
export type Selectors = string[];

/** One value in the page: an attribute, or else an element's words. */
export interface Field {
  find: Selectors;
  attribute: string | null;
  /** Whether a page may do without it. */
  optional: boolean;
}

/** How one tells the customer's messages from the shop's: by their marks, or by the addresses that the agent has. */
export type Authors = { customer: Selectors; agent: Selectors; system: Selectors | null } | { own_address: Field[] };

export interface MessagePack {
  find: Selectors;
  /** A message in one of these is collapsed or hidden. */
  closed: Selectors | null;
  /** A message that is or holds one of these is for colleagues only. */
  internal: Selectors | null;
  text: Field;
  email: Field | null;
  name: Field | null;
  /** Only with a time that names its zone. */
  sent_at: Field | null;
  attachment: Field | null;
  author: Authors;
}

export interface Pack {
  id: string;
  matches: string[];
  channel: "email" | "chat" | "social" | "form" | "phone";
  ticket: {
    root: Selectors;
    number: Field | null;
    subject: Field | null;
    customer_email: Field | null;
    /** Where one of these is, the ticket is a chat. */
    chat: Selectors | null;
    /** One of the two: messages with their authors, or the conversation's text as a whole. */
    message: MessagePack | null;
    text: Selectors | null;
  };
  reply: {
    root: Selectors;
    box: Selectors;
    /** By which a reply that stands outside of the conversation is known to belong to it. */
    subject: Field | null;
    send: Selectors | null;
    beside: Place[] | null;
  };
}

export interface Place {
  find: string;
  where: "before" | "after" | "inside";
}

const VERSION = 2;

/** What the server says, pack by pack; where one cannot be read, the one that came with the extension. */
export function readPacks(served: unknown): Pack[] {
  const own = bundled.helpdesks.map((pack) => readPack(pack));
  if (!isObject(served) || served.version !== VERSION || !Array.isArray(served.helpdesks)) return own;
  const theirs: Pack[] = [];
  for (const entry of served.helpdesks as unknown[]) {
    try {
      theirs.push(readPack(entry));
    } catch {
      // One of our own takes its place below.
    }
  }
  const known = new Set(theirs.map((pack) => pack.id));
  return [...theirs, ...own.filter((pack) => !known.has(pack.id))];
}

/** The pack whose pages `url` is one of. */
export function packFor(url: string, packs: Pack[]): Pack | null {
  return packs.find((pack) => pack.matches.some((pattern) => isMatch(pattern, url))) ?? null;
}

function isMatch(pattern: string, url: string): boolean {
  const [, host = "", path = ""] = /^https:\/\/([^/]+)(\/[^*]*)\*$/.exec(pattern) ?? [];
  const at = new URL(url);
  const isHost = host.startsWith("*.") ? at.hostname.endsWith(host.slice(1)) : at.hostname === host;
  return at.protocol === "https:" && isHost && at.pathname.startsWith(path);
}

type Read<T> = (value: unknown) => T;
class Malformed extends Error {}

function readPack(value: unknown): Pack {
  const pack = object<Pack>({
    id: matching(/^[a-z]{1,20}$/),
    matches: list(matching(/^https:\/\/(\*\.)?[a-z0-9.-]+\/[^*]*\*$/)),
    channel: oneOf("email", "chat", "social", "form", "phone"),
    ticket: object<Pack["ticket"]>({
      root: selectors,
      number: orNull(field),
      subject: orNull(field),
      customer_email: orNull(field),
      chat: orNull(selectors),
      message: orNull(message),
      text: orNull(selectors),
    }),
    reply: object<Pack["reply"]>({
      root: selectors,
      box: selectors,
      subject: orNull(field),
      send: orNull(selectors),
      beside: orNull(list(object<Place>({ find: selector, where: oneOf("before", "after", "inside") }))),
    }),
  })(value);
  if (!pack.ticket.message === !pack.ticket.text) throw new Malformed();
  return pack;
}

const selector: Read<string> = (value) => {
  const text = matching(/^.{1,300}$/)(value);
  document.createDocumentFragment().querySelector(text); // throws where it is none
  return text;
};
const selectors: Read<Selectors> = (value) => list(selector)(value);

const field: Read<Field> = (value) =>
  object<Field>({
    find: selectors,
    attribute: orNull(matching(/^[a-z][a-z0-9_-]{0,60}$/)),
    optional: (optional) => optional !== undefined && oneOf(true, false)(optional),
  })(value);

const authors: Read<Authors> = (value) =>
  isObject(value) && "own_address" in value
    ? object<{ own_address: Field[] }>({ own_address: list(field) })(value)
    : object<Exclude<Authors, { own_address: Field[] }>>({
        customer: selectors,
        agent: selectors,
        system: orNull(selectors),
      })(value);

const message: Read<MessagePack> = (value) =>
  object<MessagePack>({
    find: selectors,
    closed: orNull(selectors),
    internal: orNull(selectors),
    text: field,
    email: orNull(field),
    name: orNull(field),
    sent_at: orNull(field),
    attachment: orNull(field),
    author: authors,
  })(value);

/** An object with these keys and no others. */
function object<T extends object>(shape: { [K in keyof T]: Read<T[K]> }): Read<T> {
  return (value) => {
    if (!isObject(value) || Object.keys(value).some((key) => !Object.hasOwn(shape, key))) throw new Malformed();
    const keys = Object.keys(shape) as (keyof T & string)[];
    return Object.fromEntries(keys.map((key) => [key, shape[key](value[key])])) as T;
  };
}

function list<T>(read: Read<T>): Read<T[]> {
  return (value) => {
    if (!Array.isArray(value) || !value.length || value.length > 20) throw new Malformed();
    return value.map(read);
  };
}

function orNull<T>(read: Read<T>): Read<T | null> {
  return (value) => (value === undefined || value === null ? null : read(value));
}

function oneOf<T>(...allowed: T[]): Read<T> {
  return (value) => {
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw new Malformed();
    return found;
  };
}

function matching(pattern: RegExp): Read<string> {
  return (value) => {
    if (typeof value !== "string" || !pattern.test(value)) throw new Malformed();
    return value;
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
