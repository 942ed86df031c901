/** Sites beyond Gmail and Zendesk: what was taught for them, and the script registered where the agent allowed it. */
import { browser } from "wxt/browser";
import type { TaughtSite } from "../messages";

type Taught = { [origin: string]: unknown };

/** Registrations are told apart by this word from those of the manifest. */
const REGISTERED = "taught ";

export async function taughtSites(): Promise<TaughtSite[]> {
  const origins = Object.keys(await readTaught()).toSorted();
  return Promise.all(origins.map(async (origin) => ({ origin, attended: await isAllowed(origin) })));
}

export async function taughtFor(url: string): Promise<unknown> {
  return (await readTaught())[originOf(url)] ?? null;
}

/** Keep what was taught for the site of `url`; null forgets it. */
export async function keepTaught(url: string, taught: unknown): Promise<void> {
  const sites = await readTaught();
  if (taught === null) delete sites[originOf(url)];
  else sites[originOf(url)] = taught;
  await browser.storage.local.set({ taught: sites });
  await attendTaughtSites();
}

/** Forget a site, and give back the permission that was given for it alone. */
export async function forgetSite(origin: string): Promise<void> {
  await keepTaught(origin, null);
  const others = Object.keys(await readTaught()).map(patternOf);
  if (others.includes(patternOf(origin)) || isRequired(patternOf(origin))) return;
  await browser.permissions.remove({ origins: [patternOf(origin)] });
}

/** Have the script in exactly those taught sites for which there is a permission. Only pages asked for it: a permission
 * is granted on a click in the panel, and its coming and going is heard of here. */
export async function attendTaughtSites(): Promise<void> {
  const taught = Object.keys(await readTaught());
  const allowed = await Promise.all(taught.map(isAllowed));
  const patterns = new Set(taught.filter((_origin, at) => allowed[at]).map(patternOf));
  const registered = (await browser.scripting.getRegisteredContentScripts())
    .map(({ id }) => id)
    .filter((id) => id.startsWith(REGISTERED));
  const wanted = [...patterns].map((pattern) => REGISTERED + pattern);
  const gone = registered.filter((id) => !wanted.includes(id));
  if (gone.length) await browser.scripting.unregisterContentScripts({ ids: gone });
  const added = wanted.filter((id) => !registered.includes(id));
  if (!added.length) return;
  await browser.scripting.registerContentScripts(
    added.map((id) => ({
      id,
      matches: [id.slice(REGISTERED.length)],
      js: ["content-scripts/helpdesk.js"],
      persistAcrossSessions: true,
    })),
  );
}

export function followPermissions(): void {
  browser.permissions.onAdded.addListener(() => void attendTaughtSites());
  browser.permissions.onRemoved.addListener(() => void attendTaughtSites());
}

async function readTaught(): Promise<Taught> {
  const { taught } = await browser.storage.local.get("taught");
  return (taught as Taught | undefined) ?? {};
}

async function isAllowed(origin: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [patternOf(origin)] });
}

function isRequired(pattern: string): boolean {
  return browser.runtime.getManifest().host_permissions?.includes(pattern) ?? false;
}

/** Patterns have no port: a permission is for the whole host. */
function patternOf(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "";
}
