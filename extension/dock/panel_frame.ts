/** The panel beside the page: an extension page in a frame, in a closed shadow root, docked to one side. */
import { browser } from "wxt/browser";
import { deepFocus, rectOf } from "../helpdesks/editable";
import { ownElement } from "./own_root";
import { Room, isClear } from "./room";
import { words } from "./words";

export type Side = "left" | "right";

/** CSS pixels. */
const NARROWEST = 320;
const WIDEST = 640;
const STYLES = `
  :host { all: initial; }
  iframe { position: fixed; top: 0; height: 100%; border: 0; z-index: 2147483000; }
`;

export class PanelFrame {
  private readonly room = new Room();
  private open_: { host: HTMLElement; frame: HTMLIFrameElement } | null = null;
  private focusBefore: Element | null = null;
  private wanted: { side: Side; width: number } = { side: "right", width: 380 };
  private side: Side = "right";
  /** Where everything was after docking: where nothing has moved since, docking again would find nothing better. */
  private layout = "";

  get isOpen(): boolean {
    return this.open_ !== null;
  }

  open(): void {
    this.focusBefore = deepFocus();
    const { host, root } = ownElement("kulanz-panel", STYLES);
    const frame = document.createElement("iframe");
    frame.src = browser.runtime.getURL("/panel.html");
    frame.title = words.panel;
    frame.allow = "clipboard-write";
    root.append(frame);
    document.documentElement.append(host);
    this.open_ = { host, frame };
  }

  /** Dock where the agent wants it; on the other side where it would lie over what is `kept` clear. */
  dock(side: Side, width: number, kept: Element[]): void {
    const most = Math.min(WIDEST, innerWidth / 2);
    this.wanted = { side, width: Math.round(Math.max(Math.min(width, most), Math.min(NARROWEST, most))) };
    if (!this.open_) return;
    this.side = this.room.make(side, this.wanted.width, kept);
    const { style } = this.open_.frame;
    style.width = `${this.wanted.width}px`;
    style.left = this.side === "left" ? "0" : "auto";
    style.right = this.side === "right" ? "0" : "auto";
    this.layout = layoutOf(kept);
  }

  /** The page has changed: stay, or make room anew where something is covered now. Closes when the page threw it out. */
  settle(kept: Element[]): void {
    if (!this.open_) return;
    if (!this.open_.host.isConnected) this.close();
    else if (layoutOf(kept) !== this.layout && this.coversAny(kept)) {
      this.dock(this.wanted.side, this.wanted.width, kept);
    }
  }

  /** Take it away and give the focus back to where it was. */
  close(): void {
    if (!this.open_) return;
    this.open_.host.remove();
    this.open_ = null;
    this.room.giveBack();
    if (this.focusBefore?.isConnected) (this.focusBefore as HTMLElement).focus({ preventScroll: true });
  }

  private coversAny(kept: Element[]): boolean {
    return kept.some((element) => !isClear(element, this.side, this.wanted.width));
  }
}

function layoutOf(kept: Element[]): string {
  const sides = kept.map((element) => rectOf(element)).map(({ left, right }) => `${left} ${right}`);
  return [innerWidth, ...sides].join("|");
}
