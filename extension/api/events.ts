/** Server-sent events out of a response body, however its bytes are cut. */

export interface ServerEvent {
  event: string;
  data: unknown;
}

/** Each event with its data read as JSON; comments (heartbeats) are left out. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let waiting = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      waiting += value;
      const blocks = waiting.split("\n\n");
      waiting = blocks.pop()!;
      for (const block of blocks) {
        const event = readEvent(block);
        if (event) yield event;
      }
    }
  } finally {
    // A reader that is left early must end the request, so that the server stops working.
    await reader.cancel().catch(() => undefined);
  }
}

function readEvent(block: string): ServerEvent | null {
  const fields = new Map(
    block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
  );
  const event = fields.get("event");
  const data = fields.get("data");
  return event && data ? { event, data: JSON.parse(data) } : null;
}
