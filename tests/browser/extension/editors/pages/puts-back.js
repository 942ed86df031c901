// An editor that shows what comes in for a moment, then what it knew before.
import { place, ready } from "../opening.js";

const box = document.createElement("div");
box.id = "box";
box.contentEditable = "true";
box.textContent = "Anfang";
place.append(box);
box.addEventListener("input", () => setTimeout(() => (box.textContent = "Anfang"), 60));
ready(() => box.textContent);
