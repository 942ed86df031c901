/** The conversation that was read last in each tab: in memory only, and gone with the tab. */
import { browser, type Browser } from "wxt/browser";
import type { Ticket } from "./types";

type Sender = Browser.runtime.MessageSender;

interface Kept {
  origin: string;
  ticket: Ticket;
}

export async function keepRead(sender: Sender, ticket: Ticket): Promise<void> {
  if (sender.tab?.id === undefined || !sender.url) return;
  const kept: Kept = { origin: new URL(sender.url).origin, ticket };
  await browser.storage.session.set({ [keyOf(sender.tab.id)]: kept });
}

/** What was read in this tab, as long as it has not left the site. */
export async function readEarlier(sender: Sender): Promise<Ticket | null> {
  if (sender.tab?.id === undefined || !sender.url) return null;
  const key = keyOf(sender.tab.id);
  const kept = (await browser.storage.session.get(key))[key] as Kept | undefined;
  return kept?.origin === new URL(sender.url).origin ? kept.ticket : null;
}

export function forgetClosedTabs(): void {
  browser.tabs.onRemoved.addListener((tab) => void browser.storage.session.remove(keyOf(tab)));
}

function keyOf(tab: number): string {
  return `read in ${tab}`;
}
