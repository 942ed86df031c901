"""A passage: a piece of a policy, past ticket or macro, with its address."""

from datetime import date
from typing import Literal

from msgspec import Struct

PassageKind = Literal["policy", "ticket", "macro"]


class Passage(Struct, frozen=True):
    """A result of search. `section` is the address, such as `returns#how-long`; `version` counts from 1."""

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
