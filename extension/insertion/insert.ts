/** A draft comes into a reply box as if the agent had put it there, or nothing is said to have come in. */
import { fitted, select, target, type Caret, type Span } from "./caret";
import { copyToClipboard } from "./clipboard";
import { editorOf, written } from "./editors";
import { signatureLines } from "./own_text";
import { expectation, look, pause, readBack } from "./read_back";
import { withoutSignature } from "./signature";

/** `typed`: in the place of the agent's own words. `caret`: where the caret stood, or over what was selected. */
export interface How {
  place: "typed" | "caret";
  caret: Caret | null;
}

/** `refused`: the box is as it was. `partial`: something came in, but not the draft alone and whole. `copied`: the
 * draft is in the clipboard. */
export type Inserted = { inserted: true } | { inserted: false; reason: "refused" | "partial"; copied: boolean };

/** Editors learn of a selection by an event of their own, Slate only after a tenth of a second. */
const SELECTION_MS = 150;

/**
 * Insert a plain draft: `\n` ends a line, an empty line parts paragraphs, lists have dashes.
 *
 * What the editor then holds is read back from the page; on a doubt the answer says so, and nothing more is tried.
 */
export async function insertDraft(box: HTMLElement, text: string, how: How): Promise<Inserted> {
  const span = target(box, how.place, how.caret);
  const draft = fitted(box, withoutSignature(text, signatureLines(box)), span);
  const expected = expectation(box, draft, span);
  const editor = editorOf(box);
  const { text: plain, html } = written(editor, draft);
  if (how.caret) await pause(how.caret.at + editor.undoMerges - performance.now());
  await settle(box, span);
  for (const insert of editor.ways) {
    const taken = insert(box, plain, html);
    if (!taken && look(box, expected) === "nothing") continue;
    const found = await readBack(box, expected);
    if (found === "all") return { inserted: true };
    if (found === "part") return { inserted: false, reason: "partial", copied: copyToClipboard(draft) };
    await settle(box, span);
  }
  return { inserted: false, reason: "refused", copied: copyToClipboard(draft) };
}

async function settle(box: HTMLElement, span: Span): Promise<void> {
  select(box, span);
  await pause(SELECTION_MS);
}
