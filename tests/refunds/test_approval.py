"""How far a role may go alone: 40 EUR and 15 % for an agent, 500 EUR and 50 % for a manager."""

from decimal import Decimal
from typing import Any

import pytest
from msgspec import structs

from server.domain.decision import ApprovalNeed, MoneyBasis
from server.domain.store import Role
from server.domain.tree import Outcome
from tests.refunds.shop import LAMP, SHOP, decide_on, ending_in, percent


def priced(item: str, **changes: Any) -> MoneyBasis:
    """One thing of that price, sent for nothing."""
    price = Decimal(item)
    return structs.replace(LAMP, **{"item": price, "order": price, "owed": price, "refundable": price, **changes})


def approval(outcome: Outcome, role: Role, money: MoneyBasis, **facts: Any) -> ApprovalNeed:
    return decide_on(ending_in(outcome), facts, role=role, money=money).approval


@pytest.mark.parametrize(
    ("price", "role", "needs"),
    [
        ("40.00", "agent", None),
        ("40.01", "agent", "manager"),
        ("500.01", "agent", "admin"),
        ("500.00", "manager", None),
        ("500.01", "manager", "admin"),
        ("9000.00", "admin", None),
    ],
)
@pytest.mark.parametrize("action", ["refund", "return_refund", "cancel_and_refund", "partial_refund", "store_credit"])
def test_refund_ceiling(action: Any, price: str, role: Role, needs: Role | None) -> None:
    """Money and credit count by their amount; up to the ceiling included nobody else is asked."""
    assert approval(percent(action, 100, "item"), role, priced(price)).role == needs


@pytest.mark.parametrize(("cost", "needs"), [("31.00", None), ("31.01", "manager"), (None, "manager")])
@pytest.mark.parametrize("action", ["replace", "resend"])
def test_cost_of_new_goods(action: Any, cost: str | None, needs: Role | None) -> None:
    """New goods count by what they and their parcel of 9.00 cost, not by their price; unknown needs approval."""
    money = priced("400.00", goods_cost=None if cost is None else Decimal(cost))
    assert approval(Outcome("o", action), "agent", money).role == needs


def test_expedite() -> None:
    """Faster shipping counts by what the supplier takes for a parcel."""
    assert not approval(Outcome("o", "expedite"), "agent", LAMP, country="DE").needed
    unknown = decide_on(ending_in(Outcome("o", "expedite")), {}, role="agent", supplier_id=None)
    assert unknown.approval.needed


@pytest.mark.parametrize(
    ("number", "role", "needs"), [(15, "agent", None), (16, "agent", "manager"), (51, "manager", "admin")]
)
def test_discount_ceiling(number: int, role: Role, needs: Role | None) -> None:
    """A discount counts by its percent, whatever the order is worth."""
    assert approval(percent("discount", number, "order"), role, priced("900.00")).role == needs


def test_discount_by_its_sum() -> None:
    """A discount that is no share of the order counts by the percent that its sum comes to."""
    money = priced("20.00", order=Decimal("100.00"))
    assert not approval(percent("discount", 75, "item"), "agent", money).needed
    assert approval(percent("discount", 80, "item"), "agent", money).needed


def test_other_currency() -> None:
    """A sum is counted in the shop's currency; in one without a rate it always needs approval."""
    refund = percent("refund", 100, "item")
    assert not approval(refund, "agent", priced("38.00", currency="CHF")).needed
    assert approval(refund, "agent", priced("39.00", currency="CHF")).needed
    odd = approval(refund, "agent", priced("1.00", currency="USD"))
    assert (odd.role, odd.reason) == (
        "manager",
        "store.yaml has no rate for USD (fx), so the ceiling cannot be checked.",
    )


def test_words_need_none() -> None:
    """Answering, asking, waiting, refusing and exchanging are never held up."""
    for action in ("answer", "ask", "wait", "trace", "refuse", "handover", "exchange", "repair"):
        assert not approval(Outcome("o", action), "agent", priced("900.00")).needed


def test_reason() -> None:
    """The reason names the sum and the ceiling, in the reader's language."""
    refund = ending_in(percent("refund", 100, "item"))
    german = decide_on(refund, {}, role="agent", money=priced("1234.50"), language="de").approval
    assert german.reason == "1234,50 EUR liegt über der Grenze von 40,00 EUR."
    discount = decide_on(ending_in(percent("discount", 20, "order")), {}, role="agent").approval
    assert discount.reason == "20 % is above the ceiling of 15 %."


def test_what_is_owed_is_never_turned_down() -> None:
    """What the law owes can need approval, and the reason says that it must not be refused."""
    facts = {"problem": "unwanted", "withdrawal_open": True}
    owed = approval(percent("return_refund", 100, "item"), "agent", priced("900.00"), **facts)
    assert owed.needed
    assert owed.reason is not None
    assert owed.reason.endswith(
        "There is a legal claim here (W1): the approval checks how it is met and must not turn it down."
    )


def test_nameless_role() -> None:
    """Where store.yaml gives a role no ceiling, it does nothing alone that costs money."""
    shop = structs.replace(SHOP, empowerment={})
    assert decide_on(ending_in(percent("refund", 100, "item")), {}, shop, role="agent").approval.role == "admin"
    assert not decide_on(ending_in(percent("refund", 100, "item")), {}, shop, role="admin").approval.needed
