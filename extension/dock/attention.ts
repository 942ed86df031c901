/** Where the agent is in the page: the reply box that they were in last, and where its caret stood. */
import { deepFocus, editableAround } from "../helpdesks/editable";
import type { ReplyBox } from "../helpdesks/page";
import { rememberCaret, type Caret } from "../insertion/caret";

// A focus that leaves has no caret any more, so the caret is noted whenever it moves.
const MOVES = ["focusin", "selectionchange", "input", "keyup", "pointerup"];

export class Attention {
  private box: HTMLElement | null = null;
  private caret: Caret | null = null;
  private readonly followed = new WeakSet<Document>();

  /** Follows the agent until `signal` ends it. */
  constructor(private readonly signal: AbortSignal) {
    this.followIn(document);
    this.note();
  }

  /** Follow them in the document of an editor's frame as well. */
  followIn(inner: Document): void {
    if (this.followed.has(inner)) return;
    this.followed.add(inner);
    for (const move of MOVES) inner.addEventListener(move, () => this.note(), { capture: true, signal: this.signal });
  }

  /** Note where the caret stands now. Nothing changes while the focus is outside of every editable. */
  note(): void {
    const focused = deepFocus();
    const box = focused && editableAround(focused);
    if (!box) return;
    if (box !== this.box) this.caret = null;
    this.box = box;
    this.caret = rememberCaret(box) ?? this.caret;
  }

  /** The agent means this box, wherever the focus is. */
  turnTo(box: HTMLElement): void {
    if (box !== this.box) this.caret = rememberCaret(box);
    this.box = box;
  }

  get lastBox(): HTMLElement | null {
    return this.box?.isConnected ? this.box : null;
  }

  /** Of these boxes the one that the agent was in last, else the first. */
  choose(boxes: ReplyBox[]): ReplyBox | null {
    return boxes.find(({ box }) => box === this.box) ?? boxes[0] ?? null;
  }

  /** Where the caret stood in this box, null where it never was. */
  caretIn(box: HTMLElement): Caret | null {
    return box === this.box ? (this.caret ?? rememberCaret(box)) : null;
  }
}
