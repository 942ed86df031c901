/** The background's end of the API port: each call of a panel goes to the server, and its answers back. */
import type { Browser } from "wxt/browser";
import type { ApiMessage, ApiRequest } from "../messages";
import type { ApiError } from "./types";
import { CallFailed, call, stream } from "./server";

/** Serve the calls of one panel until it leaves; what is still under way then ends. */
export function serveCalls(port: Browser.runtime.Port): void {
  const running = new Map<number, AbortController>();
  port.onMessage.addListener((request: ApiRequest) => {
    if (request.call === "stop") {
      running.get(request.id)?.abort();
      return;
    }
    const stop = new AbortController();
    running.set(request.id, stop);
    const answer = (message: ApiMessage) => {
      // A panel that left is no error, and one that stopped wants to hear nothing more.
      if (running.has(request.id)) port.postMessage(message);
    };
    void serve(request, stop.signal, answer).finally(() => running.delete(request.id));
  });
  port.onDisconnect.addListener(() => {
    for (const stop of running.values()) stop.abort();
    running.clear();
  });
}

type Call = Exclude<ApiRequest, { call: "stop" }>;

async function serve(request: Call, signal: AbortSignal, answer: (message: ApiMessage) => void): Promise<void> {
  const { id } = request;
  try {
    if (request.call === "draft" || request.call === "rewrite") {
      for await (const { event, data } of stream(pathOf(request), bodyOf(request), signal)) {
        answer({ id, event: event === "draft" ? "done" : event, data } as ApiMessage);
        if (event === "draft" || event === "error") return;
      }
      throw new CallFailed({ code: "interrupted", message: "", details: {} });
    }
    const method = request.call === "me" || request.call === "approval" ? "GET" : "POST";
    answer({ id, event: "done", data: await call(method, pathOf(request), bodyOf(request), signal) });
  } catch (problem) {
    const error: ApiError =
      problem instanceof CallFailed ? problem.error : { code: "interrupted", message: "", details: {} };
    answer({ id, event: "error", data: error });
  }
}

function pathOf(request: Call): string {
  switch (request.call) {
    case "draft":
      return "/v1/drafts";
    case "rewrite":
    case "outcome":
      return `/v1/drafts/${encodeURIComponent(request.args.draft)}/${request.call}`;
    case "decide":
      return "/v1/decisions";
    case "ask_approval":
      return "/v1/approvals";
    case "approval":
      return `/v1/approvals/${encodeURIComponent(request.args.approval)}`;
    case "report_page":
      return "/v1/page_reports";
    case "me":
      return "/v1/me";
  }
}

function bodyOf(request: Call): unknown {
  switch (request.call) {
    case "rewrite":
    case "outcome":
      return request.args.body;
    case "me":
    case "approval":
      return undefined;
    default:
      return request.args;
  }
}
