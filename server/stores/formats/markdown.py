"""Markdown files of a pack: front matter as YAML, headings as sections with stable addresses."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from server.domain.policy import Section
from server.stores.formats.findings import SENTENCES, Findings
from server.stores.formats.yaml12 import Document, read_yaml

_MARK = "---"
_HEADING = re.compile(r" {0,3}#{1,6}(?=[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_STARTS_A_BLOCK = re.compile(r"\s*([-*+>]|\d+[.)])(\s|$)| {4}|\t")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class MarkdownFile(Struct, frozen=True):
    """A file's front matter, and its body from line `body_line` on."""

    front_matter: Document
    body: str
    body_line: int


class _Heading(Struct, frozen=True):
    """A heading's text and the lines it takes up, counted from 0, end not included."""

    text: str
    start: int
    end: int


def read_markdown(text: str, file: str, findings: Findings) -> MarkdownFile | None:
    """The file in its two parts; None and a finding without readable front matter."""
    lines = text.replace("\r\n", "\n").split("\n")
    marks = [number for number, line in enumerate(lines) if line.rstrip() == _MARK]
    if len(marks) < 2 or marks[0] != 0:
        findings.add("unreadable", file, 1, SENTENCES("markdown.no_front_matter"))
        return None
    end = marks[1]
    front_matter = read_yaml("\n".join(lines[1:end]), file, findings, first_line=2)
    body = "\n".join(lines[end + 1 :])
    return None if front_matter is None else MarkdownFile(front_matter, body, end + 2)


def sections(markdown: MarkdownFile, findings: Findings) -> list[Section]:
    """A section for each heading, with the text up to the next one; doubled or empty addresses are findings."""
    file, lines = markdown.front_matter.file, markdown.body.split("\n")
    end = _Heading("", len(lines), len(lines))
    found: dict[str, Section] = {}
    for heading, following in pairwise([*_headings(lines), end]):
        line = markdown.body_line + heading.start
        title, slug = _title_and_slug(heading.text)
        if not _SLUG.fullmatch(slug):
            findings.add("bad_value", file, line, SENTENCES("markdown.no_address", slug=slug))
        elif slug in found:
            said = SENTENCES("markdown.address_taken", slug=slug, line=found[slug].line)
            findings.add("duplicate", file, line, said)
        else:
            text = "\n".join(lines[heading.end : following.start]).strip()
            found[slug] = Section(slug, title, text, line)
    return list(found.values())


def slug_of(text: str) -> str:
    """A heading's address: lower case, ä→ae ö→oe ü→ue ß→ss, other runs → `-`."""
    plain = unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS)
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")


def _title_and_slug(text: str) -> tuple[str, str]:
    title, brace, explicit = text.rpartition("{#")
    if brace and explicit.endswith("}"):
        return _without_emphasis(title), explicit[:-1]
    return _without_emphasis(text), slug_of(text)


def _without_emphasis(text: str) -> str:
    return text.replace("*", "").replace("`", "").strip()


def _headings(lines: list[str]) -> Iterator[_Heading]:
    """`# Text` and underlined text, but nothing inside fenced code or comments."""
    fence: str | None = None
    is_comment = False
    paragraph: int | None = None  # where the plain text began that an underline would make a heading
    for number, line in enumerate(lines):
        if fence is not None:
            fence = None if _closes(fence, line) else fence
        elif is_comment or line.lstrip().startswith("<!--"):
            is_comment, paragraph = "-->" not in line, None
        elif opening := _FENCE.match(line):
            fence, paragraph = opening[1], None
        elif mark := _HEADING.match(line):
            paragraph = None
            yield _Heading(_without_closing_marks(line[mark.end() :]), number, number + 1)
        elif paragraph is not None and _UNDERLINE.fullmatch(line):
            yield _Heading(" ".join(part.strip() for part in lines[paragraph:number]), paragraph, number + 1)
            paragraph = None
        elif not line.strip() or _STARTS_A_BLOCK.match(line) or _UNDERLINE.fullmatch(line):
            paragraph = None
        elif paragraph is None and (number == 0 or not _STARTS_A_BLOCK.match(lines[number - 1])):
            paragraph = number


def _closes(fence: str, line: str) -> bool:
    mark = line.strip()
    return len(mark) >= len(fence) and set(mark) == {fence[0]}


def _without_closing_marks(text: str) -> str:
    """`## Text ##` is `Text`; `## C#` stays."""
    text = text.strip()
    bare = text.rstrip("#")
    return bare.rstrip() if not bare or bare[-1] in " \t" else text
