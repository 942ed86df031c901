"""Each question asked of a tree's ways by itself: some case that answers it is looked for, or it is shown that none is.

For trees that combine too many limits for all cases to be told apart at once.
"""

from server.refunds.proof.boxes import Box
from server.refunds.proof.ground import Exit, Ground
from server.refunds.proof.paths import Paths, Step
from server.refunds.proof.regions import EVERYTHING, Region
from server.refunds.proof.search import Search, Tries
from server.refunds.proof.shape import Way
from server.refunds.proof.space import UNKNOWN_CELL, shown


class ByPaths:
    """TooTangled, at any question, after more tries than a tree may take."""

    def __init__(self, ground: Ground, tries: Tries) -> None:
        self._ground = ground
        self._tries = tries
        ground.space.regions.count_anew()
        self._paths = Paths(ground.space, ground.tree, ground.back)
        self._taking: dict[Exit, list[Box]] = {}

    def comes_to(self, node: str) -> bool:
        """Whether any possible case comes to the node."""
        return any(self.takes(step.exit) for step in self._paths.steps[node])

    def takes(self, exit_: Exit) -> bool:
        """Whether any possible case takes the exit."""
        return exit_ in self._taking or self._find(exit_, EVERYTHING) is not None

    def facts(self, exit_: Exit, within: Region) -> dict[str, object] | None:
        """Facts that show a case `within` that takes the exit, none of which can be left out.

        None where no case can be.
        """
        case = self._find(exit_, within)
        return None if case is None else self._needed(case, exit_, within)

    def facts_going_round(self, way: Way) -> dict[str, object]:
        """Empty: where the case goes on after a way back is not looked for."""
        return {}

    def _find(self, exit_: Exit, region: Region) -> Box | None:
        boxes, possible = self._paths.boxes, self._ground.possible
        tried = (case for case in self._taking.get(exit_, []) if boxes.holds(region, case))
        return next(tried, None) or Search(self._paths, exit_, region, possible, self._tries).find(self._note)

    def _note(self, case: Box, walk: list[Step]) -> None:
        for step in walk:
            self._taking.setdefault(step.exit, []).append(case)

    def _needed(self, case: Box, exit_: Exit, within: Region) -> dict[str, object]:
        """What the bare walk has to know of a case to go its way."""
        space, boxes, paths = self._ground.space, self._paths.boxes, self._paths
        given = {number for number in space.number.values() if boxes.cell_of(case, number) != UNKNOWN_CELL}
        waiting = sorted(given, reverse=True)
        while waiting:
            number = waiting.pop()
            barer = boxes.with_cell(case, number, UNKNOWN_CELL)
            if boxes.holds(within, barer) and any(step.exit == exit_ for step in paths.bare_walk(barer)):
                # What was needed before may not be any more.
                case = barer
                given.remove(number)
                waiting = sorted(given, reverse=True)
        cells = {number: boxes.cell_of(case, number) for number in range(len(space.variables))}
        return shown(space.variables, {n: c for n, c in cells.items() if cells[space.number[space.variables[n].fact]]})
