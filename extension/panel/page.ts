/** The panel's end of the page port: asks the script in its own tab, and hears what changes there. */
import { browser, type Browser } from "wxt/browser";
import { PAGE_PORT, type PageAsks, type PageEvent, type PageMessage } from "../messages";
import { refusal } from "./refusal";

interface Waiting {
  resolve: (answer: never) => void;
  reject: (problem: Error) => void;
}

export class Page {
  private port: Browser.runtime.Port | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  constructor(
    private readonly tab: number,
    private readonly onEvent: (event: PageEvent) => void,
  ) {
    this.connect();
  }

  /** Rejects with a Refusal `page_gone` where the page does not answer any more. */
  ask<A extends keyof PageAsks>(ask: A, args: PageAsks[A]["args"]): Promise<PageAsks[A]["answer"]> {
    return new Promise((resolve, reject) => {
      const id = ++this.lastId;
      this.waiting.set(id, { resolve, reject });
      this.connect().postMessage({ id, ask, args });
    });
  }

  private connect(): Browser.runtime.Port {
    if (this.port) return this.port;
    const port = browser.tabs.connect(this.tab, { name: PAGE_PORT, frameId: 0 });
    port.onMessage.addListener((message: PageMessage) => this.hear(message));
    // An update of the extension puts a new script into the page; the next question goes to that one.
    port.onDisconnect.addListener(() => {
      this.port = null;
      for (const { reject } of this.waiting.values()) reject(refusal("page_gone"));
      this.waiting.clear();
    });
    this.port = port;
    return port;
  }

  private hear(message: PageMessage): void {
    if ("event" in message) {
      this.onEvent(message);
      return;
    }
    this.waiting.get(message.id)?.resolve(message.answer as never);
    this.waiting.delete(message.id);
  }
}
