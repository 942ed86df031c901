// CKEditor 4 loads the rest of itself from beside its own file; it edits the body of a frame without an address.
import { html, place, ready, textOfHtml } from "../opening.js";

window.CKEDITOR_BASEPATH = "/ckeditor4/";
const script = document.createElement("script");
script.src = "/ckeditor4/ckeditor.js";
script.onload = () => {
  const field = document.createElement("textarea");
  field.value = html("p");
  place.append(field);
  const editor = window.CKEDITOR.replace(field, {
    versionCheck: false,
    customConfig: "",
    language: "en",
    allowedContent: true,
    on: { instanceReady: () => ready(() => textOfHtml(editor.getData())) },
  });
};
document.head.append(script);
