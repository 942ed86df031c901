import tinymce from "tinymce";
import "tinymce/icons/default";
import "tinymce/models/dom";
import "tinymce/skins/content/default/content.js";
import "tinymce/skins/ui/oxide/content.js";
import "tinymce/skins/ui/oxide/skin.js";
import "tinymce/themes/silver";
import { html, place, ready } from "../opening.js";

const field = document.createElement("textarea");
field.value = html("p");
place.append(field);
tinymce
  .init({
    target: field,
    license_key: "gpl",
    skin: "oxide",
    content_css: "default",
    valid_elements: "*[*]",
    promotion: false,
    branding: false,
  })
  .then(([editor]) => ready(() => editor.getContent({ format: "text" })));
