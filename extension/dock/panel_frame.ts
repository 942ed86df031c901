/** The panel beside the page: an extension page in a frame, in a closed shadow root, docked to one side. */
import { browser } from "wxt/browser";

export type Side = "left" | "right";

export class PanelFrame {
  private host: HTMLElement | null = null;
  private frame: HTMLIFrameElement | null = null;

  get isOpen(): boolean {
    return this.host?.isConnected ?? false;
  }

  open(side: Side, width: number): void {
    if (this.isOpen) return;
    this.host = document.createElement("kulanz-panel");
    const root = this.host.attachShadow({ mode: import.meta.env.MODE === "test" ? "open" : "closed" });
    this.frame = document.createElement("iframe");
    this.frame.src = browser.runtime.getURL("/panel.html");
    this.frame.title = "Kulanz";
    this.frame.allow = "clipboard-write";
    this.dock(side, width);
    root.append(this.frame);
    document.documentElement.append(this.host);
  }

  dock(side: Side, width: number): void {
    if (!this.frame) return;
    const inset = side === "right" ? "0 0 0 auto" : "0 auto 0 0";
    this.frame.style.cssText = `position:fixed;inset:${inset};width:${width}px;height:100%;border:0;z-index:2147483000`;
  }

  close(): void {
    this.host?.remove();
    this.host = null;
    this.frame = null;
  }
}
