"""Everything that can go wrong in a tree, proved for every case that there can be, with the facts that show it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Literal, Protocol

from msgspec import Struct

from server.domain.fact_tests import FactTest
from server.domain.store import Store
from server.domain.tree import Tree
from server.refunds.law.table import TABLES, Row
from server.refunds.proof.by_paths import ByPaths
from server.refunds.proof.by_regions import ByRegions
from server.refunds.proof.ground import LEFT, Exit, Ground
from server.refunds.proof.regions import EVERYTHING, Region, TooTangled
from server.refunds.proof.scenarios import scenarios
from server.refunds.proof.search import Tries
from server.refunds.proof.shape import Way, reached, ways_back, ways_of
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


class Answers(Protocol):
    """Two means of proof give them: by_regions.py is quick for a tree that a shop draws, by_paths.py for a jumble."""

    def comes_to(self, node: str) -> bool: ...

    def takes(self, exit_: Exit) -> bool: ...

    def facts(self, exit_: Exit, within: Region) -> dict[str, object] | None: ...

    def facts_going_round(self, way: Way) -> dict[str, object]: ...


def prove(tree: Tree, store: Store) -> list[Flaw]:
    """All flaws of the tree under the store's parameters and its law, by line; empty where it is sound.

    Shown, not sampled: each fact's domain is split where the tree's tests and the law's change their answer, and
    no combination of cells that can be is left out. Where that takes too much work, `unproven` says so, and only what
    the tree's shape alone tells is told beside it.
    """
    try:
        grounds = grounds_of(tree, store)
    except TooTangled:
        return _unproven(tree)
    for means in (ByRegions, partial(ByPaths, tries=Tries())):
        try:
            return prove_by(means, grounds)
        except TooTangled:
            continue
    return _unproven(tree)


def grounds_of(tree: Tree, store: Store) -> list[Ground]:
    """One for each scenario. TooTangled where its cases alone are too many."""
    back, table = ways_back(tree.nodes), TABLES.get(store.jurisdiction)
    return [Ground(tree, store, table, scenario, back) for scenario in scenarios(tree, store)]


def prove_by(means: Callable[[Ground], Answers], grounds: Sequence[Ground]) -> list[Flaw]:
    """All flaws, as this means of proof tells them. TooTangled where that takes too much work."""
    proofs = [_Proof(ground, means(ground)) for ground in grounds]
    found: dict[tuple[object, ...], Flaw] = {}
    for proof in proofs:
        for flaw in proof.flaws():
            found.setdefault((flaw.code, flaw.node, flaw.branch, flaw.row and flaw.row.row), flaw)
    return sorted([*found.values(), *_never_seen(grounds[0].tree, proofs)], key=_line)


def _unproven(tree: Tree) -> list[Flaw]:
    return sorted([Flaw("unproven", tree.nodes[tree.start].line, None, None, None, {}), *_by_shape(tree)], key=_line)


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

    def __init__(self, ground: Ground, answers: Answers) -> None:
        self._ground = ground
        self.comes_to = answers.comes_to
        self.takes = answers.takes
        self._answers = answers

    def passing(self, fact: str, test: FactTest) -> dict[str, object]:
        """A value of `fact` that passes the test, by its name; empty where none does."""
        space, possible = self._ground.space, self._ground.possible
        region = space.passing(fact, test)
        return smallest_facts(space, region, possible) if space.regions.meet(region, possible) else {}

    def flaws(self) -> Iterator[Flaw]:
        """Cycles, gaps, and outcomes harsher than the law."""
        for way in self._ground.back:
            yield self._flaw("cycle", way, self._answers.facts_going_round(way))
        for node in self._ground.tree.nodes.values():
            facts = self._answers.facts((node.id, LEFT), EVERYTHING)
            if facts is not None:
                yield Flaw("gap", node.line, node.id, None, None, facts, order_day=self._ground.order_day)
        for node in self._ground.tree.nodes.values():
            for way in ways_of(node):
                yield from self._too_harsh(way)

    def _too_harsh(self, way: Way) -> Iterator[Flaw]:
        law = self._ground.law
        if law is None or way.outcome is None:
            return
        for row, unmet in law.unmet(self._ground.tree.outcomes[way.outcome]):
            facts = self._answers.facts((way.node, way.branch), unmet)
            if facts is not None:
                yield self._flaw("harsher_than_law", way, facts, row)

    def _flaw(self, code: FlawCode, way: Way, facts: dict[str, object], row: Row | None = None) -> Flaw:
        day = self._ground.order_day
        return Flaw(code, way.line, way.node, way.branch, way.onwards or way.outcome, facts, row, day)


def _never_seen(tree: Tree, proofs: list[_Proof]) -> Iterator[Flaw]:
    """What happens in no scenario: nodes that no case comes to, branches that none takes, outcomes that none gets."""
    gets: set[str] = set()
    for node in tree.nodes.values():
        if not any(proof.comes_to(node.id) for proof in proofs):
            yield Flaw("unreachable_node", node.line, node.id, None, None, {})
            continue
        for way in ways_of(node):
            if any(proof.takes((node.id, way.branch)) for proof in proofs):
                gets |= {way.outcome} if way.outcome else set()
            elif way.branch is not None:
                facts = proofs[0].passing(node.fact, node.branches[way.branch].test)
                yield Flaw("shadowed_branch", way.line, node.id, way.branch, way.onwards or way.outcome, facts)
    for outcome in tree.outcomes.values():
        if outcome.id not in gets:
            yield Flaw("unused_outcome", outcome.line, None, None, outcome.id, {})
