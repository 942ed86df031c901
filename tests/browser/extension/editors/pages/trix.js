import "trix";
import { place, ready, TEXT } from "../opening.js";

const box = document.createElement("trix-editor");
box.addEventListener("trix-initialize", () => {
  box.editor.insertString(TEXT);
  box.editor.setSelectedRange(0);
  ready(() => box.editor.getDocument().toString());
});
place.append(box);
