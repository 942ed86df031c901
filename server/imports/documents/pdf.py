"""PDF files as Markdown: larger type makes a heading, a gap makes a paragraph."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct
from pypdf import PdfReader

from server.errors import BadValue
from server.imports.documents.sentences import SENTENCES

_MOST_PAGES = 40
_HEADING = 1.12
"""How much larger than the text a heading is set at the least."""

_GAP = 1.6
"""In heights of a line, from which on the next one begins a paragraph."""

_BULLET = re.compile(r"^[•▪●◦‣·–-]\s*")
_LONGEST_HEADING = 100
_SAME_LINE = 2.0


class _Line(Struct):
    """Text on one height of a page; `y` grows upwards."""

    page: int
    y: float
    size: float
    text: str


def markdown_of_pdf(content: bytes) -> str:
    """The text with headings; BadValue where there is none, as in a scan, or the file is locked or too long."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise BadValue(SENTENCES("pdf.locked"))
        if len(reader.pages) > _MOST_PAGES:
            raise BadValue(SENTENCES("pdf.pages", pages=_MOST_PAGES))
        lines = [line for number in range(len(reader.pages)) for line in _lines(reader, number)]
    except BadValue:
        raise
    except Exception as error:  # pypdf raises whatever its parts raise on a broken file
        raise BadValue(SENTENCES("pdf.unreadable")) from error
    if not lines:
        raise BadValue(SENTENCES("pdf.pictures"))
    return _markdown(lines)


def _lines(reader: PdfReader, number: int) -> list[_Line]:
    found: list[_Line] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        y = tm[5] * cm[3] + cm[5]
        shown = size * abs(tm[3] or tm[0]) * abs(cm[3] or 1)
        if not text.strip():
            return
        same = found[-1] if found and abs(found[-1].y - y) < _SAME_LINE else None
        if same:
            same.text += text if same.text.endswith(" ") or text.startswith((" ", "\n")) else f" {text}"
            same.size = max(same.size, shown)
        else:
            found.append(_Line(number, y, shown, text))

    reader.pages[number].extract_text(visitor_text=visit)
    return [_Line(line.page, line.y, line.size, " ".join(line.text.split())) for line in found]


def _markdown(lines: list[_Line]) -> str:
    usual = Counter(round(line.size, 1) for line in lines for _ in line.text).most_common(1)[0][0]
    larger = sorted({round(line.size, 1) for line in lines if _is_heading(line, usual)}, reverse=True)
    levels = {size: min(level, 3) for level, size in enumerate(larger, start=1)}
    blocks: list[str] = []
    for before, line in pairwise([_Line(-1, 0, 0, ""), *lines]):
        if _is_heading(line, usual):
            blocks.append(f"{'#' * levels[round(line.size, 1)]} {line.text}")
        elif _BULLET.match(line.text):
            blocks.append(_BULLET.sub("- ", line.text))
        elif blocks and not blocks[-1].startswith("#") and _goes_on(before, line):
            blocks[-1] = _joined(blocks[-1], line.text)
        else:
            blocks.append(line.text)
    return "\n".join(_spaced(blocks))


def _is_heading(line: _Line, usual: float) -> bool:
    return line.size >= usual * _HEADING and len(line.text) <= _LONGEST_HEADING


def _goes_on(before: _Line, line: _Line) -> bool:
    return before.page == line.page and 0 <= before.y - line.y <= _GAP * max(before.size, line.size)


def _joined(text: str, following: str) -> str:
    """A word that was broken at the end of a line is one word again."""
    is_broken = text.endswith("-") and following[:1].islower()
    return text[:-1] + following if is_broken else f"{text} {following}"


def _spaced(blocks: list[str]) -> Iterator[str]:
    """An empty line between blocks, none between the items of a list."""
    for before, block in pairwise(["", *blocks]):
        if before and not (before.startswith("- ") and block.startswith("- ")):
            yield ""
        yield block
