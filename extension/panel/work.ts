/** What the panel does with the case at hand. One draft is under way at most; the newest wins. */
import { browser } from "wxt/browser";
import type { Draft, DraftRequest, RewriteRequest } from "../api/types";
import { ask } from "../dock/ask";
import type { InsertPlace, PageAsks, PageEvent, Preferences, StreamEvent } from "../messages";
import { NOTHING_YET, UNDRAFTED, isSameTicket, mayInsert, mayInsertUnseen, placeOf, type Case } from "./case";
import { Lessons } from "./lessons";
import { Outcomes } from "./outcomes";
import { Page } from "./page";
import { errorOf, refusal } from "./refusal";
import { Server } from "./server";
import { Store } from "./store";

type Asked = Pick<DraftRequest, "kind" | "reply_to">;

export class Work extends Store<Case> {
  private readonly server = new Server();
  private readonly outcomes = new Outcomes(this, this.server);
  readonly lessons = new Lessons(
    this,
    this.server,
    (name, args) => this.askPage(name, args),
    () => this.draft(),
  );
  private page: Page | null = null;
  private stopStream: (() => void) | null = null;
  /** The number of the newest draft: what an older one still says is not listened to. */
  private run = 0;
  private insertWhenDone = false;

  constructor() {
    super(NOTHING_YET);
  }

  /** Find out where the panel is, and connect to its page. */
  async open(): Promise<void> {
    const { tab, connection, preferences } = await ask("hello", {});
    this.set({ connection, preferences, phase: connection ? "idle" : "not_paired" });
    this.page = new Page(tab, (event) => this.hear(event));
    browser.storage.local.onChanged.addListener((changed) => void ("connection" in changed && this.reconnect()));
  }

  private async reconnect(): Promise<void> {
    const { connection, preferences } = await ask("hello", {});
    this.set({ connection, preferences });
    if (!connection) this.set({ ...UNDRAFTED, context: null, phase: "not_paired" });
    else if (this.now.phase === "not_paired") await this.draft();
  }

  /** Read the page and draft a reply; corrections and a chosen outcome stay as long as it is the same ticket. */
  async draft(): Promise<void> {
    if (!this.now.connection) return this.set({ phase: "not_paired" });
    const run = this.begin();
    this.set({ ...UNDRAFTED, phase: "reading", isReported: false, teaching: "no" });
    try {
      const page = await this.askPage("read", {});
      if (run !== this.run) return;
      const isSame = isSameTicket(this.now.page, page);
      this.set(isSame ? { page } : { page, context: null, corrections: {}, outcome: null });
      if (!page.ticket) return this.set({ phase: "unreadable" });
      await this.request(run, { kind: "reply" });
    } catch (problem) {
      this.fail(run, problem);
    }
  }

  /** A message to the supplier on the reply's decision. */
  async draftForSupplier(): Promise<void> {
    const { draft: reply } = this.now;
    if (!reply || reply.kind !== "reply") return;
    const { stale, fate, approval } = this.now;
    await this.request(this.begin(), { kind: "supplier_message", reply_to: reply.id });
    this.set({ reply: this.now.draft === reply ? null : reply, stale, fate, approval });
  }

  backToReply(): void {
    const { reply: draft } = this.now;
    if (!draft) return;
    this.begin();
    this.set({ draft, text: draft.text, reply: null, phase: "drafted", problem: null });
  }

  async rewrite(body: RewriteRequest): Promise<void> {
    const { draft } = this.now;
    if (!draft) return;
    const run = this.begin();
    const { stale, reply, approval } = this.now;
    this.set({ ...UNDRAFTED, stale, reply, approval, phase: "drafting" });
    await this.receive(run, this.server.stream("rewrite", { draft: draft.id, body }, this.listener(run)), draft);
  }

  /** End a draft that is under way. */
  stop(): void {
    if (this.now.phase === "reading") {
      this.begin();
      this.set({ phase: "failed", problem: refusal("stopped").error });
    }
    this.stopStream?.();
  }

