/** The service worker: the only part that talks to the server, and the only one that holds the token. */
import { browser, type Browser } from "wxt/browser";
import { defineBackground } from "wxt/utils/define-background";
import { serveCalls } from "../api/calls";
import { keepStorageFromPages } from "../api/connection";
import { answerAsks, attendOpenTabs, openOn } from "../api/desk";
import { forgetClosedTabs } from "../api/readings";
import { attendTaughtSites, followPermissions } from "../api/sites";
import { API_PORT } from "../messages";

export default defineBackground(() => {
  void keepStorageFromPages();
  forgetClosedTabs();
  followPermissions();
  // An update takes away what was registered before.
  browser.runtime.onInstalled.addListener(() => void attendTaughtSites().then(attendOpenTabs));
  browser.runtime.onConnect.addListener((port) => {
    if (port.name === API_PORT && isOwnPage(port.sender)) serveCalls(port);
  });
  browser.runtime.onMessage.addListener(answerAsks);
  browser.action.onClicked.addListener((tab) => void openOn(tab, false));
  browser.commands.onCommand.addListener((_command, tab) => void (tab && openOn(tab, true)));
});

/** The panel and the options, in contrast to a script in somebody else's page. */
function isOwnPage(sender: Browser.runtime.MessageSender | undefined): boolean {
  return sender?.id === browser.runtime.id && (sender.url ?? "").startsWith(browser.runtime.getURL("/"));
}
