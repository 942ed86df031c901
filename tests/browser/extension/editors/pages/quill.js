import Quill from "quill";
import { place, ready, TEXT } from "../opening.js";

const quill = new Quill(place, { modules: { toolbar: false } });
quill.setText(`${TEXT}\n`, "silent");
ready(() => quill.getText());
