"""All cases followed through a tree at once: each way's region is known, and every question is asked of that."""

from server.refunds.proof.explore import Explored, Explorer, everyone
from server.refunds.proof.ground import LEFT, Exit, Ground
from server.refunds.proof.regions import NOTHING, Region
from server.refunds.proof.shape import Way
from server.refunds.proof.witness import smallest_facts


class ByRegions:
    """TooTangled, at any question, where the regions have too many parts."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        ground.space.regions.count_anew()
        self._explorer = Explorer(ground.space, ground.tree, ground.back)
        self._explored: Explored = self._explorer.explore(everyone(ground.tree, ground.space))

    def comes_to(self, node: str) -> bool:
        """Whether any possible case comes to the node."""
        return self._can_be(self._explored.arrived[node])

    def takes(self, exit_: Exit) -> bool:
        """Whether any possible case takes the exit."""
        return self._can_be(self._taking(exit_))

    def facts(self, exit_: Exit, within: Region) -> dict[str, object] | None:
        """A smallest set of facts of the cases `within` that take the exit; None where none can be."""
        return self._facts(self._ground.space.regions.both(self._taking(exit_), within))

    def facts_going_round(self, way: Way) -> dict[str, object]:
        """A smallest set of facts that take a way back and come to it again; empty where none is known."""
        taken = self._taking((way.node, way.branch))
        if way.onwards is None or taken == NOTHING:
            return {}
        again = self._explorer.explore({way.onwards: taken})
        return self._facts(again.taken.get((way.node, way.branch), NOTHING)) or {}

    def _taking(self, exit_: Exit) -> Region:
        node, branch = exit_
        return self._explored.left[node] if branch == LEFT else self._explored.taken.get((node, branch), NOTHING)

    def _facts(self, region: Region) -> dict[str, object] | None:
        ground = self._ground
        return smallest_facts(ground.space, region, ground.possible) if self._can_be(region) else None

    def _can_be(self, region: Region) -> bool:
        return self._ground.space.regions.meet(region, self._ground.possible)
