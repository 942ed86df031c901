"""The decision as a whole."""

from typing import Any

import pytest

from server.domain.decision import FactView
from server.domain.fact_tests import FactTest
from server.domain.facts import FACTS
from server.domain.money import Money
from server.domain.tree import Branch, End, Node, Outcome, SupplierAsk, Tree
from tests.refunds.shop import REFUSE, decide_on, ending_in, percent


def asking(fact: str) -> Tree:
    """A tree that needs one fact."""
    node = Node("n", {"de": "Wie?", "en": "How?"}, fact, [Branch(FactTest("otherwise"), End("done"))])
    return Tree("n", {"n": node}, {"done": Outcome("done", "answer")})


@pytest.mark.parametrize(
    ("fact", "order_number", "asks"),
    [
        ("shipping_status", None, "order_number"),
        ("item_tags", None, "order_number"),
        ("withdrawal_open", None, "order_number"),
        ("past_orders", None, "order_number"),
        ("item_value", "#1042", "item"),
        ("item_tags", "#1042", "item"),
        ("withdrawal_open", "#1042", "item"),
        ("shipping_status", "#1042", "shipping_status"),
        ("item_condition", None, "item_condition"),
        ("wish", "#1042", "wish"),
    ],
)
def test_missing_fact(fact: str, order_number: str | None, asks: str) -> None:
    """A stopped walk asks for the order, for the item, or for the fact itself, whichever tells it."""
    decision = decide_on(asking(fact), {}, order_number=order_number)
    assert (decision.outcome, decision.action) == (None, "ask")
    assert (decision.missing_facts, decision.asks) == ([fact], [asks])
    assert not decision.approval.needed


def test_missing_rate() -> None:
    """Where only the rate of a currency is missing, nobody is asked for the item, and the agent reads why."""
    decision = decide_on(asking("item_value"), {"item_value": Money.of(20, "USD")})
    assert (decision.missing_facts, decision.asks) == (["item_value"], ["item_value"])
    assert "store.yaml has no rate for USD (fx)" in " ".join(decision.assumptions)


def test_stopped_walk_still_says_what_is_owed() -> None:
    """A stopped walk raises nothing, but lists the rights that stay open."""
    decision = decide_on(asking("seal_broken"), {"problem": "defective", "wish": "none"})
    assert not decision.raised_by_law
    assert [(row.row, row.met) for row in decision.law] == [("M1", False), ("M2", False)]
    assert decision.owed is not None


def test_outcome_as_the_tree_says() -> None:
    """The decision carries what the outcome says: what to ask, what it cites, what the supplier is asked for."""
    supplier = SupplierAsk("replace", 48)
    outcome = Outcome("new", "replace", asks=["address"], cites=["returns#damaged"], supplier=supplier)
    decision = decide_on(ending_in(outcome), {"problem": "damaged"}, other_problems=["late"], order_candidates=["#7"])
    assert (decision.id, decision.tree_version, decision.outcome) == ("decision-1", "tree-1", "new")
    assert (decision.asks, decision.cites, decision.supplier) == (["address"], ["returns#damaged"], supplier)
    assert (decision.order_number, decision.order_candidates) == ("#1042", ["#7"])
    assert decision.other_problems == ["late"]


def test_facts_shown() -> None:
    """Every fact is shown with state and source, sets as sorted lists, those that nobody gave as unknown."""
    shown = decide_on(ending_in(REFUSE), {"item_tags": ["lamp", "custom"], "days_since_delivery": "none"}).facts
    assert list(shown) == list(FACTS)
    assert shown["item_tags"] == FactView(["custom", "lamp"], "known", "agent")
    assert shown["days_since_delivery"] == FactView(None, "none", "agent")
    assert shown["past_orders"] == FactView(None, "unknown", "customer")


@pytest.mark.parametrize(
    ("facts", "question", "sentence"),
    [
        ({"is_consumer": None}, {}, "it is treated as a private one"),
        ({"withdrawal_open": None}, {}, "until that is clear it counts as open"),
        ({"problem": "defective"}, {}, "the 24 months of statutory liability count as still running"),
        ({}, {"order_day": None}, "the law and the promises of 2026-11-16 are used"),
        ({"item_condition": "used"}, {}, "A deduction for use may only be the real loss in value."),
        ({}, {}, 'The tree ends at "no". The law gives more (W1, § 312g Abs. 1'),
    ],
)
def test_assumptions(facts: dict[str, Any], question: dict[str, Any], sentence: str) -> None:
    """What the decision takes for granted is told to the agent."""
    given = {"problem": "unwanted", "withdrawal_open": True, **facts}
    outcome = percent("return_refund", 50, "owed") if "item_condition" in facts else REFUSE
    assert sentence in " ".join(decide_on(ending_in(outcome), given, **question).assumptions)


def test_nothing_assumed() -> None:
    """A plain question about a known order assumes nothing."""
    assert decide_on(ending_in(Outcome("hello", "answer")), {"problem": "none"}).assumptions == []


def test_tree_outcome_in_place_of_a_harsher_one() -> None:
    """Where the law raises a decision, the tree's own outcomes come before the built-in ones."""
    facts = {"problem": "unwanted", "wish": "refund", "withdrawal_open": True, "shipping_status": "delivered"}
    tree = ending_in(
        REFUSE,
        percent("return_refund", 50, "owed", "half"),
        percent("cancel_and_refund", 100, "owed", "cancel"),
        percent("return_refund", 100, "owed", "back"),
    )
    decision = decide_on(tree, facts)
    assert (decision.outcome, decision.raised_by_law) == ("back", True)
    assert [other.outcome for other in decision.alternatives] == []
