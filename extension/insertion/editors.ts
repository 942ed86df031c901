/** Which editor a reply box is, by the marks that the editor itself leaves in the page, and how text comes into it. */
import { asLines, asParagraphs } from "./markup";
import { asUndoStep, execHtml, execText, paste, pasteText, replace, setValue, type Way } from "./ways";

export interface Editor {
  /** What the box or something around it matches. */
  mark: string;
  /** Tried in this order; the first that the editor takes is the last that is tried. */
  ways: Way[];
  html: (text: string) => string;
}

const EDITORS: Editor[] = [
  { mark: "textarea, input", ways: [execText, setValue], html: asLines },
  // Gmail; Outlook, whose RoosterJS leaves no mark, by the name that Outlook gives the place it stands in.
  { mark: "[g_editable]", ways: [execHtml, execText], html: asLines },
  { mark: '[id^="editorParent_"]', ways: [asUndoStep("compositionend", execHtml)], html: asLines },
  // execCommand puts text into their page that their model knows nothing of, or takes the page apart.
  { mark: ".ck-editor__editable", ways: [paste, pasteText], html: asParagraphs },
  { mark: "[data-lexical-editor]", ways: [paste, pasteText, replace], html: asParagraphs },
  { mark: "[data-slate-editor]", ways: [pasteText, replace], html: asParagraphs },
  { mark: ".DraftEditor-root, trix-editor", ways: [pasteText], html: asParagraphs },
  { mark: ".ql-editor, .cm-content", ways: [pasteText, execText], html: asParagraphs },
  {
    mark: ".ProseMirror, .mce-content-body, .cke_editable, .fr-element",
    ways: [paste, pasteText, execHtml, execText],
    html: asParagraphs,
  },
  { mark: ".note-editable", ways: [asUndoStep("mouseup", execHtml)], html: asParagraphs },
];

/** Reaches the model of every editor above without knowing it: an event that an editor does not take has no effect. */
const UNKNOWN: Editor = { mark: "*", ways: [paste, pasteText, replace, execHtml, execText], html: asLines };

export function editorOf(box: HTMLElement): Editor {
  return EDITORS.find((editor) => box.closest(editor.mark)) ?? UNKNOWN;
}
