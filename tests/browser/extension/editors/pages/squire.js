import DOMPurify from "dompurify";
import Squire from "squire-rte";
import { html, place, ready, textOfHtml } from "../opening.js";

const box = document.createElement("div");
box.id = "box";
place.append(box);
const squire = new Squire(box, {
  sanitizeToDOMFragment: (source) =>
    document.importNode(
      DOMPurify.sanitize(source, {
        RETURN_DOM_FRAGMENT: true,
        FORCE_BODY: false,
      }),
      true,
    ),
});
squire.setHTML(html("div"));
ready(() => textOfHtml(squire.getHTML()));
