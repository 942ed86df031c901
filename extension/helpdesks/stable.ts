/** Selectors that find the same element again on the next visit: by what developers name, not by place or looks. */
import { ownDocumentOf, standIn } from "./editable";
import { isVisible } from "./text";

/** Selectors one after another, each within the frame or shadow root of what the one before it found. */
export type Route = string[];

const NAMED = ["name", "role", "type", "contenteditable", "itemprop"];
/** Attributes whose values developers choose. In others stand numbers and people's names: of those only the presence. */
const CHOSEN =
  /^data-([a-z-]+-)?(test-?id|test|cy|qa|role|region|component|type|section|part|slot|view|target|area|pane|hook)$/;

/** How to come to an element again; null when nothing sets it apart. */
export function routeTo(element: Element): Route | null {
  const root = element.getRootNode() as Document | ShadowRoot;
  const last = selectorFor(element, root);
  if (!last || root === document) return last ? [last] : null;
  const outside = "host" in root ? root.host : standIn(element);
  const before = outside === element ? null : routeTo(outside);
  return before && [...before, last];
}

/** What a route leads to now: the one visible element that each of its steps finds. */
export function follow(route: Route): HTMLElement | null {
  let within: ParentNode | null = document;
  let found: HTMLElement | null = null;
  for (const selector of route) {
    found = within && onlyOne(within, selector);
    within = found && insideOf(found);
  }
  return found;
}

/** Two of them are as good as none: one would be the wrong one. Hidden ones are other tickets, kept by the page. */
function onlyOne(within: ParentNode, selector: string): HTMLElement | null {
  const visible = [...within.querySelectorAll<HTMLElement>(selector)].filter(isVisible);
  return visible.length === 1 ? (visible[0] ?? null) : null;
}

function insideOf(element: HTMLElement): ParentNode | null {
  return element.shadowRoot ?? (element.localName === "iframe" ? ownDocumentOf(element as HTMLIFrameElement) : null);
}

function selectorFor(element: Element, root: ParentNode): string | null {
  const isIt = (selector: string) => onlyOne(root, selector) === element;
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
  const all = [...element.attributes];
  const data = all.filter(({ name }) => name.startsWith("data-") && name.length < 40);
  return [
    ...(element.id && isLasting(element.id) ? [`#${CSS.escape(element.id)}`] : []),
    ...all
      .filter(({ name, value }) => (CHOSEN.test(name) || NAMED.includes(name)) && isLasting(value))
      .map(({ name, value }) => `${tag}[${CSS.escape(name)}="${CSS.escape(value)}"]`),
    ...data.map(({ name }) => `${tag}[${CSS.escape(name)}]`),
    tag,
  ];
}

/** Numbers and generated names are others on the next ticket. */
function isLasting(value: string): boolean {
  return /^[A-Za-z][\w-]{1,40}$/.test(value) && !/\d{2,}|\d[a-f]\d|\d$/.test(value);
}
