"""The sentences of a policy, each with its line in the file."""

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from server.domain.policy import Policy
from server.stores.policy_lint.words import Words
from server.tickets.sentences import fold

_END = re.compile(r"(?<=[.!?])(?<!\b\d\.)(?<!\b\d\d\.)(?<!\bNr\.)(?<!\bca\.)(?<!\bz\.)(?<!\bB\.)(?<!\bno\.)\s+")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_UNDERLINE = re.compile(r"\s*(=+|-+)\s*")
_MARKS = re.compile(r"[*`]|\[(?=[^\]]*\]\()|\]\([^)]*\)")


class Statement(Struct, frozen=True):
    """A sentence as written, and `folded` with number words as digits. `line` counts from the top of the file."""

    policy: Policy
    section: str
    line: int
    text: str
    folded: str


def statements(policy: Policy, text: str, words: Words) -> list[Statement]:
    """All sentences of a policy whose file is `text`; those of a statutory model form are left out."""
    lines = text.replace("\r\n", "\n").split("\n")
    ends = [section.line for section in policy.sections[1:]] + [len(lines) + 1]
    found: list[Statement] = []
    for section, end in zip(policy.sections, ends, strict=True):
        body = lines[section.line : end - 1]
        if words.form.search("\n".join(body)):
            continue
        found += [
            Statement(policy, section.slug, line, sentence, folded(sentence, words))
            for line, sentence in _sentences(body, section.line + 1)
        ]
    return found


def folded(sentence: str, words: Words) -> str:
    """The sentence as patterns see it: folded, and "dreißig Tage" as "30 tage"."""
    text = " ".join(fold(_MARKS.sub("", sentence)).split())
    tokens = text.split(" ")
    for at, (token, following) in enumerate(pairwise([*tokens, ""])):
        if token in words.numbers and any(unit.match(following) for unit in words.units.values()):
            tokens[at] = str(words.numbers[token])
    return words.beside.sub(" ", " ".join(tokens))


def _sentences(body: list[str], first_line: int) -> Iterator[tuple[int, str]]:
    """Each sentence with the line it begins in; a paragraph may be wrapped, a list item stands for itself."""
    paragraph: list[tuple[int, str]] = []
    for number, line in enumerate([*body, ""], start=first_line):
        if not line.strip() or _UNDERLINE.fullmatch(line) or _LIST_ITEM.match(line):
            yield from _split(paragraph)
            paragraph = []
        if line.strip() and not _UNDERLINE.fullmatch(line):
            paragraph.append((number, _LIST_ITEM.sub("", line, count=1).strip()))
    yield from _split(paragraph)


def _split(paragraph: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    text = " ".join(line for _, line in paragraph)
    starts, at = [], 0
    for number, line in paragraph:
        starts.append((at, number))
        at += len(line) + 1
    begin = 0
    for end in [*(hit for hit in _END.finditer(text)), None]:
        sentence = text[begin : end.start() if end else len(text)].strip()
        if sentence:
            yield next(number for start, number in reversed(starts) if start <= begin), sentence
        begin = end.end() if end else len(text)
