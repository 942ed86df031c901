/** What the background answers to pages, panel and options beside calls to the server. */
import { browser, type Browser } from "wxt/browser";
import type { BackgroundAsks, BackgroundRequest, OpenMessage } from "../messages";
import { keepConnection, readConnection, withoutToken } from "./connection";
import { currentPacks } from "./packs";
import { readPreferences, setPreferences } from "./preferences";
import { keepRead, readEarlier } from "./readings";
import { CallFailed, pair } from "./server";
import { forgetSite, keepTaught, taughtFor, taughtSites } from "./sites";

const GRANT_MS = 200;

type Sender = Browser.runtime.MessageSender;
type Answers = {
  [A in keyof BackgroundAsks]: (
    args: BackgroundAsks[A]["args"],
    sender: Sender,
  ) => Promise<BackgroundAsks[A]["answer"]>;
};

const OWN_PAGES_ONLY: ReadonlySet<string> = new Set([
  "hello",
  "set_preferences",
  "pair",
  "disconnect",
  "connection",
  "taught_sites",
  "forget_site",
]);

const answers: Answers = {
  hello: async (_args, sender) => ({
    tab: sender.tab?.id ?? -1,
    frame: sender.frameId ?? 0,
    connection: withoutToken(await readConnection()),
    preferences: await readPreferences(),
  }),
  selectors: async (_args, sender) => ({
    packs: await currentPacks(),
    taught: await taughtFor(sender.url ?? ""),
    earlier: await readEarlier(sender),
    preferences: await readPreferences(),
  }),
  keep_taught: async ({ taught }, sender) => {
    await keepTaught(sender.url ?? "", taught);
    return {};
  },
  keep_read: async ({ ticket }, sender) => {
    await keepRead(sender, ticket);
    return {};
  },
  taught_sites: async () => ({ sites: await taughtSites() }),
  forget_site: async ({ origin }) => {
    await forgetSite(origin);
    return {};
  },
  set_preferences: async (changed) => {
    await setPreferences(changed);
    return {};
  },
  pair: async ({ address, code }) => {
    try {
      const pairing = await pair(address, code);
      const connection = { address, token: pairing.token, store: pairing.store, agent: pairing.agent };
      await keepConnection(connection);
      return { connection: withoutToken(connection)! };
    } catch (problem) {
      if (problem instanceof CallFailed) return { error: problem.error };
      throw problem;
    }
  },
  disconnect: async () => {
    await keepConnection(null);
    return {};
  },
  connection: async () => ({ connection: withoutToken(await readConnection()) }),
  open_options: async () => {
    await browser.runtime.openOptionsPage();
    return {};
  },
};

/** Listener of runtime.onMessage. Messages of other extensions and of web pages never arrive here. */
export function answerAsks(request: BackgroundRequest, sender: Sender, respond: (answer: unknown) => void): boolean {
  if (sender.id !== browser.runtime.id || !Object.hasOwn(answers, request.ask)) return false;
  const fromOwnPage = (sender.url ?? "").startsWith(browser.runtime.getURL("/"));
  if (OWN_PAGES_ONLY.has(request.ask) && !fromOwnPage) return false;
  const answer = answers[request.ask] as (args: unknown, sender: Sender) => Promise<unknown>;
  void answer(request.args, sender).then(respond);
  return true;
}

/** Open the panel on a tab: by the script that is there already, else (after the agent's click) by one put there. */
export async function openOn(tab: Browser.tabs.Tab, insert: boolean): Promise<void> {
  if (tab.id === undefined) return;
  const message: OpenMessage = { open: true, insert };
  try {
    await browser.tabs.sendMessage(tab.id, message, { frameId: 0 });
  } catch {
    await putScriptIntoClicked(tab.id);
    await browser.tabs.sendMessage(tab.id, message, { frameId: 0 });
  }
}

/** On a page that has just come, the browser sometimes reports the click before it has granted what comes with it. */
async function putScriptIntoClicked(tabId: number): Promise<void> {
  try {
    await putScriptInto(tabId);
  } catch {
    await new Promise((resolve) => setTimeout(resolve, GRANT_MS));
    await putScriptInto(tabId);
  }
}

/** Put the script into the helpdesks' tabs that were open before the extension was there. */
export async function attendOpenTabs(): Promise<void> {
  const inManifest = browser.runtime.getManifest().content_scripts?.flatMap(({ matches }) => matches ?? []) ?? [];
  const registered = (await browser.scripting.getRegisteredContentScripts()).flatMap(({ matches }) => matches ?? []);
  const tabs = await browser.tabs.query({ url: [...inManifest, ...registered] });
  for (const { id } of tabs) if (id !== undefined) void putScriptInto(id).catch(() => undefined);
}

async function putScriptInto(tabId: number): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId }, files: ["/content-scripts/helpdesk.js"] });
}
