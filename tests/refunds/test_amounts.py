"""What an outcome pays."""

from decimal import Decimal
from typing import Any

import pytest
from msgspec import structs

from server.domain.money import Money
from server.domain.tree import Amount, Outcome
from server.refunds.amounts import amount_of, owed
from tests.refunds.random_cases import dice, random_money, random_tree
from tests.refunds.shop import LAMP, REFUSE, SHOP, decide_on, ending_in, percent


@pytest.mark.parametrize(
    ("number", "of", "pays"),
    [(100, "owed", "34.90"), (50, "item", "15.00"), (15, "order", "5.24"), (100, "postage", "4.90")],
)
def test_percent(number: int, of: str, pays: str) -> None:
    """A percentage is of the item, the order, the postage or what is owed, half up to the cent."""
    # 15 % of 34.90 is 5.235
    assert amount_of(percent("partial_refund", number, of), LAMP, SHOP) == Money(Decimal(pays), "EUR")


def test_never_above_refundable() -> None:
    """What was refunded before is not refunded again."""
    money = structs.replace(LAMP, refundable=Decimal("20.00"))
    assert amount_of(percent("refund", 100, "owed"), money, SHOP) == Money(Decimal("20.00"), "EUR")
    overdrawn = structs.replace(LAMP, refundable=Decimal("-1.00"))
    assert amount_of(percent("refund", 100, "owed"), overdrawn, SHOP) == Money(Decimal(0), "EUR")


def test_random_amounts() -> None:
    """No amount of any outcome is above what can be refunded, and each is in whole cents of the order's currency."""
    rng = dice(6)
    for _ in range(3000):
        money = random_money(rng)
        for outcome in random_tree(rng).outcomes.values():
            paid = amount_of(outcome, money, SHOP)
            if paid is None:
                continue
            assert paid.currency == money.currency
            assert paid.amount == paid.amount.quantize(Decimal("0.01"))
            assert money.refundable is None or 0 <= paid.amount <= money.refundable


def test_fixed_in_the_orders_currency() -> None:
    """A fixed sum is turned into the order's currency; without a rate it is not known."""
    ten = Outcome("ten", "partial_refund", amount=Amount(fixed=Decimal("10.40"), currency="EUR"))
    swiss, american = structs.replace(LAMP, currency="CHF"), structs.replace(LAMP, currency="USD")
    assert amount_of(ten, swiss, SHOP) == Money(Decimal("10.00"), "CHF")
    assert amount_of(ten, american, SHOP) is None


def test_yen_have_no_cents() -> None:
    """An amount is rounded half up to the smallest unit of the order's currency."""
    money = structs.replace(LAMP, currency="JPY", item=Decimal(4375), refundable=None)
    assert amount_of(percent("partial_refund", 50, "item"), money, SHOP) == Money(Decimal(2188), "JPY")


def test_refund_without_amount_pays_what_is_owed() -> None:
    """A refund that names no amount pays all that is owed; an answer pays nothing."""
    assert amount_of(Outcome("r", "refund"), LAMP, SHOP) == Money(Decimal("34.90"), "EUR")
    assert amount_of(Outcome("a", "answer"), LAMP, SHOP) is None


@pytest.mark.parametrize(
    ("item", "postage", "nothing_kept", "sum_"),
    [("30.00", "4.90", True, "34.90"), ("30.00", "4.90", False, "30.00"), (None, "4.90", True, None)],
)
def test_owed(item: str | None, postage: str, nothing_kept: bool, sum_: str | None) -> None:
    """Postage is owed when nothing of the order is kept; unknown items owe an unknown sum."""
    price = None if item is None else Decimal(item)
    assert owed(price, Decimal(postage), nothing_kept) == (None if sum_ is None else Decimal(sum_))


@pytest.mark.parametrize(
    ("of", "number", "enough"),
    [("owed", 100, True), ("order", 100, True), ("item", 100, False), ("owed", 99, False), ("postage", 100, False)],
)
def test_unknown_sums(of: Any, number: int, enough: bool) -> None:
    """While no sum is known, the outcome's own words tell whether it pays all that is owed."""
    unknown = structs.replace(LAMP, item=None, order=None, postage=None, owed=None, refundable=None)
    tree = ending_in(percent("return_refund", number, of), REFUSE)
    decision = decide_on(tree, {"problem": "unwanted", "withdrawal_open": True}, money=unknown)
    assert decision.raised_by_law is not enough
    assert decision.amount is None
    assert "The amount is not known yet" in " ".join(decision.assumptions)
