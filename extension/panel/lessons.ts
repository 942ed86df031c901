/** What helps where a page cannot be read: showing it, and reporting how it is built. */
import { browser } from "wxt/browser";
import type { PageAsks } from "../messages";
import type { Case } from "./case";
import { errorOf } from "./refusal";
import type { Server } from "./server";
import type { Store } from "./store";

type AskPage = <A extends keyof PageAsks>(ask: A, args: PageAsks[A]["args"]) => Promise<PageAsks[A]["answer"]>;

export class Lessons {
  constructor(
    private readonly store: Store<Case>,
    private readonly server: Server,
    private readonly askPage: AskPage,
    private readonly draft: () => Promise<void>,
  ) {}

  /** Let the agent show the page, then draft from it. */
  async teach(): Promise<void> {
    this.store.set({ teaching: "waiting", problem: null });
    try {
      const answer = await this.askPage("teach", {});
      this.store.set({ teaching: "no" });
      if (!answer.taught) return;
      await this.draft();
      const isAllowed = await browser.permissions.contains({ origins: [answer.permission] });
      if (!isAllowed) this.store.set({ teaching: { permission: answer.permission } });
    } catch (problem) {
      this.store.set({ teaching: "no", problem: errorOf(problem) });
    }
  }

  /** To be called in the handler of a click: the browser asks for a gesture. */
  async allow(permission: string): Promise<void> {
    await browser.permissions.request({ origins: [permission] });
    this.store.set({ teaching: "no" });
  }

  /** The page's structure without its words, to the shop's own service, where managers read it. */
  async report(): Promise<void> {
    const { page } = this.store.now;
    try {
      const { html } = await this.askPage("censored", {});
      const { version: extension } = browser.runtime.getManifest();
      const missing = page?.missing ?? "";
      await this.server.call("report_page", { extension, helpdesk: page?.helpdesk ?? "any", missing, html });
      this.store.set({ isReported: true });
    } catch (problem) {
      this.store.set({ problem: errorOf(problem) });
    }
  }
}
