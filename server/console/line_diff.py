"""Two texts as the lines of a unified diff, each with what it is."""

import difflib
from typing import Literal

from msgspec import Struct


class DiffLine(Struct, frozen=True):
    """`kind` is the class that colours it."""

    kind: Literal["added", "removed", "place", "same"]
    text: str


_KINDS: dict[str, Literal["added", "removed", "place"]] = {"+": "added", "-": "removed", "@": "place"}


def diff_lines(before: str, after: str) -> list[DiffLine]:
    """The lines that differ, three around each; empty where the texts say the same."""
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm=""))
    return [DiffLine(_KINDS.get(line[:1], "same"), line) for line in lines[2:]]
