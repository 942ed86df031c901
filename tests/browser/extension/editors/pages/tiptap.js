import { Editor } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { LINES, place, ready } from "../opening.js";

const paragraph = (line) => ({
  type: "paragraph",
  content: line ? [{ type: "text", text: line }] : [],
});
const editor = new Editor({
  element: place,
  injectCSS: false,
  extensions: [StarterKit],
  content: { type: "doc", content: LINES.map(paragraph) },
});
ready(() => editor.getText({ blockSeparator: "\n\n" }));
