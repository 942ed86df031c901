import { place, ready, TEXT } from "../opening.js";

const field = document.createElement("textarea");
field.id = "box";
field.value = TEXT;
place.append(field);
ready(() => field.value);
