import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorView, keymap } from "@codemirror/view";
import { place, ready, TEXT } from "../opening.js";

const view = new EditorView({
  doc: TEXT,
  parent: place,
  extensions: [history(), keymap.of([...defaultKeymap, ...historyKeymap]), EditorView.lineWrapping],
});
ready(() => view.state.doc.toString());
