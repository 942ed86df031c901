"""The editors whose pages are built here, and where their reply box is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Editor:
    """`box` and `frame` are selectors; `policy`: it cannot start under Trusted Types without one of the page's own."""

    name: str
    box: str = "#box"
    frame: str | None = None
    policy: bool = True


EDITORS = (
    Editor("textarea"),
    Editor("react-textarea"),
    Editor("contenteditable"),
    Editor("gmail"),
    Editor("outlook"),
    Editor("ckeditor5", ".ck-editor__editable"),
    Editor("ckeditor4", "body", "iframe.cke_wysiwyg_frame"),
    Editor("prosemirror", ".ProseMirror"),
    Editor("tiptap", ".ProseMirror"),
    Editor("lexical"),
    Editor("slate", "[data-slate-editor]"),
    Editor("draft", ".public-DraftEditor-content"),
    Editor("quill", ".ql-editor"),
    Editor("tinymce", "body", "iframe.tox-edit-area__iframe"),
    Editor("squire"),
    Editor("trix", "trix-editor"),
    Editor("codemirror", ".cm-content"),
    Editor("summernote", ".note-editable"),
)
