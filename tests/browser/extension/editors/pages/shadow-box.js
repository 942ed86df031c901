// A box in an open shadow tree, as some helpdesks build them.
import { place, ready, textOfHtml } from "../opening.js";

const box = document.createElement("div");
box.contentEditable = "true";
box.id = "box";
box.style.cssText = "display: block; min-height: 100px";
place.attachShadow({ mode: "open" }).append(box);
ready(() => textOfHtml(box.innerHTML));
