/** Room for the panel: the page is pushed aside, so that the panel lies over neither reply box nor Send. */
import { rectOf } from "../helpdesks/editable";
import type { Side } from "./panel_frame";

/** What is tried in turn; `zoom` for pages as wide as the window whatever happens. */
const ATTEMPTS: { other: boolean; zoom: boolean }[] = [
  { other: false, zoom: false },
  { other: true, zoom: false },
  { other: false, zoom: true },
  { other: true, zoom: true },
];

export class Room {
  private before: { style: CSSStyleDeclaration; name: string; value: string; priority: string }[] = [];

  /** Push the page aside for `width` CSS pixels; answers the side on which nothing of `kept` is covered. */
  make(side: Side, width: number, kept: Element[]): Side {
    for (const { other, zoom } of ATTEMPTS) {
      const tried = other ? opposite(side) : side;
      this.push(tried, width, zoom);
      if (kept.every((element) => isClear(element, tried, width))) return tried;
    }
    this.push(side, width, false);
    return side;
  }

  giveBack(): void {
    if (!this.before.length) return;
    this.restore();
    tellPage();
  }

  private push(side: Side, width: number, zoom: boolean): void {
    this.restore();
    const { documentElement: html, body } = document;
    // Absolutely placed pages are laid out by their nearest positioned ancestor: the narrowed root takes that part.
    for (const [name, value] of [
      ["position", "relative"],
      ["height", "100%"],
      ["width", "auto"],
      ["min-width", "0"],
      [`margin-${side}`, `${width}px`],
    ] as const) {
      this.set(html, name, value);
    }
    if (zoom) this.set(body, "zoom", String((innerWidth - width) / innerWidth));
    tellPage();
  }

  private set({ style }: HTMLElement, name: string, value: string): void {
    const before = { value: style.getPropertyValue(name), priority: style.getPropertyPriority(name) };
    this.before.push({ style, name, ...before });
    style.setProperty(name, value, "important");
  }

  /** Property by property: the page may have set others meanwhile. */
  private restore(): void {
    for (const { style, name, value, priority } of this.before.splice(0)) style.setProperty(name, value, priority);
  }
}

/** Whether an element can be seen and clicked beside the panel. What is not on the screen at all cannot be covered. */
export function isClear(element: Element, side: Side, width: number): boolean {
  const { left, right, width: own } = rectOf(element);
  if (!own) return true;
  return side === "right" ? right <= innerWidth - width + 1 && left >= 0 : left >= width - 1 && right <= innerWidth + 1;
}

function opposite(side: Side): Side {
  return side === "right" ? "left" : "right";
}

/** Many helpdesks compute their columns by script, when the window tells that it has another size. */
function tellPage(): void {
  window.dispatchEvent(new Event("resize"));
}
