/** The button beside Send, one for each open reply box. */
import { rectOf, standIn } from "../helpdesks/editable";
import type { ReplyBox } from "../helpdesks/page";
import { ownElement } from "./own_root";
import { language, words } from "./words";

const STYLES = `
  :host { all: initial; display: inline-flex; vertical-align: middle; margin: 0 8px; flex: none; }
  button {
    all: unset; box-sizing: border-box; display: inline-flex; align-items: center; gap: 6px; height: 32px;
    padding: 0 12px; border: 1px solid #8f9b96; border-radius: 8px; background: #fff; color: #1c2b26;
    font: 500 13px/1 system-ui, sans-serif; white-space: nowrap; cursor: pointer;
  }
  button::before { content: ""; width: 8px; height: 8px; border-radius: 3px; background: #1d6b57; }
  button:hover { background: #eef4f1; }
  button:focus-visible { outline: 2px solid #1d6b57; outline-offset: 2px; }
  .dark { background: #26302c; color: #eef4f1; border-color: #71807a; }
  .dark::before { background: #6fcfb2; }
  .dark:hover { background: #33403b; }
  .dark:focus-visible { outline-color: #6fcfb2; }
`;
const KEPT_FROM_PAGE = ["click", "mousedown", "mouseup", "pointerdown", "pointerup", "keydown", "keypress", "keyup"];

interface Button {
  host: HTMLElement;
  button: HTMLButtonElement;
}

export class Buttons {
  private mounted = new Map<HTMLElement, Button>();

  constructor(private readonly onPress: (box: HTMLElement) => void) {}

  /** One button at each of these boxes, and none anywhere else. */
  mountAt(boxes: ReplyBox[]): void {
    for (const [box, { host }] of this.mounted) {
      if (boxes.some((open) => open.box === box)) continue;
      host.remove();
      this.mounted.delete(box);
    }
    for (const open of boxes) {
      const button = this.mounted.get(open.box) ?? this.make(open.box);
      if (!isBeside(button.host, open)) mount(button, open);
    }
  }

  private make(box: HTMLElement): Button {
    const { host, root } = ownElement("kulanz-button", STYLES);
    const button = document.createElement("button");
    button.type = "button";
    button.lang = language;
    button.textContent = words.draft;
    // The focus, and with it the caret, stays where it is.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", (event) => event.isTrusted && this.onPress(box));
    for (const kept of KEPT_FROM_PAGE) root.addEventListener(kept, (event) => event.stopPropagation());
    root.append(button);
    const made = { host, button };
    this.mounted.set(box, made);
    return made;
  }
}

function mount({ host, button }: Button, { send, place, where, box }: ReplyBox): void {
  if (where === "inside") place.append(host);
  else place[where](host);
  if (send && overlap(host, send)) standIn(box).after(host);
  button.classList.toggle("dark", isDark(host.parentElement));
}

function isBeside(host: HTMLElement, { place, where, box }: ReplyBox): boolean {
  if (!host.isConnected) return false;
  if (standIn(box).nextSibling === host) return true;
  if (where === "inside") return host.parentElement === place;
  return (where === "before" ? place.previousSibling : place.nextSibling) === host;
}

function overlap(one: Element, other: Element): boolean {
  const [a, b] = [rectOf(one), rectOf(other)];
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Whether what is behind an element is dark: a dark browser may show a light helpdesk. */
function isDark(element: Element | null): boolean {
  for (let at = element; at; at = at.parentElement) {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (getComputedStyle(at).backgroundColor.match(/[\d.]+/g) ?? []).map(
      Number,
    );
    if (alpha > 0.5) return 0.299 * red + 0.587 * green + 0.114 * blue < 110;
  }
  return false;
}
