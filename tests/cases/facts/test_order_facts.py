"""Facts that the order's own columns and the shop's products give."""

from decimal import Decimal
from typing import Any

import pytest

from server.domain.money import Money
from tests.cases.conftest import LENA, at, fact, make_case, make_line, make_order, make_product, make_ticket


@pytest.mark.parametrize(
    ("sender", "of_order", "matches"),
    [
        (LENA, LENA, True),
        (" Lena@Kundin.Example", "LENA@kundin.example ", True),
        ("lena+shop@kundin.example", LENA, False),
        ("max@kundin.example", LENA, False),
        (None, LENA, False),
        (LENA, None, False),
        (None, None, False),
    ],
)
def test_the_sender_is_the_orders_by_address_alone(sender: str | None, of_order: str | None, matches: bool) -> None:
    """Case and blanks aside, the address must be the order's; no address proves nothing."""
    case = make_case(make_order(email=of_order), ticket=make_ticket(email=sender))
    assert fact(case, "sender_matches_order") is matches


def test_facts_of_a_strangers_order_are_known() -> None:
    """The draft hides them, the agent sees them."""
    case = make_case(make_order(), ticket=make_ticket(email="max@kundin.example"))
    assert fact(case, "order_value") == Money(Decimal("54.90"), "EUR")


@pytest.mark.parametrize(
    ("placed", "as_of", "days"),
    [
        ("2026-11-16 00:01", "2026-11-16 23:59", 0),
        ("2026-11-15 23:59", "2026-11-16 00:01", 1),
        ("2026-10-24 12:00", "2026-10-26 00:30", 2),
        ("2026-03-28 23:30", "2026-03-30 00:15", 2),
    ],
)
def test_days_are_calendar_days_of_the_shop(placed: str, as_of: str, days: int) -> None:
    """Midnight in the shop's timezone counts, not 24 hours; the change of the clocks does not matter."""
    assert fact(make_case(make_order(placed=placed), as_of=at(as_of)), "days_since_order") == days


def test_values_are_in_the_orders_currency() -> None:
    """An order in francs is worth francs."""
    order = make_order(currency="CHF", lines=[make_line(price="50", discount=Decimal("2.5"))])
    case = make_case(order)
    assert fact(case, "order_value") == Money(Decimal("52.40"), "CHF")
    assert fact(case, "item_value") == Money(Decimal("47.50"), "CHF")


def test_without_a_rate_the_value_is_unknown() -> None:
    """store.yaml has no rate for dollars, so no test may compare them."""
    case = make_case(make_order(currency="USD"))
    assert (fact(case, "order_value"), fact(case, "item_value")) == ("unknown", "unknown")


def test_the_value_of_the_items_concerned() -> None:
    """Quantity times price, less the line's discount; unknown while the items are."""
    lines = [make_line("LAMP", quantity=2, price="30", discount=Decimal(6)), make_line("MUG", price="10")]
    order = make_order(lines=lines)
    assert fact(make_case(order, items=["LAMP"]), "item_value") == Money(Decimal("54.00"), "EUR")
    assert fact(make_case(order, said={"problem": "late"}), "item_value") == Money(Decimal("64.00"), "EUR")
    assert fact(make_case(order, said={"problem": "damaged"}), "item_value") == "unknown"


def test_a_discount_on_the_whole_order_is_on_no_line() -> None:
    """Two lamps at 50 for 60 in all: together they are worth 60."""
    order = make_order(lines=[make_line("LAMP", quantity=2)], total=Decimal("60.00"))
    assert fact(make_case(order), "item_value") == Money(Decimal("60.00"), "EUR")


@pytest.mark.parametrize(
    ("shipping", "billing", "expected"), [("AT", "DE", "AT"), (None, "ch", "CH"), (None, None, "unknown")]
)
def test_the_country_is_where_it_ships_to(shipping: str | None, billing: str | None, expected: str) -> None:
    """Shipping, else billing country."""
    order = make_order(shipping_country=shipping, billing_country=billing)
    assert fact(make_case(order), "country") == expected


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, True),
        ({"company": "Beispiel GmbH"}, "unknown"),
        ({"company": "Beispiel GmbH", "vat_number": "DE123456789"}, False),
        ({"tags": ["vip", "B2B"]}, False),
        ({"tags": ["not-b2b"]}, True),
    ],
)
def test_a_business_is_one_for_certain(columns: dict[str, Any], expected: object) -> None:
    """A VAT number or the tag b2b proves it; a company's name alone leaves it open."""
    assert fact(make_case(make_order(**columns)), "is_consumer") == expected


def test_the_tags_of_the_items_concerned() -> None:
    """All tags of these items together."""
    order = make_order(lines=[make_line("LAMP"), make_line("MUG"), make_line("CUP")])
    products = [make_product("LAMP", "light"), make_product("MUG", "custom", "kitchen"), make_product("CUP", "hygiene")]
    case = make_case(order, items=["LAMP", "MUG"], products=products)
    assert fact(case, "item_tags") == frozenset({"light", "custom", "kitchen"})
    assert fact(make_case(order, products=products, said={"problem": "damaged"}), "item_tags") == "unknown"


@pytest.mark.parametrize("sku", [None, "SOLD-OUT-SINCE-2024"])
def test_the_tags_of_what_is_no_product_are_unknown(sku: str | None) -> None:
    """A gift card has no SKU, and products.csv forgets old products."""
    order = make_order(lines=[make_line("LAMP"), make_line(sku, "Geschenkkarte")])
    assert fact(make_case(order, products=[make_product()], said={"problem": "late"}), "item_tags") == "unknown"
