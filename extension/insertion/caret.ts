/** Where the agent stood in the reply box before the panel took the focus, and where a draft goes. */
import { endOf, isBefore, isField, lengthUpTo, selectionOf, startOf, type Place } from "./lines";
import { ownedLines, ownWords } from "./own_text";

/** A selection in a box, or a place where its two ends are one. */
export interface Span {
  start: Place;
  end: Place;
}

export interface Caret extends Span {
  /** When it was taken, in milliseconds of `performance.now()`: whatever the agent typed, they typed before that. */
  at: number;
}

/** Element and selection as they are now; null when the caret is not in this box. */
export function rememberCaret(box: HTMLElement): Caret | null {
  const at = performance.now();
  if (isField(box)) {
    if ((box.getRootNode() as Document | ShadowRoot).activeElement !== box) return null;
    return {
      start: { node: box, offset: box.selectionStart ?? box.value.length },
      end: { node: box, offset: box.selectionEnd ?? box.value.length },
      at,
    };
  }
  const selection = selectionOf(box);
  if (!selection?.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!box.contains(range.commonAncestorContainer)) return null;
  return {
    start: { node: range.startContainer, offset: range.startOffset },
    end: { node: range.endContainer, offset: range.endOffset },
    at,
  };
}

/** Where a draft goes: over the agent's words, or where they stood, or else below what they wrote. */
export function target(box: HTMLElement, place: "typed" | "caret", caret: Caret | null): Span {
  const own = ownWords(box);
  const first = own[0];
  const last = own.at(-1);
  if (place === "typed" && first && last) return { start: startOf(first), end: endOf(last) };
  if (caret && stillThere(box, caret)) return withoutForeignLines(box, caret);
  const below = last ? endOf(last) : firstOwnPlace(box);
  return { start: below, end: below };
}

/**
 * The draft as it fits in there: a paragraph of its own where it follows on a line or comes right before a signature.
 * In the middle of a line it stays what it is.
 */
export function fitted(box: HTMLElement, draft: string, { start, end }: Span): string {
  const line = ownedLines(box).findLast((each) => !isBefore(start, startOf(each)));
  if (!line || start.node !== end.node || start.offset !== end.offset) return draft;
  const above = line.pieces.map((piece) => piece.text.slice(0, lengthUpTo(piece, start))).join("");
  const below = line.pieces.map((piece) => piece.text.slice(lengthUpTo(piece, start))).join("");
  if (above.trim()) return below.trim() ? draft : `\n\n${draft}`;
  return below.trim() && line.owner !== "agent" ? `${draft}\n\n` : draft;
}

/** Put the focus into the box and the selection where it is said. */
export function select(box: HTMLElement, { start, end }: Span): void {
  box.ownerDocument.defaultView?.focus();
  box.focus({ preventScroll: true });
  if (isField(box)) {
    box.setSelectionRange(start.offset, end.offset);
    return;
  }
  selectionOf(box)?.setBaseAndExtent(start.node, start.offset, end.node, end.offset);
}

function stillThere(box: HTMLElement, { start, end }: Caret): boolean {
  return [start, end].every(({ node, offset }) => {
    const length = isField(box)
      ? box.value.length
      : node.nodeType === Node.TEXT_NODE
        ? (node as Text).length
        : node.childNodes.length;
    return box.contains(node) && offset <= length;
  });
}

/** A selection of everything means the agent's words: it must not take the history or the signature with it. */
function withoutForeignLines(box: HTMLElement, caret: Caret): Span {
  const touched = ownedLines(box).filter(
    (line) => line.text && isBefore(caret.start, endOf(line)) && isBefore(startOf(line), caret.end),
  );
  if (touched.every((line) => line.owner === "agent")) return caret;
  const own = touched.slice(touched.findIndex((line) => line.owner === "agent"));
  const foreign = own.findIndex((line) => line.owner !== "agent");
  const first = own[0];
  const last = own[foreign - 1] ?? own.at(-1);
  if (!first || !last || first.owner !== "agent") return { start: caret.end, end: caret.end };
  return { start: laterOf(startOf(first), caret.start), end: earlierOf(endOf(last), caret.end) };
}

function laterOf(one: Place, other: Place): Place {
  return isBefore(one, other) ? other : one;
}

function earlierOf(one: Place, other: Place): Place {
  return isBefore(one, other) ? one : other;
}

function firstOwnPlace(box: HTMLElement): Place {
  const line = ownedLines(box).find((each) => each.owner === "agent");
  return line ? startOf(line) : { node: box, offset: 0 };
}
