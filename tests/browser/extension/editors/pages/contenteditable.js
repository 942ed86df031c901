import { html, place, ready, textOfHtml, trusted } from "../opening.js";

const box = document.createElement("div");
box.id = "box";
box.contentEditable = "true";
box.innerHTML = trusted(html("div"));
place.append(box);
ready(() => textOfHtml(box.innerHTML));
