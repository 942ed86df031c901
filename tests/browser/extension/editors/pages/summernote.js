import "../jquery_global.js";
import "summernote/dist/summernote-lite.js";
import { html, place, ready, textOfHtml } from "../opening.js";

const editor = window.jQuery(place);
editor.summernote({ toolbar: [] });
editor.summernote("code", html("p"));
ready(() => textOfHtml(editor.summernote("code")));
