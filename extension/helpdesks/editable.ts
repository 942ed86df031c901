/** Where text can be written in a page, and which of those places is the reply box. */
import { isVisible } from "./text";

/** Words by which webmails name the fields around a reply: names and ids are seldom translated. */
const AROUND =
  /^(to|cc|bcc|from|an|von|recipients?|empf(ae|ä)nger|replyto|followupto|subject|betreff|search|suche|query|q|tags?|notes?|notiz)$/;
const REPLY = /^(reply|message|body|text|comment|content|answer|antwort|nachricht|kommentar|editor)$/;
const REPLY_TO = /^_?reply[-_]?to$/i;
/** CSS pixels: what is lower is written into for one line, and webmails have recipients there. */
const LOWEST = 40;
const NARROWEST = 100;

/** The box that an agent writes the reply in: the last one with the focus, else the largest. */
export function findReplyBox(focused: Element | null): HTMLElement | null {
  const all = editables(document);
  return all.find((box) => box === focused || box.contains(focused)) ?? largest(all);
}

/** Every visible editable of some size that is no recipient, subject or search field; in same-origin frames too. */
export function editables(root: Document | ShadowRoot | Element): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (const element of root.querySelectorAll<HTMLElement>("*")) {
    if (element.shadowRoot) found.push(...editables(element.shadowRoot));
    if (element.localName === "iframe") found.push(...editablesIn(element as HTMLIFrameElement));
    else if (isEditable(element) && isReply(element)) found.push(element);
  }
  return found;
}

/** The editable that an element is part of: a textarea, or the outermost element of an editor. */
export function editableAround(element: Element): HTMLElement | null {
  const { body } = element.ownerDocument;
  if (isEditableBody(element.ownerDocument)) return body;
  for (let at: Element | null = element; at; at = at.parentElement) if (isEditable(at)) return at;
  return null;
}

/** The document of a frame that belongs to the page itself, as those of CKEditor 4 and TinyMCE do. */
export function ownDocumentOf(frame: HTMLIFrameElement): Document | null {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
}

/** The focused element, however deep in the page's own frames and open shadow roots. */
export function deepFocus(within: Document | ShadowRoot = document): Element | null {
  const focused = within.activeElement;
  if (!focused) return null;
  if (focused.shadowRoot) return deepFocus(focused.shadowRoot) ?? focused;
  const inner = focused.localName === "iframe" ? ownDocumentOf(focused as HTMLIFrameElement) : null;
  return inner ? (deepFocus(inner) ?? focused) : focused;
}

/** The element by which a box stands in the page itself: its frame, where it is in one. */
export function standIn(box: Element): Element {
  const frame = box.ownerDocument.defaultView?.frameElement;
  return box.ownerDocument === document || !frame ? box : standIn(frame);
}

/** Where an element is on the screen. An editor's body may be longer than the frame that shows it. */
export function rectOf(element: Element): DOMRect {
  return standIn(element).getBoundingClientRect();
}

function editablesIn(frame: HTMLIFrameElement): HTMLElement[] {
  const inner = ownDocumentOf(frame);
  if (!inner?.body || !isVisible(frame)) return [];
  if (isEditableBody(inner)) return isReply(inner.body) ? [inner.body] : [];
  return editables(inner);
}

function isEditableBody({ designMode, body }: Document): boolean {
  return designMode === "on" || body?.isContentEditable === true;
}

function isEditable(element: Element): element is HTMLElement {
  if (element.localName === "textarea") return !(element as HTMLTextAreaElement).readOnly;
  return element.hasAttribute("contenteditable") && (element as HTMLElement).isContentEditable && isOutermost(element);
}

function isOutermost(element: Element): boolean {
  return !element.parentElement?.isContentEditable;
}

function isReply(box: HTMLElement): boolean {
  const { width, height } = rectOf(box);
  if (!isVisible(box) || height < LOWEST || width < NARROWEST) return false;
  if (box.closest("[role=search], [role=combobox], [role=searchbox], [aria-autocomplete=list]")) return false;
  return box.getAttribute("aria-multiline") !== "false" && ![box.getAttribute("name"), box.id].some(isAround);
}

function isAround(name: string | null): boolean {
  if (!name) return false;
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-zä]+/);
  return REPLY_TO.test(name) || (words.some((word) => AROUND.test(word)) && !words.some((word) => REPLY.test(word)));
}

function largest(boxes: HTMLElement[]): HTMLElement | null {
  return boxes.toSorted((one, other) => areaOf(other) - areaOf(one))[0] ?? null;
}

function areaOf(box: HTMLElement): number {
  const { width, height } = rectOf(box);
  return width * height;
}
