"""What concepts say together: a reading finds where a sentence says something, whatever its words."""

from msgspec import Struct

from server.drafting.reading.when import When

WITHIN = 14
"""Words apart, where a reading does not say; a mark counts as several."""


class Found(Struct, frozen=True):
    """Words of a concept, at code points `start` to `end` of a sentence.

    `first` and `last` are places as counted by `within`.
    """

    first: int
    last: int
    start: int
    end: int

    def overlaps(self, other: "Found") -> bool:
        """Whether they share a word."""
        return self.first <= other.last and other.first <= self.last

    def holds(self, other: "Found") -> bool:
        """Whether it is longer, and the other one's words are among its own."""
        is_longer = self.last - self.first > other.last - other.first
        return is_longer and self.first <= other.first and other.last <= self.last


class Told(Struct, frozen=True):
    """A sentence's concepts: a bit for each in `mask`, and where they stand by its number."""

    mask: int = 0
    found: dict[int, list[Found]] = {}


class Reading(Struct, frozen=True):
    """Of each group of `together` one concept stands within so many words, and none of `without` in the sentence.

    Groups and `without` hold a bit for each concept, `numbers` each group's concepts. `law`: rows or letters of which
    one must apply; empty: always. `wide`: its words stand in much that takes no right away
    (`python -m evals.benchmarks.wide_rules`).
    """

    together: tuple[int, ...]
    numbers: tuple[tuple[int, ...], ...]
    without: int
    law: tuple[str, ...]
    when: When | None
    within: int
    wide: bool

    def found_in(self, told: Told) -> tuple[int, int] | None:
        """From where to where the sentence says it."""
        if told.mask & self.without:
            return None
        for group in self.together:
            if not told.mask & group:
                return None
        groups = [[found for number in numbers for found in told.found.get(number, ())] for numbers in self.numbers]
        for found in groups[0]:
            others = [[other for other in group if not other.overlaps(found)] for group in groups[1:]]
            if not all(others):
                continue
            near = [found, *(min(group, key=lambda other: abs(other.first - found.first)) for group in others)]
            if max(word.last for word in near) - min(word.first for word in near) <= self.within:
                return min(word.start for word in near), max(word.end for word in near)
        return None
