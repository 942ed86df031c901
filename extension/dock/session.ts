/** One page with its buttons and its panel: what the panel may ask of it, and what it is told. */
import { censored } from "../helpdesks/censor";
import type { HelpdeskPage } from "../helpdesks/page";
import { recognise } from "../helpdesks/recognise";
import type { Lesson } from "../helpdesks/taught";
import { insertDraft } from "../insertion/insert";
import type { BackgroundAsks, InsertAnswer, PageAsks, PageEvent, PageState, Preferences } from "../messages";
import { ask } from "./ask";
import { Attention } from "./attention";
import { Buttons } from "./button";
import { Earlier } from "./earlier";
import { PagePort } from "./page_port";
import { PanelFrame } from "./panel_frame";
import { SentReply } from "./sent";
import { look, type Sight } from "./sight";
import { teach } from "./teach";
import { Watch } from "./watch";

type Known = BackgroundAsks["selectors"]["answer"];

/** A page that is just being built gets this long before it is said not to match. */
const PATIENCE_MS = 1000;
const STEP_MS = 100;

export class Session {
  private page: HelpdeskPage;
  private preferences: Preferences;
  /** What the panel was told last. */
  private told: Sight | null = null;
  private inserting = false;
  private refreshed: Promise<void> = Promise.resolve();
  private teaching: Promise<Lesson | null> | null = null;
  private readonly attention: Attention;
  private readonly panel = new PanelFrame();
  private readonly sent = new SentReply();
  private readonly earlier: Earlier;
  private readonly buttons = new Buttons((box) => this.press(box));
  private readonly watch = new Watch(() => this.onChange());
  private readonly port = new PagePort({
    read: () => this.read(),
    insert: (args) => this.insert(args),
    teach: () => this.teach(),
    forget: () => this.forget(),
    censored: async () => ({ html: censored(this.page.region()) }),
    dock: async ({ side, width }) => this.dock(side, width),
    close: async () => this.close(),
  });

  constructor(
    private known: Known,
    signal: AbortSignal,
  ) {
    this.preferences = known.preferences;
    this.attention = new Attention(signal);
    this.earlier = new Earlier(known.earlier);
    this.page = recognise(known.packs, known.taught, () => this.attention.lastBox);
    this.port.listen(signal);
    signal.addEventListener("abort", () => {
      this.watch.stop();
      this.buttons.mountAt([]);
      this.panel.close();
    });
    if (this.page.known) this.watch.start();
  }

  openPanel(insert: boolean): void {
    this.attention.note();
    if (!this.panel.isOpen) {
      this.panel.open();
      this.dock(this.preferences.side, this.preferences.width);
      this.watch.start();
      this.refreshed = this.refresh();
    }
    this.port.tellWhenThere({ event: "go", insert });
  }

  /** A tab may be open for weeks: meanwhile selectors are mended, sites taught and preferences set elsewhere. */
  private async refresh(): Promise<void> {
    this.know(await ask("selectors", {}));
    const { side, width } = this.known.preferences;
    if (side !== this.preferences.side || width !== this.preferences.width) this.dock(side, width);
  }

  private know(known: Known): void {
    this.known = known;
    this.page = recognise(known.packs, known.taught, () => this.attention.lastBox);
  }

  private press(box: HTMLElement): void {
    this.attention.turnTo(box);
    this.openPanel(false);
  }

  private onChange(): void {
    this.earlier.noteAddress();
    const boxes = this.page.boxes();
    for (const { box } of boxes) this.followIn(box.ownerDocument);
    if (this.page.known) this.buttons.mountAt(boxes);
    this.panel.settle(this.page.keptClear());
    if (!this.panel.isOpen && !this.page.known) this.watch.stop();
    if (this.port.connected && this.told && !this.inserting) this.tellChanges(this.told.marks);
  }

  private followIn(inner: Document): void {
    this.watch.include(inner);
    this.attention.followIn(inner);
  }

  private tellChanges(before: Sight["marks"]): void {
    const sight = this.see();
    const { marks, state } = sight;
    const tell = (what: Extract<PageEvent, { event: "changed" }>["what"]) =>
      this.port.tell({ event: "changed", stamp: state.stamp, what });
    if (marks.identity !== before.identity) tell("other_ticket");
    else if (marks.conversation !== before.conversation) tell("conversation");
    else if (marks.box !== before.box) tell("box");
    const reply = this.sent.lookFor(sight);
    if (reply !== null) this.port.tell({ event: "sent", text: reply });
  }

  private see(): Sight {
    this.earlier.noteAddress();
    this.told = look(this.page, this.attention, this.earlier);
    return this.told;
  }

  private async read(): Promise<PageState> {
    await this.refreshed;
    let sight = this.see();
    for (let waited = 0; sight.state.missing && waited < PATIENCE_MS; waited += STEP_MS) {
      await pause(STEP_MS);
      sight = this.see();
    }
    return sight.state;
  }

  private async insert({ text, place, stamp, force }: PageAsks["insert"]["args"]): Promise<InsertAnswer> {
    const { box, state } = look(this.page, this.attention, this.earlier);
    if (!box) return { inserted: false, reason: "gone", copied: false };
    if (state.stamp !== stamp && !force) return { inserted: false, reason: "changed", copied: false };
    this.inserting = true;
    try {
      const answer = await insertDraft(box.box, text, { place, caret: this.attention.caretIn(box.box) });
      // What came in by our own hand is nothing to warn of.
      const after = this.see();
      if (answer.inserted) this.sent.await(after);
      return answer;
    } finally {
      this.inserting = false;
    }
  }

  private async teach(): Promise<PageAsks["teach"]["answer"]> {
    // Asked twice, the agent still sees one overlay.
    this.teaching ??= teach().finally(() => (this.teaching = null));
    const lesson = await this.teaching;
    if (!lesson) return { taught: false };
    await this.keepTaught(lesson);
    return { taught: true, permission: `${location.protocol}//${location.hostname}/*` };
  }

  private async forget(): Promise<Record<string, never>> {
    await this.keepTaught(null);
    return {};
  }

  private async keepTaught(lesson: unknown): Promise<void> {
    await ask("keep_taught", { taught: lesson });
    this.know({ ...this.known, taught: lesson });
    this.buttons.mountAt([]);
    this.onChange();
  }

  private dock(side: "left" | "right", width: number): Record<string, never> {
    this.preferences = { ...this.preferences, side, width };
    this.panel.dock(side, width, this.page.keptClear());
    return {};
  }

  private close(): Record<string, never> {
    this.panel.close();
    if (!this.page.known) this.watch.stop();
    return {};
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
