"""Mails that give orders to the machine that reads them: in plain words, hidden, encoded, or in a file's name.

Such words change nothing (they are fenced in every prompt, and no fact comes from them); this tells the agent. Whoever
writes about instructions as people do, or takes back their own words, is not accused.
"""

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from typing import Literal
from urllib.parse import unquote

import msgspec
import yaml
from msgspec import Struct

from server.domain.ticket import Ticket
from server.tickets.sentences import fold

Where = Literal["message", "subject", "attachment", "name", "order_note"]

_CHARACTERS_READ = 20_000
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u034f\u180e]")
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
_LONGEST_FLAG = 8
_ENCODED = re.compile(r"(?<![\w+/])[A-Za-z0-9+/]{24,}={0,2}(?![\w+/])")
_SPACED_OUT = re.compile(r"(?<!\w)(?:\w[ ._*-]){5,}\w(?!\w)")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_LOOKALIKES = str.maketrans("аеорсухіѕјԁɡոһАЕОРСУХІЅЈ", "aeopcyxisjdgnhAEOPCYXISJ")
_LEET = str.maketrans("013457@$", "oieastas")
_SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]?")
_UNDERSCORES = re.compile(r"[_+]+|(?<=\w)[-.](?=\w)")


class _Sign(Struct, frozen=True, forbid_unknown_fields=True):
    says: str
    unless: str | None = None


class _Signs(Struct, frozen=True, forbid_unknown_fields=True):
    start: str
    signs: list[_Sign]


class HostileWords(Struct, frozen=True):
    """Words that give orders to a machine, and where they stand; `message` counts from 0 among all messages."""

    where: Where
    words: str
    message: int | None = None


def _read() -> list[tuple[re.Pattern[str], re.Pattern[str] | None]]:
    text = files("server.tickets").joinpath("hostile.yaml").read_text("utf-8")
    data = msgspec.convert(yaml.safe_load(text), _Signs, strict=True)
    return [
        (
            re.compile(sign.says.replace("{start}", data.start), re.MULTILINE),
            re.compile(sign.unless) if sign.unless else None,
        )
        for sign in data.signs
    ]


_SIGNS = _read()


def hostile_words(ticket: Ticket, order_notes: str | None = None) -> list[HostileWords]:
    """What in a ticket gives orders to a machine: one entry a place, in order; empty for nearly every ticket."""
    found = [_in(ticket.subject, "subject"), _in(ticket.sender.name, "name")]
    for at, message in enumerate(ticket.messages):
        if message.author == "customer":
            found.append(_in(message.text, "message", at))
            names = [attachment.name for attachment in message.attachments or [] if attachment.name]
            found += [_in(_UNDERSCORES.sub(" ", name), "attachment", at) for name in names]
    found.append(_in(order_notes, "order_note"))
    return [words for words in found if words]


def _in(text: str | None, where: Where, message: int | None = None) -> HostileWords | None:
    for reading in _readings((text or "")[:_CHARACTERS_READ]):
        words = _order_in(reading)
        if words:
            return HostileWords(where, " ".join(words.split()), message)
    return None


def _readings(text: str) -> Iterator[str]:
    """The text as people see it, then what is hidden in it."""
    if not text.strip():
        return
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_LOOKALIKES)
    yield plain
    hidden = "".join(chr(ord(sign) - 0xE0000) for run in _TAGS.findall(text) for sign in run)
    if len(hidden) > _LONGEST_FLAG:
        yield hidden
    if "&" in plain or _PERCENT.search(plain):
        yield html.unescape(unquote(plain))
    yield from filter(None, map(_decoded, _ENCODED.findall(plain)))
    if _SPACED_OUT.search(plain):
        yield _SPACED_OUT.sub(lambda found: re.sub(r"[ ._*-]", "", found[0]), plain)
    if re.search(r"[a-z][013457@$]+[a-z]", plain, re.IGNORECASE):
        yield re.sub(
            r"(?<=[a-z])[013457@$]+|[013457@$]+(?=[a-z])", lambda f: f[0].translate(_LEET), plain, flags=re.IGNORECASE
        )


def _decoded(encoded: str) -> str | None:
    try:
        text = base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return text if text.isprintable() else None


def _order_in(text: str) -> str | None:
    """The first words that order, unless their sentence is a harmless one."""
    folded = _folded(text)
    for says, unless in _SIGNS:
        for match in says.finditer(folded):
            if unless is None or not unless.search(_sentence_around(folded, match)):
                return match[0].strip(" \n.,:;!?([>*#\"'-")
    return None


def _folded(text: str) -> str:
    """Folded line by line, so that the beginning of a line is still one."""
    return "\n".join(" ".join(fold(line).split()) for line in text.splitlines())


def _sentence_around(text: str, match: re.Match[str]) -> str:
    """From the mark before the match to the mark after it."""
    start = max(text.rfind(mark, 0, match.start() + 1) for mark in ".!?\n") + 1
    ends = [end for mark in ".!?\n" if (end := text.find(mark, match.end())) >= 0]
    return text[min(start, match.start()) : min(ends, default=len(text))]
