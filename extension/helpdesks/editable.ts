/** Where text can be written in a page, and which of those places is the reply box. */
import { isVisible } from "./text";

/** Words by which webmails name the fields that are not the reply, in names and ids, which are not translated often. */
const NOT_A_REPLY =
  /(^|[^a-z])(to|cc|bcc|from|an|von|recipients?|empf(ae|ä)nger|subject|betreff|search|suche|query|q|tags?|note|notiz)($|[^a-z])/i;
/** Square pixels below which nobody writes a reply. */
const SMALLEST = 4000;

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
    if (element.localName === "iframe") found.push(...editableOf(element as HTMLIFrameElement));
    else if (isEditable(element) && isReply(element)) found.push(element);
  }
  return found;
}

/** The editable that an element is part of: a textarea, or the outermost element of an editor. */
export function editableAround(element: Element): HTMLElement | null {
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

/** A box's place in the page's own viewport, whatever frame it is in. */
export function rectOf(element: Element): DOMRect {
  const rect = element.getBoundingClientRect();
  const frame = element.ownerDocument.defaultView?.frameElement;
  if (!frame || element.ownerDocument === document) return rect;
  const outer = frame.getBoundingClientRect();
  // An editor's body may be longer than the frame that shows it.
  return element === element.ownerDocument.body
    ? outer
    : new DOMRect(rect.x + outer.x, rect.y + outer.y, rect.width, rect.height);
}

function editableOf(frame: HTMLIFrameElement): HTMLElement[] {
  const inner = ownDocumentOf(frame);
  if (!inner?.body || !isVisible(frame)) return [];
  if (inner.designMode === "on" || inner.body.isContentEditable)
    return areaOf(inner.body) < SMALLEST ? [] : [inner.body];
  return editables(inner);
}

function isEditable(element: Element): element is HTMLElement {
  if (element.localName === "textarea") return !(element as HTMLTextAreaElement).readOnly;
  return (element as HTMLElement).isContentEditable === true && !element.parentElement?.isContentEditable;
}

function isReply(box: HTMLElement): boolean {
  if (!isVisible(box) || areaOf(box) < SMALLEST) return false;
  if (box.closest("[role=search], [role=combobox], [role=searchbox], [aria-autocomplete=list]")) return false;
  if (box.getAttribute("aria-multiline") === "false") return false;
  return ![box.getAttribute("name"), box.id].some((name) => name && NOT_A_REPLY.test(name));
}

function largest(boxes: HTMLElement[]): HTMLElement | null {
  return boxes.reduce<HTMLElement | null>((best, box) => (best && areaOf(best) >= areaOf(box) ? best : box), null);
}

function areaOf(box: HTMLElement): number {
  const { width, height } = rectOf(box);
  return width * height;
}
