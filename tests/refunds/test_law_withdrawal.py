"""The right of withdrawal: rows W1, W2, W3 and W5."""

from decimal import Decimal
from typing import Any

import pytest
from msgspec import structs

from server.domain.tree import Action
from tests.refunds.shop import BROKEN, LAMP, REFUSE, UNWANTED, decide_on, ending_in, is_lawful, percent, refused, rows


def test_w1_unwanted() -> None:
    """W1: an unwanted thing inside the withdrawal goes back for the full price, whatever the tree says."""
    decision = refused(**UNWANTED)
    assert (decision.outcome, decision.action, str(decision.amount.amount)) == ("law_refund", "return_refund", "34.90")  # type: ignore[union-attr]
    assert rows(decision) == {"W1": True, "W2": True, "W3": True}
    assert decision.raised_by_law


@pytest.mark.parametrize(
    ("facts", "action"),
    [
        ({"shipping_status": None}, "return_refund"),
        ({"shipping_status": "in_transit"}, "cancel_and_refund"),
        ({"shipping_status": None, "problem": "cancel"}, "cancel_and_refund"),
        ({"shipping_status": "in_transit", "problem": "wrong_size"}, "return_refund"),
    ],
)
def test_w1_where_the_goods_are(facts: dict[str, Any], action: Action) -> None:
    """W1: goods come back where the customer has them; before delivery the order is cancelled."""
    assert refused(**{**UNWANTED, **facts}).action == action


@pytest.mark.parametrize(
    ("facts", "applies"),
    [
        ({"problem": "unwanted", "withdrawal_open": False}, False),
        ({"problem": "unwanted", "withdrawal_open": None}, True),
        ({"problem": "cancel", "withdrawal_open": True}, True),
        ({"problem": "wrong_size", "wish": "refund", "withdrawal_open": True}, True),
        ({"problem": "wrong_size", "wish": "none", "withdrawal_open": True}, True),
        ({"problem": "wrong_size", "wish": None, "withdrawal_open": True}, True),
        ({"problem": "wrong_size", "wish": "exchange", "withdrawal_open": True}, False),
        ({"problem": "none", "withdrawal_declared": True, "withdrawal_open": True}, True),
        ({"problem": "late", "withdrawal_declared": False, "withdrawal_open": True}, False),
        ({"problem": "unwanted", "withdrawal_open": True, "is_consumer": False}, False),
        ({"problem": "unwanted", "withdrawal_open": True, "is_consumer": None}, True),
    ],
)
def test_w1_applies(facts: dict[str, Any], applies: bool) -> None:
    """W1 applies to consumers who withdraw, cancel or want it no more, unless the withdrawal is known to be closed."""
    assert ("W1" in rows(refused(**facts))) is applies


@pytest.mark.parametrize(
    ("wish", "action", "declared", "lawful"),
    [
        ("exchange", "exchange", False, True),
        ("exchange", "exchange", True, False),
        ("exchange", "replace", False, False),
        ("replacement", "replace", False, True),
        ("replacement", "exchange", False, True),
        ("credit", "store_credit", False, True),
        ("credit", "store_credit", True, False),
        ("credit", "discount", False, False),
        ("none", "store_credit", False, False),
        ("refund", "exchange", False, False),
    ],
)
def test_w1_by_wish(wish: str, action: Action, declared: bool, lawful: bool) -> None:
    """W1: what the customer wishes instead of money will do, unless they declared the withdrawal."""
    outcome = percent(action, 100, "owed")
    assert is_lawful(outcome, **{**UNWANTED, "wish": wish, "withdrawal_declared": declared}) is lawful


def test_w1_full_price_only() -> None:
    """W1: less than what is owed is too little; all that is left after an earlier refund is enough."""
    assert not is_lawful(percent("return_refund", 100, "item"), **UNWANTED)
    assert is_lawful(percent("return_refund", 100, "owed"), **UNWANTED)
    rest = structs.replace(LAMP, refundable=Decimal("20.00"))
    assert not decide_on(ending_in(percent("return_refund", 100, "item")), UNWANTED, money=rest).raised_by_law
    assert not is_lawful(percent("store_credit", 50, "item"), **{**UNWANTED, "wish": "credit"})


def test_w1_of_used_goods() -> None:
    """W5: for used goods less may be paid, but only a person may approve the deduction, and W5 is listed."""
    less = ending_in(percent("return_refund", 60, "owed"))
    decision = decide_on(less, {**UNWANTED, "item_condition": "used"}, role="agent")
    assert not decision.raised_by_law
    assert rows(decision) == {"W1": True, "W2": True, "W3": True, "W5": True}
    assert (decision.approval.needed, decision.approval.role) == (True, "manager")
    assert decide_on(less, {**UNWANTED, "item_condition": "unused"}).raised_by_law
    whole = decide_on(
        ending_in(percent("return_refund", 100, "owed")), {**UNWANTED, "item_condition": "used"}, role="agent"
    )
    assert not whole.approval.needed


def test_w1_hanging_on_unknown_items() -> None:
    """While nobody knows whether a withdrawal exists, a refusal becomes a handover that asks and promises nothing."""
    decision = refused(problem="unwanted", withdrawal_open=None)
    assert (decision.outcome, decision.action, decision.raised_by_law) == ("law_handover", "handover", True)
    assert (decision.asks, decision.missing_facts) == (["item"], ["withdrawal_open"])
    assert rows(decision) == {"W1": False, "W2": False, "W3": False}
    assert decision.owed is not None
    nobody = decide_on(ending_in(REFUSE), {"problem": "unwanted"}, order_number=None)
    assert nobody.asks == ["order_number"]


def test_declared_withdrawal_with_a_defect() -> None:
    """A declared withdrawal leads over the defect, whose row stays open beside it."""
    facts = {**BROKEN, "withdrawal_declared": True, "withdrawal_open": True}
    decision = decide_on(ending_in(percent("return_refund", 100, "owed"), REFUSE), facts)
    assert not decision.raised_by_law
    assert rows(decision) == {"W1": True, "W2": True, "W3": True, "M1": False, "M2": False}
    assert decision.return_ is not None
    assert decision.return_.postage == "shop"
    assert refused(**facts).action == "return_refund"
