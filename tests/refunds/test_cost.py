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
        (Outcome("o", "replace"), "21.00"),  # 12.00 and a parcel of 9.00
        (Outcome("o", "resend"), "21.00"),
        (percent("refund", 100, "owed"), "35.91"),  # 34.90 and 2.9 % of it
        (percent("store_credit", 50, "item"), "15.00"),
        (Outcome("o", "answer"), "0.00"),
        (Outcome("o", "refuse"), "0.00"),
    ],
)
def test_to_shop(outcome: Outcome, to_shop: str) -> None:
    """New goods cost what the shop pays for them and their parcel, a refund its sum and the provider's fee."""
    assert cost(outcome).to_shop == eur(to_shop)


def test_way_back() -> None:
    """The way back costs the shop where the shop pays it, and not where the customer does."""
    back = percent("return_refund", 100, "owed")
    assert cost(back, country="DE").to_shop == eur("35.91")
    assert cost(back, country="AT").to_shop == eur("41.91")
    assert cost(Outcome("o", "exchange"), country="AT").to_shop == eur("27.00")


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


def test_a_parcel_that_nobody_prices_is_not_counted_and_said() -> None:
    """The goods alone are a cost too, as long as the agent knows what is left out."""
    decision = decide_on(ending_in(Outcome("o", "replace")), {"problem": "none"}, supplier_id=None)
    assert decision.cost.to_shop == eur("12.00")
    assert "Sending the new goods is not counted; suppliers.yaml names no price for it." in decision.assumptions


def test_what_it_is_made_of_is_said() -> None:
    """The agent reads every part, and on what terms the supplier pays."""
    replaced = decide_on(ending_in(Outcome("o", "replace")), {"problem": "damaged", "days_since_delivery": 3})
    assert "Cost to the shop: 12.00 EUR for new goods, as bought, 9.00 EUR postage out." in replaced.assumptions
    pays = "Lumen pays back 100 % of what the goods cost; the case is inside its window of 15 days."
    assert pays in replaced.assumptions
    late = decide_on(ending_in(Outcome("o", "replace")), {"problem": "damaged", "days_since_delivery": 16})
    assert "Lumen no longer pays anything back: its window of 15 days is over." in late.assumptions


def test_a_missing_part_is_named() -> None:
    """Unknown is not enough to mend it: the sentence says where the price is missing."""
    decision = decide_on(ending_in(Outcome("o", "replace")), {}, money=structs.replace(LAMP, goods_cost=None))
    missing = "What it costs the shop is not known: products.csv lacks a cost of the goods."
    assert missing in decision.assumptions


def test_words_cost_nothing_to_explain() -> None:
    """No sentence about money where none is spent."""
    decision = decide_on(ending_in(Outcome("o", "answer")), {"problem": "none"})
    assert not [sentence for sentence in decision.assumptions if "ost" in sentence and "shop" in sentence.lower()]


def test_a_way_back_that_is_dearer_than_new_goods_is_said() -> None:
    """Only where the shop pays it; a refund without the goods then stands before it among the alternatives."""
    advice = "The way back costs the shop more than new goods do: letting the customer keep them is cheaper."
    tree = ending_in(percent("return_refund", 100, "owed"), percent("refund", 100, "owed"))
    dear = structs.replace(LAMP, way_back=Decimal("12.01"))
    decision = decide_on(tree, {"country": "AT"}, money=dear)
    assert advice in decision.assumptions
    keep = decision.alternatives[0]
    assert (keep.outcome, keep.cost) == ("refund", eur("35.91"))
    assert decision.cost.to_shop == eur("47.92")
    assert advice not in decide_on(tree, {"country": "DE"}, money=dear).assumptions
    assert advice not in decide_on(tree, {"country": "AT"}).assumptions
