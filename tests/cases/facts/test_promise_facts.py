"""By when the goods were promised, and how late they are."""

from decimal import Decimal
from typing import Any

import pytest

from server.cases.facts.promise import expected_day, promised_day
from server.domain.store import DatedValue
from tests.cases.conftest import at, day, delivered_order, fact, make_case, make_line, make_order, make_store
from tests.cases.conftest import make_shipment as shipment


def store_with(*values: tuple[str | None, Any]) -> Any:
    dated = [DatedValue(day(start) if start else None, value) for start, value in values]
    return make_store(parameters={"promised_days": dated})


def test_the_latest_promise_of_the_shipments_concerned() -> None:
    """The mug's later promise does not count for the lamp."""
    lamps = [shipment(promised_by=day("2026-11-12")), shipment(promised_by=day("2026-11-14")), shipment()]
    mug = shipment(promised_by=day("2026-11-30"), items=["MUG"])
    order = make_order(lines=[make_line("LAMP"), make_line("MUG")], shipments=[*lamps, mug])
    assert promised_day(make_case(order, items=["LAMP"])) == day("2026-11-14")


@pytest.mark.parametrize(("country", "promised"), [("DE", "2026-11-11"), ("AT", "2026-11-19"), (None, "2026-11-19")])
def test_else_the_days_that_the_shop_promises(country: str | None, promised: str) -> None:
    """From the order's day on, by country."""
    order = make_order(shipping_country=country, billing_country=None)
    assert promised_day(make_case(order)) == day(promised)


def test_the_days_count_from_the_orders_day_in_the_shop() -> None:
    """Ordered at half past midnight in Berlin, which is the day before in London."""
    order = make_order(placed="2026-11-02 00:30")
    assert promised_day(make_case(order)) == day("2026-11-12")


@pytest.mark.parametrize(
    ("values", "promised"),
    [
        ([(None, Decimal(10)), ("2026-11-05", Decimal(7))], "2026-11-08"),
        ([(None, Decimal(10)), ("2026-11-05", Decimal(20))], "2026-11-11"),
        ([(None, Decimal(30)), ("2026-10-01", Decimal(10))], "2026-11-11"),
        ([(None, Decimal(10)), ("2026-12-01", Decimal(5))], "2026-11-11"),
    ],
    ids=["a later kinder one wins", "a later harsher one does not", "that of the order's day", "not yet in force"],
)
def test_the_promise_of_the_orders_day(values: list[tuple[str | None, Decimal]], promised: str) -> None:
    """Dated promises: that of the order's day, and a later one where it is kinder."""
    assert promised_day(make_case(make_order(), store=store_with(*values))) == day(promised)


def test_without_a_promise_nothing_is_past() -> None:
    """A shop that promises nothing, or not for this country."""
    for store in (make_store(parameters={}), store_with((None, {"AT": Decimal(5)}))):
        case = make_case(make_order(), store=store)
        assert (promised_day(case), fact(case, "days_past_promise")) == (None, "unknown")


def test_an_undelivered_order_is_late_by_today() -> None:
    """Promised for the 11th, and it is the 16th."""
    assert fact(make_case(make_order()), "days_past_promise") == 5


def test_inside_the_promise_nothing_is_late() -> None:
    """Never below 0."""
    assert fact(make_case(make_order(placed="2026-11-10 10:00")), "days_past_promise") == 0


def test_a_delivered_order_was_late_by_the_day_it_came() -> None:
    """Promised for the 11th, came on the 13th."""
    assert fact(make_case(delivered_order("2026-11-13 10:00")), "days_past_promise") == 2


def test_a_delivery_that_nobody_tracks_may_have_been_in_time() -> None:
    """Inside the promise it is not late either way; afterwards nobody knows."""
    assert fact(make_case(make_order(fulfillment_status="fulfilled")), "days_past_promise") == "unknown"
    fresh = make_order(placed="2026-11-10 10:00", fulfillment_status="fulfilled")
    assert fact(make_case(fresh), "days_past_promise") == 0


def test_a_corrected_country_has_its_own_promise() -> None:
    """The agent knows that it ships to Austria."""
    assert fact(make_case(make_order(), corrected={"country": "AT"}), "days_past_promise") == 0


def test_a_day_is_expected_only_while_it_can_be_kept() -> None:
    """The promised day, until it is past, the parcel came, or it cannot come any more."""
    promise = day("2026-11-18")

    def parcel(status: Any) -> Any:
        return make_order(shipments=[shipment(("2026-11-10 08:00", status), promised_by=promise)])

    assert expected_day(make_case(parcel("in_transit"))) == promise
    assert expected_day(make_case(parcel("in_transit"), as_of=at("2026-11-18 23:00"))) == promise
    assert expected_day(make_case(parcel("in_transit"), as_of=at("2026-11-19 01:00"))) is None
    for status in ("delivered", "lost", "returned", "failed_attempt", "ready_for_pickup"):
        assert expected_day(make_case(parcel(status))) is None
    assert expected_day(make_case()) is None
    cancelled = make_order(placed="2026-11-12 10:00", cancelled_at=at("2026-11-13 10:00"))
    assert expected_day(make_case(cancelled)) is None
    assert expected_day(make_case(cancelled, as_of=at("2026-11-13 09:00"))) == day("2026-11-22")
