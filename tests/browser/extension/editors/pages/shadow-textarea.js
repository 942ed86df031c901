// A box in an open shadow tree, as some helpdesks build them.
import { place, ready } from "../opening.js";

const box = document.createElement("textarea");
box.id = "box";
box.style.cssText = "display: block; min-height: 100px";
place.attachShadow({ mode: "open" }).append(box);
ready(() => box.value);
