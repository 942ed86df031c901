/** Attends to a helpdesk's page for as long as it is open. */
import { browser } from "wxt/browser";
import type { OpenMessage } from "../messages";
import { openPanel } from "./panel_frame";

export function attend(): void {
  browser.runtime.onMessage.addListener((message: OpenMessage, sender) => {
    if (sender.id === browser.runtime.id && message.open) openPanel(message.insert);
  });
}
