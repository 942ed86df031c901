/** Lets the agent show the conversation and the reply box by a click on each. */
import { editableAround, ownDocumentOf } from "../helpdesks/editable";
import { routeTo, type Route } from "../helpdesks/stable";
import type { Lesson } from "../helpdesks/taught";
import { ownElement } from "./own_root";
import { language, words } from "./words";

/** Just below the panel, which can be used meanwhile. */
const STYLES = `
  :host { all: initial; }
  .layer { position: fixed; inset: 0; z-index: 2147482997; cursor: crosshair; }
  .mark { position: fixed; z-index: 2147482998; pointer-events: none; border: 3px solid #1d6b57; border-radius: 6px;
    background: #1d6b5722; }
  .hint { position: fixed; top: 16px; left: 50%; transform: translateX(-50%); z-index: 2147482999; display: flex;
    gap: 16px; align-items: center; max-width: min(560px, 60vw); padding: 12px 16px; border-radius: 10px;
    background: #1c2b26; color: #fff; font: 500 14px/1.4 system-ui, sans-serif; box-shadow: 0 4px 20px #0006; }
  button { all: unset; flex: none; padding: 6px 10px; border: 1px solid #fff8; border-radius: 6px; cursor: pointer; }
  button:focus-visible { outline: 2px solid #fff; outline-offset: 2px; }
  [hidden] { display: none; }
`;
/** What no conversation reaches beyond. */
const BEYOND = "body, html, main, [role=main], :has(nav, [role=navigation], aside, textarea, [contenteditable])";

/** What the agent showed; null when they left. */
export function teach(): Promise<Lesson | null> {
  return new Promise((resolve) => {
    const overlay = new Overlay((lesson) => resolve(lesson));
    overlay.begin();
  });
}

class Overlay {
  private readonly own = ownElement("kulanz-teach", STYLES);
  private readonly layer = document.createElement("div");
  private readonly mark = document.createElement("div");
  private readonly said = document.createElement("span");
  private readonly ended = new AbortController();
  private readonly followed = new Set<Document>();
  private conversation: Route | null = null;

  constructor(private readonly onEnd: (lesson: Lesson | null) => void) {
    this.layer.className = "layer";
    this.mark.className = "mark";
    this.mark.hidden = true;
    const hint = document.createElement("div");
    hint.className = "hint";
    hint.lang = language;
    this.said.setAttribute("role", "status");
    const leave = document.createElement("button");
    leave.textContent = words.leave;
    leave.addEventListener("click", () => this.end(null));
    hint.append(this.said, leave);
    this.own.root.append(this.layer, this.mark, hint);
  }

  begin(): void {
    document.documentElement.append(this.own.host);
    this.said.textContent = words.conversation;
    this.layer.addEventListener("pointermove", (event) => this.show(conversationAt(event)));
    this.layer.addEventListener("wheel", scrollBelow);
    this.layer.addEventListener("click", (event) => event.isTrusted && this.takeConversation(conversationAt(event)));
    const { signal } = this.ended;
    window.addEventListener("keydown", (event) => this.leaveOnEscape(event), { capture: true, signal });
    // Out of the panel's frame, so that Esc comes here.
    this.own.root.querySelector("button")?.focus();
  }

  private leaveOnEscape(event: KeyboardEvent): void {
    if (event.key !== "Escape" || !event.isTrusted) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    this.end(null);
  }

  private takeConversation(element: Element | null): void {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      this.conversation = routeTo(at);
      if (this.conversation) break;
    }
    this.said.textContent = this.conversation ? words.box : words.indistinct;
    if (!this.conversation) return;
    // From here on the page takes its clicks again: the box may have to be opened first.
    this.layer.hidden = true;
    this.mark.hidden = true;
    const follow = () => [document, ...ownFrames(document)].forEach((inner) => this.followBoxes(inner));
    follow();
    const again = setInterval(follow, 200);
    this.ended.signal.addEventListener("abort", () => clearInterval(again));
  }

  private followBoxes(inner: Document): void {
    if (this.followed.has(inner)) return;
    this.followed.add(inner);
    const take = (event: Event) => event.isTrusted && this.takeBox(event.composedPath()[0] as Node);
    inner.addEventListener("pointerup", take, { capture: true, signal: this.ended.signal });
  }

  private takeBox(clicked: Node): void {
    const element = clicked.nodeType === Node.ELEMENT_NODE ? (clicked as Element) : clicked.parentElement;
    const box = element && editableAround(element);
    if (!box || !this.conversation) return;
    const route = routeTo(box);
    if (route) this.end({ version: 1, conversation: this.conversation, box: route });
    else this.said.textContent = words.indistinct;
  }

  private show(element: Element | null): void {
    this.mark.hidden = element === null;
    if (!element) return;
    const { left, top, width, height } = element.getBoundingClientRect();
    this.mark.style.cssText = `left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
  }

  private end(lesson: Lesson | null): void {
    this.ended.abort();
    this.own.host.remove();
    this.onEnd(lesson);
  }
}

/** The largest part of the page around a point that is one text, with nothing in it to go or write to. */
function conversationAt({ clientX, clientY }: MouseEvent): Element | null {
  let at = belowLayer(clientX, clientY);
  if (!at || at.matches("body, html")) return null;
  while (at.parentElement && !at.parentElement.matches(BEYOND)) at = at.parentElement;
  return at;
}

function belowLayer(x: number, y: number): Element | null {
  return document.elementsFromPoint(x, y).find((element) => element.localName !== "kulanz-teach") ?? null;
}

function scrollBelow(event: WheelEvent): void {
  for (let at = belowLayer(event.clientX, event.clientY); at; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) {
      at.scrollBy({ top: event.deltaY });
      return;
    }
  }
}

function ownFrames(within: Document): Document[] {
  return [...within.querySelectorAll("iframe")].map(ownDocumentOf).filter((inner) => inner !== null);
}
