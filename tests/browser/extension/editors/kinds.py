"""The editors whose pages are built here, and where their reply box is."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Editor:
    """`box` and `frame` are selectors.

    `trusted_types`: it runs where the page asks for them; only with a default policy of the page's own; or not at all,
    since the editor writes plain strings into its frame, where no policy of the page reaches.
    """

    name: str
    box: str = "#box"
    frame: str | None = None
    trusted_types: Literal["yes", "with a policy", "no"] = "yes"


EDITORS = (
    Editor("textarea"),
    Editor("react-textarea"),
    Editor("contenteditable"),
    Editor("gmail"),
    Editor("outlook"),
    Editor("ckeditor5", ".ck-editor__editable", trusted_types="with a policy"),
    Editor("ckeditor4", "body", "iframe.cke_wysiwyg_frame", "no"),
    Editor("prosemirror", ".ProseMirror"),
    Editor("tiptap", ".ProseMirror"),
    Editor("lexical"),
    Editor("slate", "[data-slate-editor]"),
    Editor("draft", ".public-DraftEditor-content"),
    Editor("quill", ".ql-editor", trusted_types="with a policy"),
    Editor("tinymce", "body", "iframe.tox-edit-area__iframe", "no"),
    Editor("squire", trusted_types="with a policy"),
    Editor("trix", "trix-editor", trusted_types="with a policy"),
    Editor("codemirror", ".cm-content"),
    Editor("summernote", ".note-editable", trusted_types="with a policy"),
)
