"""Looking for a case that takes an exit, where all cases at once are too many to be told apart.

A box is narrowed down to those that may take it. Of these, the widest way there is tried, and a case from the middle.
Where both go astray, the box is split at the last question that the case answered before it was lost: those that answer
otherwise, and those that answer as it did. A box that narrows to nothing has no such case, so the search is exact both
ways; it ends because each half is smaller.
"""

from collections.abc import Callable, Iterator

from server.refunds.proof.boxes import Box
from server.refunds.proof.ground import Exit
from server.refunds.proof.paths import Paths, Step
from server.refunds.proof.regions import Region, TooTangled

MOST_TRIES = 5_000
"""Boxes tried for one tree. A count and no clock, so that a tree is proved everywhere or nowhere."""


class Tries:
    """How many boxes may still be tried."""

    def __init__(self) -> None:
        self._left = MOST_TRIES

    def count(self) -> None:
        """TooTangled after the last."""
        self._left -= 1
        if self._left < 0:
            raise TooTangled


class Search:
    """Looks for a case that takes the exit `goal`, is `possible` and lies in `region`."""

    def __init__(self, paths: Paths, goal: Exit, region: Region, possible: Region, tries: Tries) -> None:
        self._paths = paths
        self._boxes = paths.boxes
        self._goal = goal
        self._region = region
        self._possible = possible
        self._hull = paths.boxes.hull(region) & paths.boxes.hull(possible)
        self._tries = tries

    def find(self, on_case: Callable[[Box, list[Step]], None]) -> Box | None:
        """Such a case, with one cell for each variable; None where there is none.

        `on_case` hears of each case that is tried, and how it walks. TooTangled after too many tries.
        """
        waiting = [self._paths.everyone]
        while waiting:
            self._tries.count()
            within = self._paths.narrowed(waiting.pop(), self._goal, self._hull)
            if not within:
                continue
            here = within[self._paths.start]
            for box in (self._paths.widest(within, self._goal), here):
                some = self._boxes.some_in(self._region, self._possible, box)
                if not some:
                    continue
                case = self._boxes.middle_of(some)
                walk = self._paths.walk(case)
                on_case(case, walk)
                if any(step.exit == self._goal for step in walk):
                    return case
                waiting += self._halves(here, _until_lost(walk, case, within))
        return None

    def _halves(self, box: Box, walk: list[Step]) -> Iterator[Box]:
        """Those that leave the walk at its last open question, and those that stay on it there."""
        for step in reversed(walk):
            for stretch in self._boxes.stretches:
                if box & stretch & ~step.box:
                    yield box & ~(step.box & stretch)
                    yield box & (step.box | ~stretch)
                    return


def _until_lost(walk: list[Step], case: Box, within: dict[str, Box]) -> list[Step]:
    """The walk up to the step after which it cannot come to the goal any more."""
    for number, step in enumerate(walk):
        if case & ~within.get(step.onwards or "", 0):
            return walk[: number + 1]
    return walk
