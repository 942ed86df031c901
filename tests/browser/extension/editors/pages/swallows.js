// An editor that takes every input for itself and makes nothing of it.
import { place, ready } from "../opening.js";

const box = document.createElement("div");
box.id = "box";
box.contentEditable = "true";
box.textContent = "Anfang";
place.append(box);
box.addEventListener("input", () => (box.textContent = "Anfang"));
for (const type of ["beforeinput", "paste"]) box.addEventListener(type, (event) => event.preventDefault());
ready(() => box.textContent);
