"""The sums that amounts are taken of."""

from decimal import Decimal
from typing import Any

import pytest

from server.cases.facts import compute_facts
from server.cases.money_basis import bare_money_basis, money_basis
from server.domain.case import Case
from server.domain.decision import MoneyBasis
from server.domain.facts import known
from server.domain.money import Money
from server.domain.product import SupplierReturns
from tests.cases.conftest import at, make_case, make_line, make_order, make_product, make_store, make_supplier

LATE = {"problem": "late"}
TWO_LINES = [make_line("LAMP", price="30", quantity=2), make_line("MUG", price="10")]


def basis(case: Case) -> MoneyBasis:
    return money_basis(case, compute_facts(case))


def test_the_whole_order_goes_back() -> None:
    """Price of all items, and the postage, because nothing is kept."""
    found = basis(make_case(make_order()))
    assert (found.currency, found.item, found.order) == ("EUR", Decimal("50.00"), Decimal("54.90"))
    assert (found.postage, found.owed, found.refundable) == (Decimal("4.90"), Decimal("54.90"), Decimal("54.90"))


def test_a_part_of_the_order_goes_back() -> None:
    """Something is kept: the postage is not owed."""
    found = basis(make_case(make_order(lines=TWO_LINES), items=["LAMP"]))
    assert (found.item, found.owed) == (Decimal(60), Decimal(60))


def test_unknown_items_have_no_price() -> None:
    """Nobody knows what is owed; what was paid is known."""
    found = basis(make_case(make_order(lines=TWO_LINES), said={"problem": "damaged"}))
    assert (found.item, found.owed, found.goods_cost, found.way_back) == (None, None, None, None)
    assert found.refundable == Decimal("74.90")


@pytest.mark.parametrize(
    ("columns", "refundable"),
    [
        ({"refunded": Decimal("20.00")}, "34.90"),
        ({"refunded": Decimal("99.00")}, "0"),
        ({"financial_status": "pending"}, "0"),
        ({"financial_status": "Voided"}, "0"),
        ({"financial_status": "authorized"}, "0"),
        ({"financial_status": "partially_refunded", "refunded": Decimal("4.90")}, "50.00"),
        ({"financial_status": None}, "54.90"),
        ({"paid_at": at("2026-11-16 12:01")}, "0"),
        ({"paid_at": at("2026-11-16 12:00")}, "54.90"),
    ],
)
def test_never_more_than_what_is_paid_and_not_yet_refunded(columns: dict[str, Any], refundable: str) -> None:
    """What was never taken, or went back already, cannot be refunded."""
    assert basis(make_case(make_order(**columns))).refundable == Decimal(refundable)


def test_postage_is_what_the_customer_paid_for_it() -> None:
    """What the supplier takes from the shop is another price: refunding it could be less than is owed (BGB 357)."""
    cheaper = make_supplier(ships_to={"DE": Decimal("3.90")})
    case = make_case(make_order(), products=[make_product()], suppliers=[cheaper])
    assert (basis(case).postage, basis(case).owed) == (Decimal("4.90"), Decimal("54.90"))


def test_an_order_in_another_currency() -> None:
    """Sums are in francs, the goods' cost in euros by the shop's rate."""
    case = make_case(
        make_order(currency="CHF", shipping=Decimal("9.00")),
        products=[make_product(cost=Decimal("10"), cost_currency="CHF")],
    )
    found = basis(case)
    assert (found.currency, found.item, found.owed) == ("CHF", Decimal("50.00"), Decimal("59.00"))
    assert found.goods_cost == Decimal("10.40")


def test_an_order_whose_currency_has_no_rate() -> None:
    """Its own sums need no rate; the facts that are compared with euros are unknown."""
    case = make_case(make_order(currency="USD"), products=[make_product(cost_currency="USD")])
    found = basis(case)
    assert (found.item, found.order, found.owed) == (Decimal("50.00"), Decimal("54.90"), Decimal("54.90"))
    assert found.goods_cost is None


def test_a_value_that_the_agent_gives() -> None:
    """A bare number is in the shop's currency and is turned into the order's."""
    case = make_case(make_order(currency="CHF"), corrected={"item_value": "26.00", "order_value": None})
    found = basis(case)
    assert (found.item, found.order) == (Decimal("25.00"), None)


def test_what_the_goods_cost_the_shop() -> None:
    """Quantity times cost; unknown where one product's is."""
    products = [make_product("LAMP"), make_product("MUG", cost=Decimal("3.00"), cost_currency=None)]
    order = make_order(lines=TWO_LINES)
    assert basis(make_case(order, said=LATE, products=products)).goods_cost == Decimal("27.00")
    assert basis(make_case(order, said=LATE, products=products[:1])).goods_cost is None


def test_the_way_back_is_one_parcel_for_each_supplier() -> None:
    """As dear as its dearest item; the supplier's price where products.csv gives none."""
    products = [
        make_product("LAMP", return_cost=Decimal("6.00")),
        make_product("MUG", return_cost=Decimal("4.00")),
        make_product("CUP", supplier="pl-mug"),
    ]
    takes_back = SupplierReturns(accepted=True, postage=Decimal("2.50"))
    suppliers = [make_supplier(), make_supplier(id="pl-mug", returns=takes_back)]
    order = make_order(lines=[*TWO_LINES, make_line("CUP"), make_line(None, "Geschenkkarte")])
    case = make_case(order, said=LATE, products=products, suppliers=suppliers)
    assert basis(case).way_back == Decimal("8.50")


@pytest.mark.parametrize("returns", [None, SupplierReturns(accepted=False, postage=Decimal("2.50"))])
def test_a_way_back_that_nobody_prices_is_unknown(returns: SupplierReturns | None) -> None:
    """The supplier takes nothing back, or says nothing."""
    case = make_case(make_order(), products=[make_product()], suppliers=[make_supplier(returns=returns)])
    assert basis(case).way_back is None


def test_bare_facts() -> None:
    """Without an order the sums are those that were given, in their currency, and nothing else is known."""
    facts = {"item_value": known(Money.of("20", "CHF"), "agent"), "order_value": known(Money.of("52", "EUR"), "agent")}
    found = bare_money_basis(facts, make_store())
    assert found == MoneyBasis("CHF", Decimal(20), Decimal(50), None, Decimal(20), None, None, None)
    assert basis(make_case()) == MoneyBasis("EUR", None, None, None, None, None, None, None)
