/** A draft comes into a reply box as if the agent had put it there, or nothing is said to have come in. */
import { select, target, type Caret } from "./caret";
import { copyToClipboard } from "./clipboard";
import { editorOf } from "./editors";
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

/** Editors learn of a selection by an event of their own, some only after a frame. */
const SELECTION_MS = 80;
/** Editors undo in one step what was done within up to a second; the agent's last words are a step of their own. */
const UNDO_STEP_MS = 1000;

/**
 * Insert a plain draft: `\n` ends a line, an empty line parts paragraphs, lists have dashes.
 *
 * What the editor then holds is read back from the page; on a doubt the answer says so, and nothing more is tried.
 */
export async function insertDraft(box: HTMLElement, text: string, how: How): Promise<Inserted> {
  const draft = withoutSignature(text, signatureLines(box));
  const span = target(box, how.place, how.caret);
  const expected = expectation(box, draft, span);
  const { ways, html } = editorOf(box);
  if (how.caret) await pause(how.caret.at + UNDO_STEP_MS - performance.now());
  for (const insert of ways) {
    select(box, span);
    await pause(SELECTION_MS);
    const taken = insert(box, draft, html(draft));
    if (!taken && look(box, expected) === "nothing") continue;
    const found = await readBack(box, expected);
    if (found === "all") return { inserted: true };
    if (found === "part") return { inserted: false, reason: "partial", copied: copyToClipboard(draft) };
  }
  return { inserted: false, reason: "refused", copied: copyToClipboard(draft) };
}
