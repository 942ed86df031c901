"""Following all cases through a tree at once: which come to a node, and which take each way out of it."""

from collections.abc import Mapping

from msgspec import Struct

from server.domain.tree import Node, Tree
from server.refunds.proof.regions import NOTHING, Region
from server.refunds.proof.shape import Way, in_order, ways_of
from server.refunds.proof.space import Space

Ways = dict[tuple[str, int | None], Region]


class Explored(Struct, frozen=True):
    """The regions of a tree. `arrived` by node; `taken` by way (node, branch); `left`: no branch takes them."""

    arrived: dict[str, Region]
    taken: Ways
    left: dict[str, Region]


class Explorer:
    """Walks one tree in one space. Ways `back` are taken note of, and not followed."""

    def __init__(self, space: Space, tree: Tree, back: list[Way]) -> None:
        self._space = space
        self._tree = tree
        self._back = {(way.node, way.branch) for way in back}
        self._order = in_order(tree, self._back)
        self._tests = {name: _passing(space, node) for name, node in tree.nodes.items()}

    def explore(self, start: Mapping[str, Region]) -> Explored:
        """Where the cases that stand at `start`, by node, go from there."""
        regions = self._space.regions
        arrived = {**dict.fromkeys(self._tree.nodes, NOTHING), **start}
        taken: Ways = {}
        left = dict.fromkeys(self._tree.nodes, NOTHING)
        for name in self._order:
            if arrived[name] == NOTHING:
                continue
            node = self._tree.nodes[name]
            left[name] = self._share_out(node, arrived[name], taken)
            for way in ways_of(node):
                if way.onwards is not None and (name, way.branch) not in self._back:
                    going = taken[name, way.branch]
                    arrived[way.onwards] = regions.either(arrived[way.onwards], going)
        return Explored(arrived, taken, left)

    def _share_out(self, node: Node, arrived: Region, taken: Ways) -> Region:
        """Note which of those that have arrived take each way; what is left of them."""
        regions = self._space.regions
        unknown = self._space.unknown(node.fact)
        taken[node.id, None] = regions.both(arrived, unknown)
        rest = regions.both(arrived, regions.outside(unknown))
        for number, passing in enumerate(self._tests[node.id]):
            taken[node.id, number] = regions.both(rest, passing)
            rest = regions.both(rest, regions.outside(passing))
        return rest


def _passing(space: Space, node: Node) -> list[Region]:
    return [space.passing(node.fact, branch.test) for branch in node.branches]


def everyone(tree: Tree, space: Space) -> dict[str, Region]:
    """All cases of the space's scenario, at the start of the tree."""
    return {tree.start: space.in_scenario()}
