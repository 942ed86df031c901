"""Where personal data stands in a text."""

from importlib.resources import files
from typing import Literal

import msgspec
from msgspec import Struct

Kind = Literal["NAME", "EMAIL", "PHONE", "ADDRESS", "IBAN", "CARD", "HANDLE", "TEXT"]
"""What stands there. TEXT: nothing personal, only text that looks like one of our placeholders."""


class Span(Struct, frozen=True):
    """`start` to `end` of a text, and what is put back for it; spans of one kind and `key` share a placeholder."""

    start: int
    end: int
    kind: Kind
    key: str
    value: str


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """words.yaml."""

    beside_names: set[str]
    also_words: set[str]
    before_phones: set[str]
    before_other_numbers: set[str]
    before_places: set[str]
    no_streets: set[str]


WORDS = msgspec.yaml.decode(files("server.tickets.redaction").joinpath("words.yaml").read_bytes(), type=Words)
