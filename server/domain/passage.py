"""A passage: a piece of a policy, past ticket or macro, with its address."""

from datetime import date
from typing import Literal

from msgspec import Struct

PassageKind = Literal["policy", "ticket", "macro"]


class Found(Struct, frozen=True):
    """Why a search found a passage.

    `meaning`: how near it is to the question, in standard deviations above the other passages of its language;
    null while it has no vector. `wording`: the same of the words shared, rare ones counting more (BM25). `words`:
    those that it shares with the question, as stems.
    """

    meaning: float | None
    wording: float
    words: list[str]


class Passage(Struct, frozen=True):
    """A result of search. `section` is the address, such as `returns#how-long`; `version` counts from 1.

    `found` is null where nothing was searched for.
    """

    id: str
    kind: PassageKind
    title: str
    section: str | None
    text: str
    language: str
    audience: Literal["public", "internal"]
    version: int
    valid_from: date | None
    valid_to: date | None
    score: float
    found: Found | None


class Searchable(Struct, frozen=True):
    """A passage as it is indexed: `source_id` says what it is a piece of, `heading` and `body` are what is searched."""

    source_id: str
    passage: Passage
    heading: str
    body: str
