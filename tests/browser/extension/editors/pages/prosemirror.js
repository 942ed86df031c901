import { baseKeymap, chainCommands, exitCode } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { schema } from "prosemirror-schema-basic";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { LINES, place, ready } from "../opening.js";

const paragraph = (line) => schema.node("paragraph", null, line ? [schema.text(line)] : []);
const hardBreak = chainCommands(exitCode, (state, dispatch) => {
  dispatch(state.tr.replaceSelectionWith(schema.nodes.hard_break.create()).scrollIntoView());
  return true;
});
const view = new EditorView(place, {
  state: EditorState.create({
    doc: schema.node("doc", null, LINES.map(paragraph)),
    plugins: [history(), keymap({ "Mod-z": undo, "Mod-y": redo, "Shift-Enter": hardBreak }), keymap(baseKeymap)],
  }),
});
ready(() => view.state.doc.textBetween(0, view.state.doc.content.size, "\n\n", "\n"));
