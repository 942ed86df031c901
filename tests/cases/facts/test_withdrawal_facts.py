"""How long a purchase can be withdrawn from, and which never."""

from typing import Any

import pytest

from server.cases.facts.withdrawal import withdrawal_ends
from server.domain.case import Case
from tests.cases.conftest import at, day, delivered_order, fact, make_case, make_line, make_message, make_order
from tests.cases.conftest import make_product as product
from tests.cases.conftest import make_shipment as shipment
from tests.cases.conftest import make_ticket as ticket


def delivered(on: str, asked: str, **given: Any) -> Case:
    """A lamp that came on one day and that the customer wrote about on another, read much later."""
    order = delivered_order(f"{on} 15:00", placed="2026-09-01 10:00")
    return make_case(order, ticket=ticket(make_message(sent=f"{asked} 23:30")), as_of=at("2027-01-15 12:00"), **given)


def test_open_before_delivery() -> None:
    """Whatever its age, what has not come can be withdrawn from."""
    case = make_case(make_order(placed="2026-01-01 10:00"))
    assert (fact(case, "withdrawal_open"), withdrawal_ends(case)) == (True, None)


@pytest.mark.parametrize(
    ("came", "last_day", "day_after"),
    [
        ("2026-11-03", "2026-11-17", "2026-11-18"),
        ("2026-10-31", "2026-11-16", "2026-11-17"),
        ("2026-11-01", "2026-11-16", "2026-11-17"),
        ("2026-12-11", "2026-12-28", "2026-12-29"),
        ("2026-12-18", "2027-01-04", "2027-01-05"),
    ],
    ids=["a Tuesday", "moved from Saturday", "moved from Sunday", "moved over Christmas", "moved from New Year"],
)
def test_open_through_the_fourteenth_day(came: str, last_day: str, day_after: str) -> None:
    """Day 14 after the delivery counts to its end; a Saturday, Sunday or holiday moves it on."""
    assert withdrawal_ends(delivered(came, last_day)) == day(last_day)
    assert fact(delivered(came, last_day), "withdrawal_open") is True
    assert fact(delivered(came, day_after), "withdrawal_open") is False


def test_the_last_parcel_counts() -> None:
    """The lamp came long ago, the rest of the order a week ago."""
    parcels = [
        shipment(("2026-10-05 08:00", "delivered"), items=["LAMP"]),
        shipment(("2026-11-09 08:00", "delivered"), items=["MUG"]),
    ]
    order = make_order(placed="2026-10-01 10:00", lines=[make_line("LAMP"), make_line("MUG")], shipments=parcels)
    assert fact(make_case(order, items=["LAMP"]), "withdrawal_open") is True


def test_a_request_before_the_delivery_is_in_time() -> None:
    """The customer withdrew while the parcel was on its way; it is read long after."""
    assert fact(delivered("2026-11-10", "2026-11-08"), "withdrawal_open") is True


def test_a_delivery_that_nobody_tracks() -> None:
    """Not before it was sent: open for certain in the first 14 days, unknown afterwards."""
    order = make_order(placed="2026-10-01 10:00", fulfillment_status="fulfilled")
    sent = make_order(placed="2026-10-01 10:00", fulfilled_at=at("2026-11-02 10:00"))
    assert fact(make_case(order), "withdrawal_open") == "unknown"
    assert fact(make_case(sent), "withdrawal_open") is True


@pytest.mark.parametrize(
    ("tags", "seal_broken", "is_open"),
    [
        (["custom"], None, False),
        (["hygiene"], None, True),
        (["hygiene"], False, True),
        (["hygiene"], True, False),
        (["media", "music"], True, False),
        (["light"], True, True),
    ],
)
def test_excluded_goods(tags: list[str], seal_broken: bool | None, is_open: bool) -> None:
    """Made to specification never; hygiene and media only once the customer broke the seal: unknown is not broken."""
    case = make_case(make_order(), said={"seal_broken": seal_broken}, products=[product("LAMP", *tags)])
    assert fact(case, "withdrawal_open") is is_open


def test_there_is_no_last_day_where_there_is_no_right() -> None:
    """A draft must not name a day for goods made to specification."""
    case = make_case(delivered_order(), products=[product("LAMP", "custom")])
    assert withdrawal_ends(case) is None
    assert withdrawal_ends(make_case()) is None


TWO_THINGS = make_order(lines=[make_line("LAMP"), make_line("RING")])
ONE_CUSTOM = [product("LAMP"), product("RING", "custom")]


@pytest.mark.parametrize(
    ("items", "is_open"), [(["LAMP"], True), (["RING"], False), (["LAMP", "RING"], "unknown"), (None, "unknown")]
)
def test_one_of_two_things_is_excluded(items: list[str] | None, is_open: object) -> None:
    """It depends on the item; while nobody names it, or where both are meant, the agent must say."""
    case = make_case(TWO_THINGS, items=items, said={"problem": "unwanted"}, products=ONE_CUSTOM)
    assert fact(case, "withdrawal_open") == is_open


def test_unknown_items_of_an_order_without_exclusions() -> None:
    """Whichever it is, it can be withdrawn from."""
    case = make_case(TWO_THINGS, said={"problem": "unwanted"}, products=[product("LAMP"), product("RING", "hygiene")])
    assert fact(case, "withdrawal_open") is True


def test_a_closed_window_needs_no_item() -> None:
    """Too late for all of them."""
    lines = [make_line("LAMP"), make_line(None, "Geschenkkarte")]
    order = delivered_order("2026-09-10 15:00", placed="2026-09-01 10:00", lines=lines)
    case = make_case(order, said={"problem": "unwanted"}, products=[product("LAMP", "custom")])
    assert fact(case, "withdrawal_open") is False


def test_a_product_that_is_not_listed_is_not_excluded() -> None:
    """The shop would have to show that the right does not exist."""
    assert fact(make_case(make_order()), "withdrawal_open") is True


@pytest.mark.parametrize(("tags", "is_open"), [(["custom"], False), ([], True)])
def test_corrected_tags_count(tags: list[str], is_open: bool) -> None:
    """The agent knows what the product is."""
    products = [product("LAMP", *(["custom"] if is_open else []))]
    case = make_case(make_order(), corrected={"item_tags": tags}, products=products)
    assert fact(case, "withdrawal_open") is is_open
