/** Attends to a helpdesk's page for as long as it is open. */
import { browser } from "wxt/browser";
import type { OpenMessage } from "../messages";
import { ask } from "./ask";
import { removeLeftovers } from "./own_root";
import { Session } from "./session";

export async function attend({ signal }: { signal: AbortSignal }): Promise<void> {
  removeLeftovers();
  let session: Promise<Session> | null = null;
  const begin = () => (session ??= ask("selectors", {}).then((known) => new Session(known, signal)));
  // Listened to before anything is asked: the agent's click that brought this script here is told at once.
  const open = (message: OpenMessage, sender: { id?: string | undefined }) => {
    if (sender.id !== browser.runtime.id || !message.open) return;
    void begin().then((begun) => begun.openPanel(message.insert));
  };
  browser.runtime.onMessage.addListener(open);
  signal.addEventListener("abort", () => browser.runtime?.onMessage?.removeListener(open));
  await begin();
}