  /** Correct a fact (undefined: as found) and have it decided again; the draft then is out of date. */
  async correct(fact: string, value: unknown): Promise<void> {
    const { [fact]: _before, ...others } = this.now.corrections;
    const corrections = value === undefined ? others : { ...others, [fact]: value };
    const { page, context } = this.now;
    if (!page?.ticket || !context) return;
    const run = this.begin();
    const phase = this.now.phase === "drafting" ? "failed" : this.now.phase;
    this.set({ phase, isDeciding: true, problem: null, approval: null });
    try {
      const decision = await this.server.call("decide", { ticket: page.ticket, facts: corrections });
      if (run !== this.run) return;
      this.set({ corrections, outcome: null, context: { ...context, decision }, stale: this.now.stale ?? "corrected" });
    } catch (problem) {
      if (run === this.run) this.set({ problem: errorOf(problem) });
    } finally {
      if (run === this.run) this.set({ isDeciding: false });
    }
  }

  /** Give the answer that a decision was waiting for, and draft at once. */
  async answer(fact: string, value: unknown): Promise<void> {
    this.set({ corrections: { ...this.now.corrections, [fact]: value }, outcome: null });
    await this.draft();
  }

  async choose(outcome: string): Promise<void> {
    this.set({ outcome });
    await this.draft();
  }

  /** Put the draft into the reply box. To be called for what a person did, and for nothing else. */
  async insert(place: InsertPlace = placeOf(this.now)): Promise<void> {
    const { draft, page, stale } = this.now;
    if (!draft || !page || !mayInsert(this.now)) return;
    this.set({ fate: "inserting", insertProblem: null, isHeldBack: false });
    try {
      const args = { text: draft.text, place, stamp: page.stamp, force: stale !== null };
      const answer = await this.askPage("insert", args);
      if (answer.inserted) {
        this.set({ fate: "inserted", stale: null });
        await this.outcomes.report("inserted", draft, draft.text);
      } else if (answer.reason === "changed") this.set({ fate: "shown", stale: this.now.stale ?? "page" });
      // What arrived in part is there: a second try would write it twice.
      else this.set({ fate: answer.reason === "partial" ? "inserted" : "shown", insertProblem: answer });
    } catch (problem) {
      this.set({ fate: "shown", problem: errorOf(problem) });
    }
  }

  async askApproval(note: string): Promise<void> {
    const decision = this.now.context?.decision;
    if (!decision) return;
    await this.attempt(async () => {
      const approval = await this.server.call("ask_approval", { decision_id: decision.id, note: note || null });
      this.set({ approval });
    });
  }

  /** Look whether the open request has been answered; a server that is away is asked again the next time. */
  async lookForAnswer(): Promise<void> {
    const asked = this.now.approval;
    if (asked?.state !== "pending") return;
    const approval = await this.server.call("approval", { approval: asked.id }).catch(() => asked);
    if (this.now.approval?.id === asked.id && approval.state !== "pending") this.set({ approval });
  }

  async rate(rating: -1 | 1, note?: string): Promise<void> {
    await this.attempt(() => this.outcomes.rate(rating, note));
  }

  async dock(changed: Pick<Preferences, "side" | "width">): Promise<void> {
    this.set({ preferences: { ...this.now.preferences, ...changed } });
    await this.askPage("dock", changed);
  }

  async close(): Promise<void> {
    this.stop();
    await this.page?.ask("close", {});
  }

  private hear(event: PageEvent): void {
    if (event.event === "go") void this.go(event.insert);
    else if (event.event === "changed") this.noteChange(event);
    else void this.noteSent(event.text);
  }

