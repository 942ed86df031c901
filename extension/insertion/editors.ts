/** Which editor a reply box is, by the marks that the editor itself leaves in the page, and how text comes into it. */
import { asLines, asParagraphs } from "./markup";
import { asUndoStep, execHtml, execText, paste, pasteText, replace, setValue, type Way } from "./ways";

export interface Editor {
  /** What the box or something around it matches. */
  mark: string;
  /** Tried in this order; the first that the editor takes is the last that is tried. */
  ways: Way[];
  markup: (text: string) => string;
  /** What stands above a draft that is to begin a paragraph at the end of a line. Most editors join the first block
   * of what comes in with the line that it comes to; null: this one begins a paragraph by itself. */
  above: string | null;
  /** How many milliseconds after the last key an editor still undoes the next change in one step with it. */
  undoMerges: number;
}

const EMPTY_LINES = "<div><br></div><div><br></div>";

const EDITORS: Editor[] = [
  { mark: "textarea, input", ways: [execText, setValue], markup: asLines, above: EMPTY_LINES, undoMerges: 0 },
  // Gmail; Outlook, whose RoosterJS leaves no mark, by the name that Outlook gives the place it stands in.
  { mark: "[g_editable]", ways: [execHtml, execText], markup: asLines, above: EMPTY_LINES, undoMerges: 0 },
  {
    mark: '[id^="editorParent_"]',
    ways: [asUndoStep("compositionend", execHtml)],
    markup: asLines,
    above: EMPTY_LINES,
    undoMerges: 0,
  },
  {
    mark: ".note-editable",
    ways: [asUndoStep("mouseup", execHtml)],
    markup: asParagraphs,
    above: "<p><br></p>",
    undoMerges: 0,
  },
  // Commands put text into the page of these that their model knows nothing of, or take the page apart.
  { mark: ".ck-editor__editable", ways: [paste, pasteText], markup: asParagraphs, above: "<p></p>", undoMerges: 0 },
  {
    mark: "[data-lexical-editor]",
    ways: [paste, pasteText, replace],
    markup: asParagraphs,
    above: "<p></p>",
    undoMerges: 300,
  },
  { mark: "[data-slate-editor]", ways: [pasteText, replace], markup: asParagraphs, above: "", undoMerges: 0 },
  { mark: ".DraftEditor-root, trix-editor", ways: [pasteText], markup: asParagraphs, above: "", undoMerges: 0 },
  { mark: ".ql-editor", ways: [pasteText, execText], markup: asParagraphs, above: "", undoMerges: 1000 },
  { mark: ".cm-content", ways: [pasteText, execText], markup: asParagraphs, above: "", undoMerges: 500 },
  {
    mark: ".ProseMirror",
    ways: [paste, pasteText, execHtml, execText],
    markup: asParagraphs,
    above: "<p></p>",
    undoMerges: 500,
  },
  {
    mark: ".mce-content-body, .cke_editable, .fr-element",
    ways: [paste, pasteText, execHtml, execText],
    markup: asParagraphs,
    above: null,
    undoMerges: 0,
  },
];

/** Reaches the model of nearly every editor above too: an event that an editor does not take has no effect. */
const UNKNOWN: Editor = {
  mark: "*",
  ways: [paste, pasteText, replace, execHtml, execText],
  markup: asLines,
  above: EMPTY_LINES,
  undoMerges: 1000,
};

/** The same where the box holds paragraphs already. */
const UNKNOWN_WITH_PARAGRAPHS: Editor = { ...UNKNOWN, markup: asParagraphs, above: "<p></p>" };

export function editorOf(box: HTMLElement): Editor {
  const known = EDITORS.find((editor) => box.closest(editor.mark));
  return known ?? (box.querySelector(":scope > p") ? UNKNOWN_WITH_PARAGRAPHS : UNKNOWN);
}

/** What an editor is given: as text, and as HTML. */
export function written({ above, markup }: Editor, draft: string): { text: string; html: string } {
  if (!draft.startsWith("\n\n")) return { text: draft, html: markup(draft) };
  const alone = draft.slice(2);
  return above === null ? { text: alone, html: markup(alone) } : { text: draft, html: above + markup(alone) };
}
