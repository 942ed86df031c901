"""What two texts differ in, as lines of a unified diff."""

import difflib
from typing import Literal

from msgspec import Struct

Kind = Literal["added", "removed", "place", "same"]


class DiffLine(Struct, frozen=True):
    kind: Kind
    text: str


def differences(before: str, after: str) -> list[DiffLine]:
    """The changed lines with three around them; empty where the texts are equal."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=3)
    return [_line(line) for number, line in enumerate(lines) if number > 1]  # the first two name files


def _line(line: str) -> DiffLine:
    kinds: dict[str, Kind] = {"+": "added", "-": "removed", "@": "place"}
    return DiffLine(kinds.get(line[:1], "same"), line)
