/** The server over HTTP. Used by the background alone: a page's requests to loopback are blocked by the browser. */
import type { ApiError, Pairing } from "./types";
import { readConnection } from "./connection";
import { readEvents, type ServerEvent } from "./events";

const ANSWER_SECONDS = 30;

/** What a call to the server failed with; `cause` in the contract's error shape. */
export class CallFailed extends Error {
  constructor(readonly error: ApiError) {
    super(error.message);
  }
}

/** A call with the token of the pairing. Throws CallFailed. */
export async function call(
  method: "GET" | "POST",
  path: string,
  body: unknown,
  signal?: AbortSignal,
): Promise<unknown> {
  const answer = await send(method, path, body, "application/json", signal);
  return answer.status === 204 ? null : await answer.json();
}

/** A call that answers with server-sent events. Throws CallFailed. */
export async function* stream(path: string, body: unknown, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  const answer = await send("POST", path, body, "text/event-stream", signal);
  yield* readEvents(answer.body!);
}

/** A GET with an ETag: null when nothing changed. Throws CallFailed. */
export async function fetchIfChanged(
  path: string,
  etag: string | null,
): Promise<{ body: unknown; etag: string | null } | null> {
  const connection = await paired();
  const headers: Record<string, string> = { Authorization: `Bearer ${connection.token}` };
  if (etag) headers["If-None-Match"] = etag;
  const answer = await reach(connection.address + path, { headers, cache: "no-store" });
  if (answer.status === 304) return null;
  await refuseErrors(answer);
  return { body: await answer.json(), etag: answer.headers.get("ETag") };
}

/** Trade a one-time code for a token. Throws CallFailed. */
export async function pair(address: string, code: string): Promise<Pairing> {
  const answer = await reach(address + "/v1/pairings", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ code }),
  });
  await refuseErrors(answer);
  return (await answer.json()) as Pairing;
}

async function send(
  method: string,
  path: string,
  body: unknown,
  accept: string,
  signal?: AbortSignal,
): Promise<Response> {
  const connection = await paired();
  const init: RequestInit = {
    method,
    headers: { Accept: accept, Authorization: `Bearer ${connection.token}`, "Content-Type": "application/json" },
  };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal) init.signal = signal;
  const answer = await reach(connection.address + path, init);
  await refuseErrors(answer);
  return answer;
}

async function paired() {
  const connection = await readConnection();
  if (!connection) throw new CallFailed({ code: "not_paired", message: "", details: {} });
  return connection;
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  const tooLong = AbortSignal.timeout(ANSWER_SECONDS * 1000);
  const waiting = new AbortController();
  const give_up = () => waiting.abort();
  tooLong.addEventListener("abort", give_up);
  init.signal?.addEventListener("abort", give_up);
  try {
    // The limit is for the first byte: a stream may then take its time.
    return await fetch(url, { ...init, signal: waiting.signal, credentials: "omit", redirect: "error" });
  } catch {
    throw new CallFailed({ code: init.signal?.aborted ? "interrupted" : "offline", message: "", details: {} });
  } finally {
    tooLong.removeEventListener("abort", give_up);
  }
}

async function refuseErrors(answer: Response): Promise<void> {
  if (answer.ok) return;
  const body = await answer.json().catch(() => null);
  // Something answers at this address, but not in Kulanz's words.
  throw new CallFailed(body?.error?.code ? body.error : { code: "wrong_address", message: "", details: {} });
}
