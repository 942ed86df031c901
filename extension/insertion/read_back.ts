/** Whether what stands in the box is what should stand there: an editor's word is not taken for it. */
import type { Span } from "./caret";
import { lengthUpTo, linesOf, type Piece } from "./lines";

const PATIENCE_MS = 700;
const STEP_MS = 30;
const SECOND_LOOK_MS = 120;

/** What was in the box, and what will be when the whole draft has come in and nothing else has changed. */
export interface Expected {
  before: string;
  after: string;
}

export type Found = "all" | "nothing" | "part";

export function expectation(box: HTMLElement, draft: string, { start, end }: Span): Expected {
  const pieces = piecesOf(box);
  const above = pieces.map((piece) => piece.text.slice(0, lengthUpTo(piece, start)));
  const below = pieces.map((piece) => piece.text.slice(lengthUpTo(piece, end)));
  return { before: lettersOf(box), after: letters([...above, draft, ...below].join("")) };
}

/** Wait for the draft, then look once more: some editors put back what they did not do themselves. */
export async function readBack(box: HTMLElement, expected: Expected): Promise<Found> {
  for (let waited = 0; waited < PATIENCE_MS; waited += STEP_MS) {
    if (lettersOf(box) === expected.after) break;
    await pause(STEP_MS);
  }
  await pause(SECOND_LOOK_MS);
  return look(box, expected);
}

export function look(box: HTMLElement, expected: Expected): Found {
  const now = lettersOf(box);
  if (now === expected.after) return "all";
  return now === expected.before ? "nothing" : "part";
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Blanks and line ends are each editor's own affair, and so is whether a list has dashes or bullets. */
function letters(text: string): string {
  return text.normalize("NFC").replace(/[\s\u200b\u2060\ufeff•–-]+/g, "");
}

function lettersOf(box: HTMLElement): string {
  return letters(
    piecesOf(box)
      .map((piece) => piece.text)
      .join(""),
  );
}

function piecesOf(box: HTMLElement): Piece[] {
  return linesOf(box).flatMap((line) => line.pieces);
}
