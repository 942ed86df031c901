/** Recognises the reply that an agent sent after a draft was inserted, by what then stands in the conversation. */
import type { Sight } from "./sight";

/** Of the words of box and message that must be the same; mail programs add quotes and signatures. */
const ENOUGH = 0.6;

export class SentReply {
  private awaited: { identity: string; known: number; text: string } | null = null;

  /** A draft was inserted: from now on the box's last text is what a new message is compared with. */
  await(sight: Sight): void {
    const { identity, ticket } = sight.reading;
    this.awaited = { identity, known: repliesOf(ticket).length, text: sight.state.typed };
  }

  /** The text of the reply, once it is there. */
  lookFor(sight: Sight): string | null {
    const { awaited } = this;
    if (!awaited) return null;
    if (sight.reading.identity !== awaited.identity) {
      this.awaited = null;
      return null;
    }
    if (sight.state.typed) awaited.text = sight.state.typed;
    const sent = repliesOf(sight.reading.ticket)
      .slice(awaited.known)
      .find((text) => resembles(text, awaited.text));
    if (sent !== undefined) this.awaited = null;
    return sent ?? null;
  }
}

function repliesOf(ticket: Sight["reading"]["ticket"]): string[] {
  return (ticket?.messages ?? []).filter(({ author }) => author === "agent").map(({ text }) => text);
}

function resembles(message: string, box: string): boolean {
  const said = new Set(wordsOf(message));
  const written = wordsOf(box);
  return written.length > 0 && written.filter((word) => said.has(word)).length / written.length >= ENOUGH;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
