"""How much of a draft is still there in what was sent."""

import re

from msgspec import Struct

_WORD = re.compile(r"\w+")


class Survival(Struct, frozen=True):
    """Words of a draft, and how many of them survived."""

    words: int
    survived: int

    @property
    def share(self) -> float:
        """1 for a draft without words: nothing of it was lost."""
        return self.survived / self.words if self.words else 1.0


def survival(draft: str, sent: str) -> Survival:
    """The words of the draft that stand in the sent text in the same order, case and all.

    It is the length of the longest common subsequence of words (runs of letters and digits). Words that the agent added
    lower nothing; a word that was moved counts as lost.
    """
    words = _WORD.findall(draft)
    return Survival(len(words), _common(words, _WORD.findall(sent)))


def _common(first: list[str], second: list[str]) -> int:
    """Length of the longest common subsequence, a row of the table in one integer (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for at, word in enumerate(first):
        places[word] = places.get(word, 0) | 1 << at
    everything = (1 << len(first)) - 1
    row = everything
    for word in second:
        matches = row & places.get(word, 0)
        row = (row + matches | row - matches) & everything
    return len(first) - row.bit_count()
