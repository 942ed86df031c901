import { html, place, ready, textOfHtml } from "../opening.js";

const box = document.createElement("div");
box.id = "box";
box.contentEditable = "true";
box.innerHTML = html("div");
place.append(box);
ready(() => textOfHtml(box.innerHTML));
