import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerRichText } from "@lexical/rich-text";
import { $createParagraphNode, $createTextNode, $getRoot, createEditor } from "lexical";
import { LINES, place, ready } from "../opening.js";

const box = document.createElement("div");
box.id = "box";
box.contentEditable = "true";
place.append(box);
const editor = createEditor({ namespace: "reply", onError: console.error });
editor.setRootElement(box);
registerRichText(editor);
registerHistory(editor, createEmptyHistoryState(), 300);
editor.update(
  () => {
    const root = $getRoot().clear();
    for (const line of LINES) root.append($createParagraphNode().append(...(line ? [$createTextNode(line)] : [])));
  },
  { discrete: true, tag: "history-merge" },
);
ready(() => editor.getEditorState().read(() => $getRoot().getTextContent()));
