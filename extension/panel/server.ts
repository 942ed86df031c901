/** The panel's end of the API port. The background may be put to sleep at any moment; the next call wakes it. */
import { browser, type Browser } from "wxt/browser";
import { API_PORT, type ApiCalls, type ApiMessage, type ApiRequest, type StreamEvent } from "../messages";
import { Refusal, refusal } from "./refusal";

type Streaming = "draft" | "rewrite";
type Single = Exclude<keyof ApiCalls, Streaming>;

interface Waiting {
  onEvent: (event: StreamEvent) => void;
  resolve: (answer: never) => void;
  reject: (problem: Error) => void;
}

/** A worker without messages is put to sleep after 30 seconds, even while it waits for a slow answer. */
const NUDGE_MS = 20_000;
const NOBODYS_ID = 0;

export class Server {
  private port: Browser.runtime.Port | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = NOBODYS_ID;
  private nudging: ReturnType<typeof setInterval> | null = null;

  /** Rejects with a Refusal. */
  call<C extends Single>(call: C, args: ApiCalls[C]["args"]): Promise<ApiCalls[C]["answer"]> {
    return this.send({ call, args }, () => undefined).answer as Promise<ApiCalls[C]["answer"]>;
  }

  /** A draft as it comes. `answer` rejects with a Refusal: `interrupted` where the stream broke, `stopped` after `stop`. */
  stream<C extends Streaming>(
    call: C,
    args: ApiCalls[C]["args"],
    onEvent: (event: StreamEvent) => void,
  ): { answer: Promise<ApiCalls[C]["answer"]>; stop: () => void } {
    return this.send({ call, args }, onEvent);
  }

  private send<A>(request: object, onEvent: (event: StreamEvent) => void): { answer: Promise<A>; stop: () => void } {
    const id = ++this.lastId;
    const answer = new Promise<A>((resolve, reject) => {
      this.waiting.set(id, { onEvent, resolve, reject });
      this.post({ id, ...request } as ApiRequest);
    });
    const stop = () => {
      if (!this.waiting.has(id)) return;
      this.post({ id, call: "stop" });
      this.settle(id)?.reject(refusal("stopped"));
    };
    return { answer, stop };
  }

  private post(request: ApiRequest): void {
    this.connect().postMessage(request);
    this.nudging ??= setInterval(() => this.port?.postMessage({ id: NOBODYS_ID, call: "stop" }), NUDGE_MS);
  }

  private connect(): Browser.runtime.Port {
    if (this.port) return this.port;
    const port = browser.runtime.connect({ name: API_PORT });
    port.onMessage.addListener((message: ApiMessage) => this.hear(message));
    port.onDisconnect.addListener(() => {
      this.port = null;
      for (const id of this.waiting.keys()) this.settle(id)?.reject(refusal("interrupted"));
    });
    this.port = port;
    return port;
  }

  private hear(message: ApiMessage): void {
    if (message.event === "done") this.settle(message.id)?.resolve(message.data as never);
    else if (message.event === "error") this.settle(message.id)?.reject(new Refusal(message.data));
    else this.waiting.get(message.id)?.onEvent(message);
  }

  /** Take a call off the list; undefined where it has been answered or stopped already. */
  private settle(id: number): Waiting | undefined {
    const call = this.waiting.get(id);
    this.waiting.delete(id);
    if (!this.waiting.size && this.nudging !== null) {
      clearInterval(this.nudging);
      this.nudging = null;
    }
    return call;
  }
}
