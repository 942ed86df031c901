// An editor that takes a paste and keeps its first line alone.
import { place, ready } from "../opening.js";

const box = document.createElement("div");
box.id = "box";
box.contentEditable = "true";
place.append(box);
box.addEventListener("paste", (event) => {
  event.preventDefault();
  box.textContent += event.clipboardData.getData("text/plain").split("\n")[0];
});
ready(() => box.textContent);
