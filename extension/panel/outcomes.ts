/** Tells the server what became of a draft, where the agent wants that. */
import type { Draft, DraftOutcome } from "../api/types";
import type { Case } from "./case";
import type { Server } from "./server";
import type { Store } from "./store";

export class Outcomes {
  constructor(
    private readonly store: Store<Case>,
    private readonly server: Server,
  ) {}

  /** A report that does not arrive must not trouble an agent whose reply is written. */
  async report(action: "inserted" | "sent", draft: Draft, text: string): Promise<void> {
    await this.send(draft, { action, final_text: text, rating: this.store.now.rating }).catch(() => undefined);
  }

  /** Thumbs up before the draft was used goes with the insertion; thumbs down says at once that it was no use. */
  async rate(rating: -1 | 1, note?: string): Promise<void> {
    const { fate, draft } = this.store.now;
    const isUsed = draft?.kind === "reply" && (fate === "inserted" || fate === "sent");
    this.store.set({ rating });
    if (!draft || (!isUsed && rating === 1)) return;
    const action = isUsed ? (fate === "sent" ? "sent" : "inserted") : "discarded";
    await this.send(draft, { action, rating, note: note?.trim() || null, final_text: isUsed ? draft.text : null });
  }

  private async send(draft: Draft, body: DraftOutcome): Promise<void> {
    if (this.store.now.preferences.report_outcomes) await this.server.call("outcome", { draft: draft.id, body });
  }
}
