"""Sets of cases, exact and small: decision diagrams over variables with a few cells each.

A region is a number; equal sets have equal numbers. A diagram asks its variables in one fixed order and leaves
out those that make no difference, so a union of a thousand ways through a tree stays as small as what it says.
"""

from collections.abc import Iterable, Sequence

Region = int
NOTHING: Region = 0
EVERYTHING: Region = 1

MOST_WORK = 400_000
"""Cells compared. A count and no clock, so that a tree is proved everywhere or nowhere."""


class TooTangled(Exception):
    """The regions of this tree have more parts than can be compared in a time that somebody waits for."""


class Regions:
    """The regions over variables with `sizes[v]` cells each; `v` counts from 0, and so do cells."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = list(sizes)
        self._nodes: list[tuple[int, tuple[Region, ...]]] = [(len(sizes), ()), (len(sizes), ())]
        self._numbers: dict[tuple[int, tuple[Region, ...]], Region] = {}
        self._cuts: dict[tuple[Region, Region], Region] = {}
        self._unions: dict[tuple[Region, Region], Region] = {}
        self._complements: dict[Region, Region] = {NOTHING: EVERYTHING, EVERYTHING: NOTHING}
        self._meetings: dict[tuple[Region, Region], bool] = {}
        self._work_left = MOST_WORK

    def where(self, variable: int, cells: Iterable[int]) -> Region:
        """The cases in which `variable` lies in one of `cells`."""
        chosen = set(cells)
        return self.split(variable, [EVERYTHING if c in chosen else NOTHING for c in range(self.sizes[variable])])

    def split(self, variable: int, parts: list[Region]) -> Region:
        """For each cell of `variable` its own region; the parts ask later variables only."""
        self._count(len(parts))
        if parts.count(parts[0]) == len(parts):
            return parts[0]
        key = (variable, tuple(parts))
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._nodes)
            self._nodes.append(key)
        return number

    def variable_of(self, region: Region) -> int:
        """The first variable that makes a difference; one past the last where none does."""
        return self._nodes[region][0]

    def part(self, region: Region, variable: int, cell: int) -> Region:
        """The region when `variable`, none after the first that makes a difference, lies in `cell`."""
        asked, parts = self._nodes[region]
        return parts[cell] if asked == variable else region

    def both(self, a: Region, b: Region) -> Region:
        """The cases in `a` and in `b`."""
        if a == b or b == EVERYTHING:
            return a
        if a == EVERYTHING:
            return b
        if NOTHING in (a, b):
            return NOTHING
        key = (a, b) if a < b else (b, a)
        found = self._cuts.get(key)
        if found is None:
            variable, pairs = self._pairs(a, b)
            found = self._cuts[key] = self.split(variable, [self.both(x, y) for x, y in pairs])
        return found

    def either(self, a: Region, b: Region) -> Region:
        """The cases in `a` or in `b`."""
        if a == b or b == NOTHING:
            return a
        if a == NOTHING:
            return b
        if EVERYTHING in (a, b):
            return EVERYTHING
        key = (a, b) if a < b else (b, a)
        found = self._unions.get(key)
        if found is None:
            variable, pairs = self._pairs(a, b)
            found = self._unions[key] = self.split(variable, [self.either(x, y) for x, y in pairs])
        return found

    def outside(self, region: Region) -> Region:
        """All other cases."""
        found = self._complements.get(region)
        if found is None:
            variable, parts = self._nodes[region]
            found = self._complements[region] = self.split(variable, [self.outside(part) for part in parts])
        return found

    def meet(self, a: Region, b: Region) -> bool:
        """Whether any case is in both."""
        if NOTHING in (a, b):
            return False
        if EVERYTHING in (a, b) or a == b:
            return True
        key = (a, b) if a < b else (b, a)
        found = self._meetings.get(key)
        if found is None:
            pairs = self._pairs(a, b)[1]
            self._count(len(pairs))
            found = self._meetings[key] = any(self.meet(x, y) for x, y in pairs)
        return found

    def _pairs(self, a: Region, b: Region) -> tuple[int, list[tuple[Region, Region]]]:
        """Both regions, cell by cell of the first variable that either asks."""
        (asked_a, parts_a), (asked_b, parts_b) = self._nodes[a], self._nodes[b]
        if asked_a == asked_b:
            return asked_a, list(zip(parts_a, parts_b, strict=True))
        if asked_a < asked_b:
            return asked_a, [(part, b) for part in parts_a]
        return asked_b, [(a, part) for part in parts_b]

    def count_anew(self) -> None:
        """Allow as much work again as at first."""
        self._work_left = MOST_WORK

    def _count(self, cells: int) -> None:
        self._work_left -= cells
        if self._work_left < 0:
            raise TooTangled
