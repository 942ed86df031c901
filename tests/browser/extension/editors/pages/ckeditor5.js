import { BlockQuote } from "@ckeditor/ckeditor5-block-quote";
import { Bold } from "@ckeditor/ckeditor5-basic-styles";
import { ClassicEditor } from "@ckeditor/ckeditor5-editor-classic";
import { Essentials } from "@ckeditor/ckeditor5-essentials";
import { List } from "@ckeditor/ckeditor5-list";
import { Paragraph } from "@ckeditor/ckeditor5-paragraph";
import { PARAGRAPHS, place, ready } from "../opening.js";

function textOf(element) {
  return [...element.getChildren()]
    .map((child) => {
      if (child.is("$text")) return child.data;
      if (child.is("element", "softBreak")) return "\n";
      return textOf(child) + (child.nextSibling ? "\n\n" : "");
    })
    .join("");
}

ClassicEditor.create(place, {
  licenseKey: "GPL",
  plugins: [Essentials, Paragraph, Bold, List, BlockQuote],
  toolbar: [],
  initialData: PARAGRAPHS,
}).then((editor) => ready(() => textOf(editor.model.document.getRoot())));
