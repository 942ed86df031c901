"""Walking the refund tree."""

from decimal import Decimal
from typing import Any

import pytest

from server.domain.fact_tests import FactTest, Param
from server.domain.facts import Fact, Facts, known, none, unknown
from server.domain.money import Money
from server.domain.parameters import resolver
from server.domain.rates import in_shop_currency
from server.domain.tree import Branch, End, Goto, Node, Outcome, Tree
from server.errors import BadValue
from server.refunds.walk import Walk, walk
from tests.refunds.random_cases import dice, random_facts, random_tree
from tests.refunds.shop import MONDAY, SHOP, facts_of

OTHERWISE = FactTest("otherwise")


def walk_in_shop(tree: Tree, facts: Facts, language: str = "en") -> Walk:
    return walk(tree, facts, resolver(SHOP, None, MONDAY.date(), None), in_shop_currency(SHOP), language)


def one_node(fact: str, *branches: Branch, beyond: Goto | End | None = None) -> Tree:
    node = Node("n", {"de": "Was?", "en": "What?"}, fact, list(branches), beyond)
    outcomes = {name: Outcome(name, "answer") for name in ("first", "second", "third")}
    return Tree("n", {"n": node}, outcomes)


def leads(test: FactTest, outcome: str) -> Branch:
    return Branch(test, End(outcome))


def test_first_match() -> None:
    """Of two branches that hold, the one that stands first decides."""
    tree = one_node(
        "days_since_order", leads(FactTest("at_least", (5,)), "first"), leads(FactTest("at_least", (1,)), "second")
    )
    assert walk_in_shop(tree, facts_of(days_since_order=9)).outcome == "first"
    assert walk_in_shop(tree, facts_of(days_since_order=3)).outcome == "second"


def test_unknown_stops() -> None:
    """An unknown fact tries no test, not even otherwise: the walk stops and names the fact."""
    tree = one_node("item_condition", leads(FactTest("is", ("used",)), "first"), leads(OTHERWISE, "second"))
    stopped = walk_in_shop(tree, facts_of(item_condition=None))
    assert (stopped.outcome, stopped.missing_fact) == (None, "item_condition")
    assert [(step.state, step.branch) for step in stopped.path] == [("unknown", None)]


def test_unknown_branch() -> None:
    """A node with `unknown` goes on there when nothing tells the fact."""
    tree = one_node("item_condition", leads(OTHERWISE, "second"), beyond=End("third"))
    went_on = walk_in_shop(tree, facts_of())
    assert (went_on.outcome, went_on.path[0].branch) == ("third", "unknown")


@pytest.mark.parametrize(
    ("test", "holds"),
    [
        (FactTest("is", ("none",)), True),
        (FactTest("not", ("delivered",)), True),
        (FactTest("is", ("delivered",)), False),
        (FactTest("in", ("delivered", "lost")), False),
    ],
)
def test_none(test: FactTest, holds: bool) -> None:
    """A fact that is none passes `is: none` and `not: X`; every other test leaves it to otherwise."""
    tree = one_node("shipping_status", leads(test, "first"), leads(OTHERWISE, "second"))
    assert walk_in_shop(tree, facts_of(shipping_status="none")).outcome == ("first" if holds else "second")


def test_money_without_rate() -> None:
    """Money in a currency without a rate is unknown; with a rate it is compared in the shop's currency."""
    tree = one_node(
        "order_value", leads(FactTest("more_than", (Money.of(50, "EUR"),)), "first"), leads(OTHERWISE, "second")
    )
    assert walk_in_shop(tree, {"order_value": known(Money.of(49, "CHF"), "order")}).outcome == "first"
    stopped = walk_in_shop(tree, {"order_value": known(Money.of(49, "USD"), "order")})
    assert (stopped.missing_fact, stopped.path[0].state) == ("order_value", "unknown")


def test_parameters() -> None:
    """A `{param: NAME}` is compared by its value in force, be it a count, an amount or a list of tags."""
    window = one_node(
        "days_since_delivery",
        leads(FactTest("at_most", (Param("return_window_days"),)), "first"),
        leads(OTHERWISE, "second"),
    )
    assert walk_in_shop(window, facts_of(days_since_delivery=21)).outcome == "first"
    assert walk_in_shop(window, facts_of(days_since_delivery=22)).outcome == "second"
    dear = one_node(
        "order_value", leads(FactTest("at_least", (Param("free_from"),)), "first"), leads(OTHERWISE, "second")
    )
    assert walk_in_shop(dear, facts_of(order_value="29.90")).outcome == "first"
    assert walk_in_shop(dear, facts_of(order_value="29.89")).outcome == "second"
    rare = one_node("item_tags", leads(FactTest("has", (Param("rare_tags"),)), "first"), leads(OTHERWISE, "second"))
    assert walk_in_shop(rare, facts_of(item_tags=["lamp", "rare"])).outcome == "first"
    assert walk_in_shop(rare, facts_of(item_tags=["lamp"])).outcome == "second"


