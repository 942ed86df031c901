"""Text that remembers which of its words rest on what, so that claims fall out of the writing."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from msgspec import Struct

from server.domain.draft import Claim, ClaimKind

PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class Value(Struct, frozen=True):
    """What a placeholder stands for; `kind` None: the words claim nothing (a name, a title)."""

    text: str
    kind: ClaimKind | None = None
    supported_by: str | None = None


class Mark(Struct, frozen=True):
    """Code points `start` to `end` of a text make a claim."""

    start: int
    end: int
    kind: ClaimKind
    supported_by: str | None


class Marked(Struct, frozen=True):
    """A text in NFC with its marks, in order."""

    text: str
    marks: list[Mark] = []

    def says(self, other: str) -> bool:
        """Whether the words stand in the text, whatever the case."""
        return other.casefold() in self.text.casefold()


Values = Mapping[str, Value]


def names_in(template: str) -> list[str]:
    """The placeholders of a template, each once, in the order they come."""
    return list(dict.fromkeys(PLACEHOLDER.findall(template)))


def can_fill(template: str, values: Values) -> bool:
    """Whether every placeholder of the template has a value."""
    return all(name in values for name in names_in(template))


def fill(template: str, values: Values) -> Marked:
    """The template with every placeholder replaced once: braces inside a value stay as they are.

    A sentence as value loses its full stop where the template goes on with punctuation.
    Every placeholder needs a value (`can_fill`).
    """
    template = unicodedata.normalize("NFC", template)
    text, marks, at = "", list[Mark](), 0
    for match in PLACEHOLDER.finditer(template):
        text += template[at : match.start()]
        at = match.end()
        value = values[match[1]]
        words = unicodedata.normalize("NFC", value.text)
        if words.endswith(".") and template[at : at + 1] in {".", ",", ";", ":", "!", "?"}:
            words = words[:-1]
        if value.kind:
            marks.append(Mark(len(text), len(text) + len(words), value.kind, value.supported_by))
        text += words
    return Marked(text + template[at:], marks)


def join(parts: Iterable[Marked], separator: str) -> Marked:
    """The parts in a row; empty ones are left out."""
    text, marks = "", list[Mark]()
    for part in parts:
        if not part.text:
            continue
        shift = len(text) + len(separator) if text else 0
        text = f"{text}{separator}{part.text}" if text else part.text
        marks += [Mark(m.start + shift, m.end + shift, m.kind, m.supported_by) for m in part.marks]
    return Marked(text, marks)


def capitalised(marked: Marked) -> Marked:
    """The same with a capital first letter. A letter whose capital is longer (ß) stays."""
    first = marked.text[:1].upper()
    return Marked(first + marked.text[1:], marked.marks) if len(first) == 1 else marked


def utf16(text: str, index: int) -> int:
    """The offset in UTF-16 code units of the code point at `index`, as browsers count."""
    return len(text[:index].encode("utf-16-le")) // 2


def code_point(text: str, index: int) -> int:
    """The other way round: the code point at an offset in UTF-16 code units."""
    return len(text.encode("utf-16-le")[: 2 * index].decode("utf-16-le", errors="ignore"))


def claims_of(marked: Marked) -> list[Claim]:
    """The marks as claims."""
    return [
        Claim(
            marked.text[m.start : m.end],
            utf16(marked.text, m.start),
            utf16(marked.text, m.end),
            m.kind,
            m.supported_by,
        )
        for m in marked.marks
    ]
