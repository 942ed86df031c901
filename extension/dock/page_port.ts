/** The page's end of the port that the panel opens: answers what it asks, and tells it what changes. */
import { browser, type Browser } from "wxt/browser";
import { PAGE_PORT, type PageAsks, type PageEvent, type PageMessage, type PageRequest } from "../messages";

type Answers = { [A in keyof PageAsks]: (args: PageAsks[A]["args"]) => Promise<PageAsks[A]["answer"]> };

export class PagePort {
  private panels = new Set<Browser.runtime.Port>();
  private waiting: PageEvent[] = [];

  constructor(private readonly answers: Answers) {}

  /** Take the panel's connections until `signal` ends it. Only the extension's own parts can open one. */
  listen(signal: AbortSignal): void {
    const connect = (port: Browser.runtime.Port) => {
      if (port.name === PAGE_PORT && port.sender?.id === browser.runtime.id) this.serve(port);
    };
    browser.runtime.onConnect.addListener(connect);
    signal.addEventListener("abort", () => browser.runtime?.onConnect?.removeListener(connect));
  }

  get connected(): boolean {
    return this.panels.size > 0;
  }

  tell(event: PageEvent): void {
    for (const panel of this.panels) panel.postMessage(event satisfies PageMessage);
  }

  /** Tell it now, or as soon as the panel is there. */
  tellWhenThere(event: PageEvent): void {
    if (this.connected) this.tell(event);
    else this.waiting = [event];
  }

  private serve(port: Browser.runtime.Port): void {
    this.panels.add(port);
    port.onDisconnect.addListener(() => this.panels.delete(port));
    port.onMessage.addListener((request: PageRequest) => void this.answer(port, request));
    for (const event of this.waiting.splice(0)) this.tell(event);
  }

  private async answer(port: Browser.runtime.Port, { id, ask, args }: PageRequest): Promise<void> {
    if (!Object.hasOwn(this.answers, ask)) return;
    const answer = await (this.answers[ask] as (args: unknown) => Promise<unknown>)(args);
    // The panel may be closed by its own question.
    if (this.panels.has(port)) port.postMessage({ id, answer } satisfies PageMessage);
  }
}
