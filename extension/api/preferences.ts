/** What the agent set. */
import { browser } from "wxt/browser";
import type { Preferences } from "../messages";

const BY_DEFAULT: Preferences = { side: "right", width: 380, report_outcomes: true };

export async function readPreferences(): Promise<Preferences> {
  const { preferences } = await browser.storage.local.get("preferences");
  return { ...BY_DEFAULT, ...(preferences as Partial<Preferences> | undefined) };
}

export async function setPreferences(changed: Partial<Preferences>): Promise<void> {
  await browser.storage.local.set({ preferences: { ...(await readPreferences()), ...changed } });
}
