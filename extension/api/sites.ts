/** Sites beyond Gmail and Zendesk: what was taught for them, and the scripts registered there. */
import { browser } from "wxt/browser";

type Taught = { [origin: string]: unknown };

export async function taughtSites(): Promise<Taught> {
  const { taught } = await browser.storage.local.get("taught");
  return (taught as Taught | undefined) ?? {};
}

export async function taughtFor(url: string): Promise<unknown> {
  return (await taughtSites())[originOf(url)] ?? null;
}

/** Keep what was taught for the site of `url`; null forgets it. */
export async function keepTaught(url: string, taught: unknown): Promise<void> {
  const sites = await taughtSites();
  if (taught === null) delete sites[originOf(url)];
  else sites[originOf(url)] = taught;
  await browser.storage.local.set({ taught: sites });
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "";
}
