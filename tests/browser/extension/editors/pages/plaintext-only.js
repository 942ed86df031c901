import { place, ready } from "../opening.js";

const box = document.createElement("div");
box.id = "box";
box.contentEditable = "plaintext-only";
box.style.whiteSpace = "pre-wrap";
place.append(box);
ready(() => box.innerText);
