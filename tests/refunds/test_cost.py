"""What an outcome costs the shop and what the supplier pays: a lamp of 30.00 bought for 12.00."""

from decimal import Decimal
from typing import Any

import pytest
from msgspec import structs

from server.domain.decision import Cost, MoneyBasis
from server.domain.money import Money
from server.domain.tree import Outcome
from tests.refunds.shop import LAMP, decide_on, ending_in, percent


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def cost(outcome: Outcome, money: MoneyBasis = LAMP, **facts: Any) -> Cost:
    return decide_on(ending_in(outcome), facts, money=money).cost


@pytest.mark.parametrize(
    ("outcome", "to_shop"),
    [
        (Outcome("o", "replace"), "12.00"),
        (Outcome("o", "resend"), "12.00"),
        (percent("refund", 100, "owed"), "35.91"),  # 34.90 and 2.9 % of it
        (percent("store_credit", 50, "item"), "15.00"),
        (Outcome("o", "answer"), "0.00"),
        (Outcome("o", "refuse"), "0.00"),
    ],
)
def test_to_shop(outcome: Outcome, to_shop: str) -> None:
    """New goods cost what the shop pays for them, a refund its sum and the fee that the provider keeps."""
    assert cost(outcome).to_shop == eur(to_shop)


def test_way_back() -> None:
    """The way back costs the shop where the shop pays it, and not where the customer does."""
    back = percent("return_refund", 100, "owed")
    assert cost(back, country="DE").to_shop == eur("35.91")
    assert cost(back, country="AT").to_shop == eur("41.91")
    assert cost(Outcome("o", "exchange"), country="AT").to_shop == eur("18.00")


@pytest.mark.parametrize(
    ("outcome", "missing"),
    [
        (Outcome("o", "replace"), "goods_cost"),
        (percent("return_refund", 100, "owed"), "way_back"),
        (percent("refund", 100, "owed"), "owed"),
    ],
)
def test_unknown(outcome: Outcome, missing: str) -> None:
    """A cost of which a part is not known is not known, rather than guessed."""
    assert cost(outcome, structs.replace(LAMP, **{missing: None}), country="AT").to_shop is None


def test_in_shop_currency() -> None:
    """Costs are in the shop's currency, also where the order is in another."""
    assert cost(percent("store_credit", 50, "item"), structs.replace(LAMP, currency="CHF")).to_shop == eur("15.60")
    assert cost(percent("store_credit", 50, "item"), structs.replace(LAMP, currency="USD")).to_shop is None


@pytest.mark.parametrize(
    ("facts", "paid"),
    [
        ({"problem": "damaged", "days_since_delivery": 15}, "12.00"),
        ({"problem": "damaged", "days_since_delivery": 16}, "0.00"),
        ({"problem": "damaged", "days_since_delivery": None}, None),
        ({"problem": "lost", "days_since_delivery": "none"}, "6.00"),
        ({"problem": "unwanted", "days_since_delivery": 3}, "0.00"),
    ],
)
def test_from_supplier(facts: dict[str, Any], paid: str | None) -> None:
    """The supplier pays its share of the goods for the problems it covers, inside its own window."""
    assert cost(Outcome("o", "replace"), **facts).from_supplier == (None if paid is None else eur(paid))


def test_words_bring_nothing_back() -> None:
    """Where an outcome costs nothing, the supplier pays nothing."""
    free = cost(Outcome("o", "ask"), problem="damaged", days_since_delivery=3)
    assert (free.to_shop, free.from_supplier) == (eur("0.00"), eur("0.00"))
