"""An uploaded file as a policy to be reviewed."""

import re
from pathlib import PurePath

from msgspec import Struct

from server.errors import BadValue, TooLarge
from server.imports.documents.docx import markdown_of_docx
from server.imports.documents.html import markdown_of_html
from server.imports.documents.pdf import markdown_of_pdf
from server.imports.documents.sentences import SENTENCES

MOST_BYTES = 4_000_000
_MOST_CHARACTERS = 200_000
KINDS = (".md", ".markdown", ".txt", ".html", ".htm", ".docx", ".pdf")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_TITLE = re.compile(r"\A\s*#[ \t]+(.+?)(?:[ \t]*\{#[\w-]+\})?[ \t]*#*\n+")
_BLANKS = re.compile(r"\n{3,}")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2028\u2029\ufeff\ufffe\uffff]")


class Document(Struct, frozen=True):
    """What was read: the title, empty where none stands out, and the text with headings below it."""

    title: str
    body: str


def read_document(name: str, content: bytes) -> Document:
    """A file by its name's ending; call it in a thread. TooLarge above 4 MB, BadValue where it cannot be read.

    Pictures, scripts, forms and page frames are left out; nothing is fetched.
    """
    if len(content) > MOST_BYTES:
        raise TooLarge(SENTENCES("large"))
    if not content:
        raise BadValue(SENTENCES("empty"))
    text = _BLANKS.sub("\n\n", _UNREADABLE.sub("", _markdown(PurePath(name).suffix.lower(), content))).strip()
    if not text:
        raise BadValue(SENTENCES("no_text"))
    if len(text) > _MOST_CHARACTERS:
        raise TooLarge(SENTENCES("long"))
    title = _TITLE.match(text + "\n")
    return Document(title[1].replace("*", "").strip(), text[title.end() :].strip()) if title else Document("", text)


def _markdown(ending: str, content: bytes) -> str:
    match ending:
        case ".docx":
            return markdown_of_docx(content)
        case ".pdf":
            return markdown_of_pdf(content)
        case ".html" | ".htm":
            return markdown_of_html(content)
        case ".md" | ".markdown" | ".txt":
            return _FRONT_MATTER.sub("", _decoded(content).replace("\r\n", "\n"))
    raise BadValue(SENTENCES("kinds", kinds=", ".join(KINDS)))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadValue(SENTENCES("no_utf8")) from error