def test_path() -> None:
    """Each step shows the question in the reader's language, the fact with its source, and the test as written."""
    tree = Tree(
        "a",
        {
            "a": Node("a", {"de": "Was ist?"}, "problem", [Branch(FactTest("in", ("late", "lost")), Goto("b"))]),
            "b": Node(
                "b",
                {"de": "Wie lange?", "en": "How long?"},
                "days_since_delivery",
                [leads(FactTest("at_most", (Param("return_window_days"),)), "first")],
            ),
        },
        {"first": Outcome("first", "answer")},
    )
    steps = walk_in_shop(tree, facts_of(problem="late", days_since_delivery=4)).path
    assert [(s.node, s.question, s.fact, s.value, s.source, s.branch) for s in steps] == [
        ("a", "Was ist?", "problem", "late", "agent", "in: [late, lost]"),
        ("b", "How long?", "days_since_delivery", 4, "agent", "at_most: {param: return_window_days}"),
    ]


@pytest.mark.parametrize(
    ("test", "text"),
    [
        (FactTest("is", (True,)), "is: yes"),
        (FactTest("not", ("a", "b")), "not: [a, b]"),
        (FactTest("in", ("a",)), "in: [a]"),
        (FactTest("between", (1, 14)), "between: [1, 14]"),
        (OTHERWISE, "otherwise: true"),
    ],
)
def test_branch_as_written(test: FactTest, text: str) -> None:
    """A branch is shown as refund_tree.yaml writes it."""
    fact = "withdrawal_declared" if test.operator == "is" else "days_since_order"
    tree = one_node(fact, leads(test, "first"))
    facts = facts_of(withdrawal_declared=True, days_since_order=5)
    if test.operator == "in":
        facts = {fact: Fact("known", "order", "a")}
    assert walk_in_shop(tree, facts).path[0].branch == text


def test_circle() -> None:
    """A tree that runs in a circle gives a clear error and never loops."""
    there, back = [Branch(OTHERWISE, Goto("b"))], [Branch(OTHERWISE, Goto("a"))]
    tree = Tree("a", {"a": Node("a", {}, "wish", there), "b": Node("b", {}, "wish", back)}, {})
    with pytest.raises(BadValue, match="never ends"):
        walk_in_shop(tree, facts_of(wish="refund"))


def test_gap() -> None:
    """A value for which the node has no branch gives an error that says what to add."""
    with pytest.raises(BadValue, match="otherwise: true"):
        walk_in_shop(one_node("wish", leads(FactTest("is", ("refund",)), "first")), facts_of(wish="credit"))


def naive_walk(tree: Tree, facts: Facts) -> tuple[list[str], str | None]:
    """The walk told a second time, from the words of the format alone."""
    passed: list[str] = []
    at: Goto | End | None = Goto(tree.start)
    while isinstance(at, Goto):
        node = tree.nodes[at.node]
        passed.append(node.id)
        fact = facts.get(node.fact, unknown("order"))
        value: Any = fact.value
        if isinstance(value, Money):
            rate = {"EUR": Decimal(1), "CHF": Decimal("1.04")}.get(value.currency)
            value = None if rate is None else value.amount * rate
        if fact.state == "unknown" or (fact.state == "known" and value is None):
            at = node.unknown
            continue
        at = next(b.to for b in node.branches if naive_holds(b.test, "none" if fact.state == "none" else value))
    return passed, None if at is None else at.outcome


def naive_holds(test: FactTest, value: Any) -> Any:
    them: list[Any] = [o.amount if isinstance(o, Money) else o for o in test.operands]
    if test.operator == "otherwise":
        return True
    if value == "none":
        return {"is": "none" in them, "in": "none" in them, "not": "none" not in them}.get(test.operator, False)
    if test.operator == "has":
        wanted = {tag for o in them for tag in (o if isinstance(o, frozenset) else {o})}
        return any(tag in wanted for tag in value)
    if test.operator in ("is", "in"):
        return value in them
    if test.operator == "not":
        return value not in them
    if test.operator == "between":
        return them[0] <= value <= them[1]
    if test.operator in ("at_most", "less_than"):
        return value < them[0] or (test.operator == "at_most" and value == them[0])
    return value > them[0] or (test.operator == "at_least" and value == them[0])


def test_equals_naive_walk() -> None:
    """Over random trees and facts the walk passes the same nodes and ends where a second telling of it ends."""
    rng = dice(1)
    stopped = 0
    for _ in range(4000):
        tree, facts = random_tree(rng, most_nodes=8), random_facts(rng)
        told = walk_in_shop(tree, facts)
        assert ([step.node for step in told.path], told.outcome) == naive_walk(tree, facts)
        stopped += told.outcome is None
    assert 200 < stopped < 3800


def test_none_source() -> None:
    """A fact that is none keeps its source in the path and shows no value."""
    tree = one_node("days_since_delivery", leads(OTHERWISE, "first"))
    step = walk_in_shop(tree, {"days_since_delivery": none("tracking")}).path[0]
    assert (step.value, step.state, step.source) == (None, "none", "tracking")
