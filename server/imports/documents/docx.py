"""Word files as Markdown: headings by their style, a document without any by its bold lines."""

import io
import re
import zipfile

import mammoth

from server.errors import BadValue
from server.imports.documents.html import markdown_of_html
from server.imports.documents.sentences import SENTENCES

_MOST_UNPACKED = 20_000_000
_MOST_FILES = 500
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Titel'] => h1:fresh
p[style-name='Überschrift 1'] => h1:fresh
p[style-name='Überschrift 2'] => h2:fresh
p[style-name='Überschrift 3'] => h3:fresh
"""
_BOLD_LINE = re.compile(r"^\*\*([^*\n]{2,80}[^*\n.:;,])\*\*$", re.MULTILINE)


def markdown_of_docx(content: bytes) -> str:
    """The document's text; BadValue where the file is none, or unpacks to far more than a policy."""
    try:
        _refuse_bombs(content)
        result = mammoth.convert_to_html(
            io.BytesIO(content), style_map=_STYLES, convert_image=mammoth.images.img_element(_no_image)
        )
    except BadValue:
        raise
    except Exception as error:  # mammoth raises whatever its parts raise on a broken file
        raise BadValue(SENTENCES("word.unreadable")) from error
    text = markdown_of_html(f"<body>{result.value}</body>")
    return text if re.search(r"^#", text, re.MULTILINE) else _BOLD_LINE.sub(r"## \1", text)


def _refuse_bombs(content: bytes) -> None:
    """By what is really unpacked, not by what the archive says of itself."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > _MOST_FILES:
            raise BadValue(SENTENCES("word.too_much"))
        left = _MOST_UNPACKED
        for entry in entries:
            with archive.open(entry) as file:
                part = file.read(left + 1)
            left -= len(part)
            if left < 0:
                raise BadValue(SENTENCES("word.unpacked"))
            if entry.filename.endswith((".xml", ".rels")) and _ENTITIES.search(part):
                raise BadValue(SENTENCES("word.entities"))


def _no_image(_image: object) -> dict[str, str]:
    return {"src": ""}
