/** A reply box as the lines that a reader sees, each with the place in the box where it stands. */

/** A place in a box: in a text field `node` is the field itself and `offset` counts characters of its value. */
export interface Place {
  node: Node;
  offset: number;
}

/** A stretch of text that no node's border cuts. */
export interface Piece extends Place {
  text: string;
}

export interface Line {
  /** Without blanks at its ends and without invisible characters. */
  text: string;
  /** Where its text stands; a line without any still has one piece, for its place. */
  pieces: [Piece, ...Piece[]];
  /** The innermost element that holds the line's first character. */
  within: Element;
}

type Field = HTMLTextAreaElement | HTMLInputElement;

/** A box whose text is a value, not nodes. Told by its name: a box may stem from a frame with classes of its own. */
export function isField(box: Element): box is Field {
  return box.localName === "textarea" || box.localName === "input";
}

/** The selection that the box can be in: one in a shadow tree is told by that tree alone, where the browser has it so. */
export function selectionOf(box: HTMLElement): Selection | null {
  const tree = box.getRootNode() as Document | (ShadowRoot & { getSelection?: () => Selection | null });
  return tree.getSelection?.() ?? box.ownerDocument.getSelection();
}

/** All lines from top to bottom, empty ones too. */
export function linesOf(box: HTMLElement): Line[] {
  return isField(box) ? linesOfField(box) : new Reader(box).lines;
}

export function startOf(line: Line): Place {
  return line.pieces[0];
}

export function endOf(line: Line): Place {
  const last = line.pieces.at(-1) ?? line.pieces[0];
  return { node: last.node, offset: last.offset + last.text.length };
}

/** Whether the one place stands before the other in the box. */
export function isBefore(one: Place, other: Place): boolean {
  if (one.node === other.node) return one.offset < other.offset;
  const range = new Range();
  range.setStart(other.node, other.offset);
  return range.comparePoint(one.node, one.offset) < 0;
}

/** How many of a piece's characters stand before a place. */
export function lengthUpTo(piece: Piece, place: Place): number {
  if (piece.node === place.node) return Math.min(Math.max(place.offset - piece.offset, 0), piece.text.length);
  return isBefore(piece, place) ? piece.text.length : 0;
}

function linesOfField(field: Field): Line[] {
  let offset = 0;
  return field.value.split("\n").map((text) => {
    const piece = { node: field, offset, text };
    offset += text.length + 1;
    return { text: visible(text), pieces: [piece], within: field };
  });
}

// What an editor shows in an empty box, or puts beside the text to steer the caret, is nobody's text.
const NO_TEXT = "style, script, template, [data-slate-placeholder], .cm-placeholder, .ql-ui, .ql-clipboard";

/** Reads a rich box as it is shown: blocks and breaks end lines, hidden parts are none. */
class Reader {
  readonly lines: Line[] = [];
  private line: Line | null = null;

  constructor(private readonly box: HTMLElement) {
    this.readElement(box, false);
    this.endLine();
  }

  private readElement(element: HTMLElement, spacesKept: boolean): void {
    if (element.localName === "br") {
      this.addBreak(element);
      return;
    }
    const style = element.ownerDocument.defaultView?.getComputedStyle(element);
    if (element.matches(NO_TEXT) || style?.display === "none") return;
    const isBlock = element !== this.box && !/^(inline|contents|ruby)/.test(style?.display ?? "inline");
    if (isBlock) this.endLine();
    const kept = style ? style.whiteSpaceCollapse !== "collapse" : spacesKept;
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) this.readText(child as Text, element, kept);
      else if (child.nodeType === Node.ELEMENT_NODE) this.readElement(child as HTMLElement, kept);
    }
    if (isBlock) this.endLine();
  }

  private readText(node: Text, within: Element, spacesKept: boolean): void {
    let offset = 0;
    for (const [at, text] of (spacesKept ? node.data.split("\n") : [node.data]).entries()) {
      if (at > 0) this.endLine();
      // Line ends in the markup between two blocks are no text.
      if (spacesKept || this.line || text.trim()) this.add({ node, offset, text }, within);
      offset += text.length + 1;
    }
  }

  private addBreak(element: HTMLElement): void {
    const parent = element.parentElement ?? this.box;
    this.add({ node: parent, offset: Array.prototype.indexOf.call(parent.childNodes, element), text: "" }, parent);
    this.endLine();
  }

  private add(piece: Piece, within: Element): void {
    if (this.line) this.line.pieces.push(piece);
    else this.line = { text: "", pieces: [piece], within };
  }

  private endLine(): void {
    if (!this.line) return;
    this.line.text = visible(this.line.pieces.map((piece) => piece.text).join(""));
    this.lines.push(this.line);
    this.line = null;
  }
}

function visible(text: string): string {
  return text
    .replace(/[\u200b\u200c\u2060\ufeff]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
