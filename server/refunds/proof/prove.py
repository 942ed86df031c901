"""Everything that can go wrong in a tree, proved for every case that there can be, with the facts that show it."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from server.domain.fact_tests import FactTest
from server.domain.store import Store
from server.domain.tree import Tree
from server.refunds.law.table import TABLES, LawTable, Row
from server.refunds.proof.explore import Explored, Explorer, everyone
from server.refunds.proof.legal import Law
from server.refunds.proof.possible import possible
from server.refunds.proof.regions import NOTHING, Region, TooTangled
from server.refunds.proof.scenarios import Scenario, scenarios
from server.refunds.proof.shape import Way, reached, ways_back, ways_of
from server.refunds.proof.space import Space
from server.refunds.proof.witness import smallest_facts

FlawCode = Literal[
    "cycle", "unreachable_node", "unused_outcome", "gap", "shadowed_branch", "harsher_than_law", "unproven"
]


class Flaw(Struct, frozen=True):
    """One thing that is wrong, at `line` of the tree's file.

    `node` and `branch` say where (None where the flaw is an outcome's or an unknown fact's way), `leads_to` the
    node or outcome behind that branch. `facts`: a smallest set that shows it, as `kulanz decide --facts` takes it.
    `row`: the row of the law that is not met. `order_day`: a day whose orders show it, None where that makes no
    difference.
    """

    code: FlawCode
    line: int
    node: str | None
    branch: int | None
    leads_to: str | None
    facts: dict[str, object]
    row: Row | None = None
    order_day: date | None = None


def prove(tree: Tree, store: Store) -> list[Flaw]:
    """All flaws of the tree under the store's parameters and its law, by line; empty where it is sound.

    Shown, not sampled: each fact's domain is split where the tree's tests and the law's change their answer, and
    every combination of cells that can be is in one of the regions that are compared here. Where those are too many,
    `unproven` says so, and only what the tree's shape alone tells is told beside it.
    """
    try:
        return _proved(tree, store)
    except TooTangled:
        return sorted(
            [Flaw("unproven", tree.nodes[tree.start].line, None, None, None, {}), *_by_shape(tree)], key=_line
        )


def _proved(tree: Tree, store: Store) -> list[Flaw]:
    back = ways_back(tree.nodes)
    table = TABLES.get(store.jurisdiction)
    proofs = [_Proof(tree, store, table, scenario, back) for scenario in scenarios(tree, store)]
    found: dict[tuple[object, ...], Flaw] = {}
    for proof in proofs:
        for flaw in proof.flaws():
            found.setdefault((flaw.code, flaw.node, flaw.branch, flaw.row and flaw.row.row), flaw)
    flaws = [*found.values(), *_never_seen(tree, proofs)]
    return sorted(flaws, key=_line)


def _by_shape(tree: Tree) -> Iterator[Flaw]:
    """What the ways alone tell: those that lead back, nodes without a last resort, nodes that nothing leads to."""
    for way in ways_back(tree.nodes):
        yield Flaw("cycle", way.line, way.node, way.branch, way.onwards, {})
    for node in tree.nodes.values():
        if not any(branch.test.operator == "otherwise" for branch in node.branches):
            yield Flaw("gap", node.line, node.id, None, None, {})
    within = reached(tree)
    for node in tree.nodes.values():
        if node.id not in within:
            yield Flaw("unreachable_node", node.line, node.id, None, None, {})


def _line(flaw: Flaw) -> int:
    return flaw.line


class _Proof:
    """The proof in one scenario: what is wrong there, and what happens there at all."""

    def __init__(self, tree: Tree, store: Store, table: LawTable | None, scenario: Scenario, back: list[Way]) -> None:
        self._tree = tree
        self._scenario = scenario
        self._back = back
        self._space = Space(tree, table, store, scenario)
        self._law = Law(self._space, table) if table else None
        self._possible = possible(self._space)
        self._explorer = Explorer(self._space, tree, back)
        self._explored: Explored = self._explorer.explore(everyone(tree, self._space))

    def comes_to(self, node: str) -> bool:
        return self._can_be(self._explored.arrived[node])

    def is_taken(self, node: str, branch: int | None) -> bool:
        return self._can_be(self._explored.taken.get((node, branch), NOTHING))

    def passing(self, fact: str, test: FactTest) -> dict[str, object]:
        """A value of `fact` that passes the test, by its name; empty where none does."""
        return self._facts(self._space.passing(fact, test)) or {}

    def flaws(self) -> Iterator[Flaw]:
        """Cycles, gaps, and outcomes harsher than the law."""
        for way in self._back:
            facts = self._facts(self._going_round(way)) or {}
            yield self._flaw("cycle", way, facts)
        for name, region in self._explored.left.items():
            if self._can_be(region):
                line, facts = self._tree.nodes[name].line, self._facts(region) or {}
                yield Flaw("gap", line, name, None, None, facts, order_day=self._scenario.order_day)
        for node in self._tree.nodes.values():
            for way in ways_of(node):
                yield from self._too_harsh(way)

    def _too_harsh(self, way: Way) -> Iterator[Flaw]:
        taken = self._explored.taken.get((way.node, way.branch), NOTHING)
        if self._law is None or way.outcome is None or taken == NOTHING:
            return
        for row, unmet in self._law.unmet(self._tree.outcomes[way.outcome]):
            facts = self._facts(self._space.regions.both(taken, unmet))
            if facts is not None:
                yield self._flaw("harsher_than_law", way, facts, row)

    def _going_round(self, way: Way) -> Region:
        """The cases that take a way back and come to it again."""
        taken = self._explored.taken.get((way.node, way.branch), NOTHING)
        if way.onwards is None or taken == NOTHING:
            return NOTHING
        again = self._explorer.explore({way.onwards: taken})
        return again.taken.get((way.node, way.branch), NOTHING)

    def _flaw(self, code: FlawCode, way: Way, facts: dict[str, object], row: Row | None = None) -> Flaw:
        return Flaw(
            code, way.line, way.node, way.branch, way.onwards or way.outcome, facts, row, self._scenario.order_day
        )

    def _facts(self, region: Region) -> dict[str, object] | None:
        """A smallest set of facts of the region; None where no case can be in it."""
        return smallest_facts(self._space, region, self._possible) if self._can_be(region) else None

    def _can_be(self, region: Region) -> bool:
        return self._space.regions.meet(region, self._possible)


def _never_seen(tree: Tree, proofs: list[_Proof]) -> Iterator[Flaw]:
    """What happens in no scenario: nodes that no case comes to, branches that none takes, outcomes that none gets."""
    gets: set[str] = set()
    for node in tree.nodes.values():
        if not any(proof.comes_to(node.id) for proof in proofs):
            yield Flaw("unreachable_node", node.line, node.id, None, None, {})
            continue
        for way in ways_of(node):
            if any(proof.is_taken(node.id, way.branch) for proof in proofs):
                gets |= {way.outcome} if way.outcome else set()
            elif way.branch is not None:
                facts = proofs[0].passing(node.fact, node.branches[way.branch].test)
                yield Flaw("shadowed_branch", way.line, node.id, way.branch, way.onwards or way.outcome, facts)
    for outcome in tree.outcomes.values():
        if outcome.id not in gets:
            yield Flaw("unused_outcome", outcome.line, None, None, outcome.id, {})
