"""The proof says what trying out every case says."""

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from server.domain.fact_tests import holds
from server.domain.facts import FACTS, Facts, get, read_fact, unknown
from server.domain.rates import in_shop_currency
from server.domain.tree import Goto, Tree
from server.refunds.proof.prove import prove
from tests.refunds.proof.sound_trees import end_of, given_facts, rows_unmet, small_trees
from tests.refunds.random_cases import dice, random_facts
from tests.refunds.shop import SHOP

LAWLESS = structs.replace(SHOP, jurisdiction="none")
DAYS = [None, "none", 0, 1, 2, 3, 4, 5, 6]
VALUES: dict[str, list[Any]] = {
    "problem": [None, "none", "unwanted", "cancel", "wrong_size", "late"],
    "wish": [None, "none", "information", "credit", "exchange", "refund"],
    "proof_provided": [True, False],
    "sender_matches_order": [None, "none", True, False],
    "shipping_status": [None, "not_shipped", "in_transit", "delivered", "ready_for_pickup", "out_for_delivery"],
    "days_since_order": [value for value in DAYS if value != "none"],
    "days_since_shipped": DAYS,
    "days_since_last_scan": DAYS,
    "days_since_delivery": DAYS,
    "past_orders": [value for value in DAYS if value != "none"],
    "item_tags": [
        None,
        *(
            [t for t, has in zip(["custom", "digital", "sale", "red"], bits, strict=True) if has]
            for bits in product([0, 1], repeat=4)
        ),
    ],
}
BY_ORDER = {name for name, spec in FACTS.items() if spec.source in ("order", "tracking", "product")}
NEVER_SENT = {"days_since_shipped", "days_since_last_scan", "hours_since_last_scan", "days_since_delivery"}


def can_be(case: Mapping[str, Any]) -> bool:
    """The impossible combinations of store-pack.md, told a second time."""
    if case.get("sender_matches_order", True) == "none":
        return all(case[name] is None for name in BY_ORDER & set(case) - {"sender_matches_order"})
    status = case.get("shipping_status")
    never = NEVER_SENT if status == "not_shipped" else set()
    never = never | ({"days_since_last_scan", "hours_since_last_scan"} if status == "delivered" else set())
    if case.get("problem") == "cancel":
        never = never | {"days_since_delivery"}
        if status == "delivered":
            return False
    if any(case[name] != "none" for name in never & set(case)):
        return False
    days = [case.get(name) for name in ("days_since_order", "days_since_shipped", "days_since_last_scan")]
    numbers = [value for value in days if isinstance(value, int)]
    came = case.get("days_since_delivery")
    if isinstance(came, int) and isinstance(days[0], int) and came > days[0]:
        return False
    return numbers == sorted(numbers, reverse=True)


def cases(names: list[str]) -> Iterator[dict[str, Any]]:
    """Every possible case of these facts."""
    for values in product(*(VALUES[name] for name in names)):
        case = dict(zip(names, values, strict=True))
        if can_be(case):
            yield case


def ways_taken(tree: Tree, facts: Facts) -> list[tuple[str, int | None]]:
    """The ways of one walk, by node and branch, until it ends or comes round again."""
    taken: list[tuple[str, int | None]] = []
    name: str | None = tree.start
    while name is not None and name not in {node for node, _ in taken}:
        node = tree.nodes[name]
        fact = get(facts, node.fact)
        passes = [holds(b.test, fact, lambda _: None, in_shop_currency(SHOP)) for b in node.branches]
        number = None if fact.state == "unknown" or True not in passes else passes.index(True)
        if number is None and (fact.state != "unknown" or node.unknown is None):
            return [*taken, (name, -1)]
        to = node.unknown if number is None else node.branches[number].to
        taken.append((name, number))
        name = to.node if isinstance(to, Goto) else None
    return taken


