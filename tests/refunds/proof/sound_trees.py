"""Trees without a flaw, small trees of any kind, and bare walks that show what a proof says."""

from collections.abc import Mapping
from datetime import date
from itertools import combinations
from typing import Any

from hypothesis import strategies as st
from msgspec import structs

from server.domain.decision import MoneyBasis
from server.domain.fact_tests import FactTest, Operator
from server.domain.facts import FACTS, Facts, read_fact
from server.domain.money import Money
from server.domain.parameters import resolver
from server.domain.rates import in_shop_currency
from server.domain.tree import Branch, End, Goto, Node, Outcome, Tree
from server.errors import BadValue
from server.refunds.law.floor import lay_floor, unmet
from server.refunds.offers import Offer
from server.refunds.walk import walk
from tests.refunds.shop import SHOP

DAY = date(2026, 11, 22)
NO_SUMS = MoneyBasis("EUR", None, None, None, None, None, None, None)

# Facts that neither rule each other out nor move the law: a way through them is always open.
_FREE = {
    "proof_provided": [FactTest("is", (True,)), FactTest("not", (False,))],
    "seal_broken": [FactTest("is", (True,)), FactTest("in", (False,))],
    "country": [FactTest("in", ("CH", "GB")), FactTest("not", ("DE",))],
    "past_orders": [FactTest("at_most", (3,)), FactTest("between", (2, 8)), FactTest("more_than", (4,))],
    "refunds_last_12_months": [FactTest("less_than", (2,)), FactTest("at_least", (5,))],
    "item_value": [FactTest("less_than", (Money.of(15, "EUR"),)), FactTest("more_than", (Money.of("39.90", "EUR"),))],
}


@st.composite
def sound_trees(draw: st.DrawFn) -> Tree:
    """Every node asks something new and catches the rest; all ends leave every right open."""
    nodes: dict[str, Node] = {}

    def grow(facts: list[str]) -> Goto | End:
        if not facts or (nodes and draw(st.integers(0, 2)) == 0):
            return End(draw(st.sampled_from(["talk", "question"])))
        fact = draw(st.sampled_from(facts))
        node_id = f"n{len(nodes)}"
        nodes[node_id] = Node(node_id, {"en": "?"}, fact, [])
        left = [name for name in facts if name != fact]
        branches = [Branch(test, grow(left)) for test in draw(st.sampled_from([[t] for t in _FREE[fact]]))]
        branches.append(Branch(FactTest("otherwise"), grow(left)))
        unknown = grow(left) if fact != "proof_provided" and draw(st.booleans()) else None
        nodes[node_id] = structs.replace(nodes[node_id], branches=branches, unknown=unknown)
        return Goto(node_id)

    grow(list(_FREE))
    return with_lines(Tree("n0", nodes, {"talk": Outcome("talk", "handover"), "question": Outcome("question", "ask")}))


def with_lines(tree: Tree) -> Tree:
    """The tree with a line of its own for each node, branch and outcome that somebody gets."""
    line = 0
    nodes = {}
    for node in tree.nodes.values():
        line += 1
        first = line
        branches = []
        for branch in node.branches:
            line += 1
            branches.append(structs.replace(branch, line=line))
        nodes[node.id] = structs.replace(node, branches=branches, line=first)
    ends = [way for node in nodes.values() for way in [*(b.to for b in node.branches), node.unknown]]
    got = {way.outcome for way in ends if isinstance(way, End)}
    return Tree(tree.start, nodes, {name: o for name, o in tree.outcomes.items() if name in got})


def given_facts(plain: Mapping[str, Any]) -> Facts:
    """Facts as a flaw names them, all others unknown."""
    return {name: read_fact(name, raw, "EUR") for name, raw in plain.items()}


def end_of(tree: Tree, facts: Facts) -> tuple[str, str | None]:
    """How the bare walk ends: in an outcome, at a missing fact, in a gap at a node, or never."""
    value = facts["country"].value if "country" in facts else None
    resolve = resolver(SHOP, None, DAY, value if isinstance(value, str) else None)
    try:
        walked = walk(tree, facts, resolve, in_shop_currency(SHOP), "en")
    except BadValue as error:
        return ("never" if "never ends" in error.message else "gap"), str(error.details["node"])
    if walked.outcome is None:
        return "missing", walked.missing_fact
    return "outcome", walked.outcome


def rows_unmet(tree: Tree, facts: Facts) -> set[str]:
    """The rows of the law that the bare walk's outcome leaves unmet, whatever the sums are."""
    kind, name = end_of(tree, facts)
    if kind != "outcome" or tree.outcomes[name or ""].action in ("ask", "handover"):
        return set()
    offer = Offer(tree.outcomes[name or ""], None, None, soon=tree.outcomes[name or ""].action == "trace")
    return {row.row for row in unmet(lay_floor("DE", facts, DAY, NO_SUMS), offer)}


def fewer(plain: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every smaller set of the same facts."""
    sizes = range(len(plain))
    return [{name: plain[name] for name in names} for size in sizes for names in combinations(plain, size)]


def small_test(fact: str) -> st.SearchStrategy[FactTest]:
    """A test of the fact with thresholds close together, so that they meet."""
    spec = FACTS[fact]
    if spec.kind == "number":
        one: Any = st.integers(0, 4).map(lambda n: (n,))
        two = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda pair: tuple(sorted(pair)))
        ordered: list[Operator] = ["at_most", "at_least", "less_than", "more_than", "is", "not"]
        return st.one_of(
            st.builds(FactTest, st.sampled_from(ordered), one), st.builds(FactTest, st.just("between"), two)
        )
    if spec.kind == "set":
        sets = st.sets(st.sampled_from(["custom", "digital", "sale"]), min_size=1, max_size=2).map(frozenset)
        return st.builds(FactTest, st.sampled_from(["has", "is", "not"]), sets.map(lambda tags: (tags,)))
    values: list[Any] = [True, False] if spec.kind == "yes_no" else [*spec.choices[-4:], "none"]
    several = st.lists(st.sampled_from(values), min_size=1, max_size=2).map(tuple)
    return st.builds(FactTest, st.sampled_from(["in", "not"]), several)


@st.composite
def small_trees(draw: st.DrawFn, facts: list[str], actions: list[Any]) -> Tree:
    """Up to four nodes over a few facts, with gaps, cycles and dead branches as they come."""
    chosen = draw(st.lists(st.sampled_from(facts), min_size=1, max_size=4))
    outcomes = {f"o{n}": Outcome(f"o{n}", draw(st.sampled_from(actions))) for n in range(3)}
    targets = st.sampled_from([*(End(name) for name in outcomes), *(Goto(f"n{n}") for n in range(len(chosen)))])
    nodes = {}
    for number, fact in enumerate(chosen):
        branches = [Branch(draw(small_test(fact)), draw(targets)) for _ in range(draw(st.integers(1, 3)))]
        if draw(st.booleans()):
            branches.append(Branch(FactTest("otherwise"), draw(targets)))
        nodes[f"n{number}"] = Node(f"n{number}", {"en": "?"}, fact, branches, draw(st.none() | targets))
    return Tree("n0", nodes, outcomes)
