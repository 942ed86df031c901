/** Selectors that find the same element again on the next visit: by what developers name, not by place or looks. */
import { ownDocumentOf, standIn } from "./editable";

/** Selectors one after another, each within the frame or shadow root of what the one before it found. */
export type Route = string[];

const NAMED = ["name", "role", "type", "contenteditable", "itemprop"];

/** How to come to an element again; null when nothing sets it apart. */
export function routeTo(element: Element): Route | null {
  const root = element.getRootNode() as Document | ShadowRoot;
  const last = selectorFor(element, root);
  if (!last || root === document) return last ? [last] : null;
  const outside = "host" in root ? root.host : standIn(element);
  const before = outside === element ? null : routeTo(outside);
  return before && [...before, last];
}

/** What a route leads to now. */
export function follow(route: Route): HTMLElement | null {
  let within: ParentNode | null = document;
  let found: HTMLElement | null = null;
  for (const selector of route) {
    const all: NodeListOf<HTMLElement> | undefined = within?.querySelectorAll<HTMLElement>(selector);
    // Two of them are as good as none: one would be the wrong one.
    found = all?.length === 1 ? (all[0] ?? null) : null;
    within =
      found && (found.shadowRoot ?? (found.localName === "iframe" ? ownDocumentOf(found as HTMLIFrameElement) : null));
  }
  return found;
}

function selectorFor(element: Element, root: ParentNode): string | null {
  const isIt = (selector: string) => {
    const found = root.querySelectorAll(selector);
    return found.length === 1 && found[0] === element;
  };
  const own = namesOf(element);
  const alone = own.find(isIt);
  if (alone) return alone;
  let path = own[0] ?? element.localName;
  for (let above = element.parentElement; above; above = above.parentElement) {
    const names = namesOf(above);
    const inside = names.slice(0, -1).flatMap((name) => own.map((one) => `${name} ${one}`));
    const found = [...inside, ...names.map((name) => `${name} > ${path}`)].find(isIt);
    if (found) return found;
    path = `${names[0]} > ${path}`;
  }
  return null;
}

/** Selectors for one element alone, the most telling first, its bare tag last. */
function namesOf(element: Element): string[] {
  const tag = CSS.escape(element.localName);
  const data = [...element.attributes].filter(({ name }) => name.startsWith("data-") && name.length < 40);
  const named = [...element.attributes].filter(({ name }) => NAMED.includes(name));
  return [
    ...(element.id && isLasting(element.id) ? [`#${CSS.escape(element.id)}`] : []),
    ...[...data, ...named].flatMap(({ name, value }) =>
      isLasting(value) ? [`${tag}[${CSS.escape(name)}="${CSS.escape(value)}"]`] : [],
    ),
    ...data.map(({ name }) => `${tag}[${CSS.escape(name)}]`),
    tag,
  ];
}

/** Numbers, generated names and people's names are others on the next ticket. */
function isLasting(value: string): boolean {
  return /^[A-Za-z][\w-]{1,40}$/.test(value) && !/\d{2,}|\d[a-f]\d|\d$/.test(value);
}
