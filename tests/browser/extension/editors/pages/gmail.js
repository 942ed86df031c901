// Gmail's compose box: no library, but a box with marks and Google's own signature and quote.
import { html, place, ready, textOfHtml, trusted } from "../opening.js";

const box = document.createElement("div");
box.id = "box";
box.className = "Am aiL Al editable LW-avf";
box.contentEditable = "true";
box.setAttribute("g_editable", "true");
box.setAttribute("role", "textbox");
box.innerHTML = trusted(html("div"));
place.append(box);
ready(() => textOfHtml(box.innerHTML));
