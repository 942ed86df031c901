/** The panel beside the page: an extension page in a frame, in a closed shadow root, docked to one side. */
import { browser } from "wxt/browser";

let host: HTMLElement | null = null;

export function openPanel(_insert: boolean): void {
  if (host?.isConnected) return;
  host = document.createElement("kulanz-panel");
  const root = host.attachShadow({ mode: import.meta.env.MODE === "test" ? "open" : "closed" });
  const frame = document.createElement("iframe");
  frame.src = browser.runtime.getURL("/panel.html");
  frame.title = "Kulanz";
  frame.allow = "clipboard-write";
  frame.style.cssText = "position:fixed;inset:0 0 0 auto;width:380px;height:100%;border:0;z-index:2147483000";
  root.append(frame);
  document.documentElement.append(host);
}