@settings(max_examples=150, deadline=None)
@given(small_trees(list(VALUES), ["ask", "refuse"]))
def test_small_trees(tree: Tree) -> None:
    """Gaps, dead branches, unreached nodes and unused outcomes are those that trying every case finds."""
    facts = sorted({node.fact for node in tree.nodes.values()})
    every = [(case, given_facts(case)) for case in cases(facts)]
    flaws = prove(tree, LAWLESS)
    if any(end_of(tree, told)[0] == "never" for _, told in every):
        cycles = [flaw for flaw in flaws if flaw.code == "cycle"]
        assert any(end_of(tree, given_facts(cycle.facts))[0] == "never" for cycle in cycles)
        return
    taken = {way for _, told in every for way in ways_taken(tree, told)}
    visited = {node for node, _ in taken}
    gaps = {node for _, told in every for kind, node in [end_of(tree, told)] if kind == "gap"}
    dead = {(n.id, k) for n in tree.nodes.values() for k in range(len(n.branches)) if n.id in visited}
    got = {end_of(tree, told)[1] for _, told in every if end_of(tree, told)[0] == "outcome"}
    assert {flaw.node for flaw in flaws if flaw.code == "gap"} == gaps
    assert {(f.node, f.branch) for f in flaws if f.code == "shadowed_branch"} == dead - taken
    assert {flaw.node for flaw in flaws if flaw.code == "unreachable_node"} == set(tree.nodes) - visited
    assert {flaw.leads_to for flaw in flaws if flaw.code == "unused_outcome"} == set(tree.outcomes) - got


@settings(max_examples=60, deadline=None)
@given(small_trees(["problem", "wish", "shipping_status", "days_since_delivery", "past_orders"], ["ask"]))
def test_smallest(tree: Tree) -> None:
    """No set of fewer facts than the one given shows a gap in any possible case."""
    every = list(cases(sorted({node.fact for node in tree.nodes.values()})))
    in_gap = [(case, end_of(tree, given_facts(case))[1]) for case in every if _is_gap(tree, case)]
    for flaw in prove(tree, LAWLESS):
        if flaw.code != "gap":
            continue
        sizes = {
            len(names)
            for case, node in in_gap
            if node == flaw.node
            for size in range(len(case) + 1)
            for names in combinations([n for n in case if case[n] is not None], size)
            if end_of(tree, given_facts({n: case[n] for n in names})) == ("gap", flaw.node)
        }
        assert len(flaw.facts) == min(sizes)


def _is_gap(tree: Tree, case: Mapping[str, Any]) -> bool:
    return end_of(tree, given_facts(case))[0] == "gap"


LEGAL = ["problem", "wish", "withdrawal_declared", "withdrawal_open", "shipping_status", "remedy_attempts"]


@settings(max_examples=40, deadline=None)
@given(
    small_trees([*LEGAL, "item_tags"], ["refuse", "replace", "refund", "trace", "wait", "store_credit"]),
    st.integers(0, 10**6),
)
def test_against_the_law(tree: Tree, seed: int) -> None:
    """What random cases fall short of is among what is proved, and what is proved shows when it is walked."""
    flaws = prove(tree, SHOP)
    proved = {(flaw.leads_to, flaw.row.row) for flaw in flaws if flaw.row}
    for flaw in flaws:
        if flaw.row:
            assert flaw.row.row in rows_unmet(tree, given_facts(flaw.facts))
    rng = dice(seed)
    for _ in range(300):
        facts = possible_facts(random_facts(rng))
        end = end_of(tree, facts)
        if facts and end[0] == "outcome":
            assert {(end[1], row) for row in rows_unmet(tree, facts)} <= proved


def possible_facts(facts: Facts) -> dict[str, Any]:
    """The facts with what cannot be none unknown; empty where they rule each other out."""
    may_be_none = {"problem", "wish", "sender_matches_order", *NEVER_SENT}
    told = {
        name: unknown(FACTS[name].source) if fact.state == "none" and name not in may_be_none else fact
        for name, fact in facts.items()
    }
    told["proof_provided"] = read_fact("proof_provided", True, "EUR")
    plain = {name: {"known": fact.value, "none": "none", "unknown": None}[fact.state] for name, fact in told.items()}
    return told if can_be(plain) else {}