  private async go(insert: boolean): Promise<void> {
    // Whoever pressed the button goes on here; whoever pressed the shortcut stays in the reply box.
    if (!insert) window.focus();
    const { phase, stale, fate, draft } = this.now;
    if (phase === "reading" || phase === "drafting") {
      this.insertWhenDone ||= insert;
      return;
    }
    const isFresh = phase === "drafted" && stale === null && draft?.kind === "reply";
    if (isFresh && insert) return fate === "shown" ? this.insertUnseen() : undefined;
    if (isFresh && fate === "shown") return;
    const drafting = this.draft();
    this.insertWhenDone = insert;
    await drafting;
  }

  private noteChange({ stamp, what }: Extract<PageEvent, { event: "changed" }>): void {
    const { page, draft, phase, fate, stale } = this.now;
    if (stale === "corrected" || !page || (phase !== "drafting" && phase !== "drafted")) return;
    // After the insertion the agent goes on in the box, and then sends: neither is news.
    if (draft && fate !== "shown" && what !== "other_ticket") return;
    this.set({ stale: stamp === page.stamp ? null : what });
  }

  private async noteSent(text: string): Promise<void> {
    const draft = this.now.reply ?? this.now.draft;
    if (!draft || this.now.fate !== "inserted") return;
    this.set({ fate: "sent" });
    await this.outcomes.report("sent", draft, text);
  }

  /** End whatever is under way; the number of what begins. */
  private begin(): number {
    this.stopStream?.();
    this.insertWhenDone = false;
    return ++this.run;
  }

  private async request(run: number, asked: Asked): Promise<void> {
    const { page, corrections, outcome, draft } = this.now;
    if (!page?.ticket) return;
    const isReply = asked.kind === "reply";
    const request: DraftRequest = { ...asked, ticket: page.ticket, typed_text: page.typed.trim() ? page.typed : null };
    // A message to the supplier shares the reply's decision, corrections and all.
    if (isReply && Object.keys(corrections).length) request.facts = corrections;
    if (isReply && outcome) request.outcome = outcome;
    this.set({ ...UNDRAFTED, phase: "drafting" });
    await this.receive(run, this.server.stream("draft", request, this.listener(run)), isReply ? null : draft);
  }

  /** `before`: the draft to stay with where no new one comes. */
  private async receive(
    run: number,
    { answer, stop }: { answer: Promise<Draft>; stop: () => void },
    before: Draft | null,
  ): Promise<void> {
    this.stopStream = stop;
    try {
      const draft = await answer;
      if (run !== this.run) return;
      const { triage, decision, order, citations } = draft;
      this.set({ phase: "drafted", draft, text: draft.text, context: { triage, decision, order, citations } });
      if (this.insertWhenDone) await this.insertUnseen();
    } catch (problem) {
      if (before && run === this.run)
        this.set({ phase: "drafted", draft: before, text: before.text, problem: errorOf(problem) });
      else this.fail(run, problem);
    } finally {
      if (run === this.run) this.stopStream = null;
    }
  }

  private async insertUnseen(): Promise<void> {
    if (mayInsertUnseen(this.now)) await this.insert();
    else this.set({ isHeldBack: true });
  }

  private listener(run: number): (event: StreamEvent) => void {
    return (event) => {
      if (run !== this.run) return;
      if (event.event === "context") this.set({ context: event.data });
      else if (event.event === "text") this.set({ text: this.now.text + event.data.delta });
      else this.set({ text: "" });
    };
  }

  private fail(run: number, problem: unknown): void {
    if (run !== this.run) return;
    const error = errorOf(problem);
    if (error.code === "not_paired") this.set({ phase: "not_paired", connection: null });
    else this.set({ phase: "failed", problem: error });
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    this.set({ problem: null });
    try {
      await act();
    } catch (problem) {
      this.set({ problem: errorOf(problem) });
    }
  }

  private async askPage<A extends keyof PageAsks>(name: A, args: PageAsks[A]["args"]): Promise<PageAsks[A]["answer"]> {
    if (!this.page) throw refusal("page_gone");
    return this.page.ask(name, args);
  }
}
