"""Facts that the shipments give."""

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec import structs

from server.domain.case import Case
from server.domain.order import TrackingEvent
from tests.cases.conftest import at, delivered_order, fact, make_case, make_line, make_message, make_order
from tests.cases.conftest import make_shipment as shipment
from tests.cases.conftest import make_ticket as ticket

LATE = {"problem": "late"}


def case_of(*shipments: Any, **given: Any) -> Case:
    """A late order of a lamp with these shipments."""
    return make_case(make_order(shipments=list(shipments)), said=LATE, **given)


@pytest.mark.parametrize(
    ("newest", "status"),
    [
        ("label_created", "not_shipped"),
        ("picked_up", "in_transit"),
        ("in_transit", "in_transit"),
        ("customs", "in_transit"),
        ("exception", "in_transit"),
        ("out_for_delivery", "out_for_delivery"),
        ("ready_for_pickup", "ready_for_pickup"),
        ("delivered", "delivered"),
        ("failed_attempt", "failed"),
        ("returning", "returned"),
        ("returned", "returned"),
        ("lost", "lost"),
    ],
)
def test_the_newest_event_decides(newest: Any, status: str) -> None:
    """Each tracking status is one shipping status."""
    assert fact(
        case_of(shipment(("2026-11-03 08:00", "delivered"), ("2026-11-04 08:00", newest))), "shipping_status"
    ) == (status)


def test_nothing_sent_yet() -> None:
    """No shipment, or one that no carrier has seen."""
    assert fact(case_of(), "shipping_status") == "not_shipped"
    assert fact(case_of(shipment()), "shipping_status") == "not_shipped"


@pytest.mark.parametrize(
    ("columns", "status"),
    [
        ({"fulfillment_status": "fulfilled", "fulfilled_at": at("2026-11-05 08:00")}, "unknown"),
        ({"fulfillment_status": "fulfilled"}, "unknown"),
        ({"fulfilled_at": at("2026-11-05 08:00")}, "unknown"),
        ({"fulfillment_status": "fulfilled", "fulfilled_at": at("2026-11-17 08:00")}, "not_shipped"),
        ({"fulfillment_status": "partial", "fulfilled_at": at("2026-11-05 08:00")}, "not_shipped"),
        ({"fulfillment_status": "unfulfilled"}, "not_shipped"),
    ],
)
def test_sent_without_any_shipment_is_unknown(columns: dict[str, Any], status: str) -> None:
    """The shop says that all was sent, and nobody tracks it; a date ahead does not count."""
    assert fact(make_case(make_order(**columns), said=LATE), "shipping_status") == status


def test_the_worst_shipment_counts() -> None:
    """lost before returned, failed, not_shipped, in_transit, out_for_delivery, ready_for_pickup, delivered."""
    newest = [
        "delivered",
        "ready_for_pickup",
        "out_for_delivery",
        "in_transit",
        "label_created",
        "failed_attempt",
        "returned",
        "lost",
    ]
    shipments = [shipment(("2026-11-05 08:00", status)) for status in newest]  # type: ignore[arg-type]
    worst = [fact(case_of(*shipments[:count]), "shipping_status") for count in range(1, len(shipments) + 1)]
    assert worst == [
        "delivered",
        "ready_for_pickup",
        "out_for_delivery",
        "in_transit",
        "not_shipped",
        "failed",
        "returned",
        "lost",
    ]


def test_only_shipments_with_an_item_concerned_count() -> None:
    """The mug's parcel is lost; the lamp, which the ticket is about, came."""
    lamp = shipment(("2026-11-05 08:00", "delivered"), items=["LAMP"])
    mug = shipment(("2026-11-05 08:00", "lost"), items=["MUG"])
    order = make_order(lines=[make_line("LAMP"), make_line("MUG")], shipments=[lamp, mug])
    assert fact(make_case(order, items=["LAMP"]), "shipping_status") == "delivered"
    assert fact(make_case(order, said=LATE), "shipping_status") == "lost"


def test_what_of_the_items_nobody_has_sent_yet_counts() -> None:
    """One of two mugs came, the other is in no parcel; a gift card never is."""
    came = shipment(("2026-11-05 08:00", "delivered"), items=["MUG"])
    order = make_order(lines=[make_line("MUG", quantity=2)], shipments=[came])
    assert fact(make_case(order, said=LATE), "shipping_status") == "not_shipped"
    assert fact(make_case(order, said=LATE), "days_since_delivery") == "none"
    sent = structs.replace(order, fulfillment_status="fulfilled")
    assert fact(make_case(sent, said=LATE), "shipping_status") == "delivered"
    with_card = make_order(lines=[make_line("MUG"), make_line(None, "Geschenkkarte")], shipments=[came])
    assert fact(make_case(with_card, said=LATE), "shipping_status") == "delivered"


def test_a_shipment_that_lists_nothing_may_hold_everything() -> None:
    """The carrier's data names no items: what is in the parcel is not missing."""
    assert fact(case_of(shipment(("2026-11-05 08:00", "delivered"), items=[])), "shipping_status") == "delivered"


def test_events_after_the_moment_do_not_exist() -> None:
    """Delivered at noon: a second before it is still under way."""
    parcel = shipment(("2026-11-15 08:00", "out_for_delivery"), ("2026-11-16 12:00", "delivered"))
    assert fact(case_of(parcel), "shipping_status") == "delivered"
    earlier = case_of(parcel, as_of=datetime(2026, 11, 16, 10, 59, 59, tzinfo=UTC))
    assert fact(earlier, "shipping_status") == "out_for_delivery"
    assert fact(earlier, "days_since_delivery") == "none"


def test_shipped_is_the_first_scan_of_a_carrier() -> None:
    """A printed label is no scan; the first parcel that left counts."""
    first = shipment(("2026-11-02 08:00", "label_created"), ("2026-11-04 08:00", "picked_up"))
    second = shipment(("2026-11-06 08:00", "picked_up"))
    assert fact(case_of(second, first), "days_since_shipped") == 12


def test_shipped_without_tracking_is_when_the_shop_sent_it() -> None:
    """Else Fulfilled at; a shop that gives no day leaves it unknown."""
    order = make_order(fulfillment_status="fulfilled", fulfilled_at=at("2026-11-05 23:30"))
    assert fact(make_case(order), "days_since_shipped") == 11
    assert fact(make_case(structs.replace(order, fulfilled_at=None)), "days_since_shipped") == "unknown"


@pytest.mark.parametrize(
    "name", ["days_since_shipped", "days_since_last_scan", "hours_since_last_scan", "days_since_delivery"]
)
def test_what_is_not_shipped_was_not_scanned_or_delivered(name: str) -> None:
    """One of two parcels has only a label: all these facts are none."""
    label = shipment(("2026-11-04 08:00", "label_created"))
    assert fact(case_of(label, shipment(("2026-11-04 08:00", "in_transit"))), name) == "none"


def test_the_quietest_undelivered_shipment() -> None:
    """Its newest scan counts, not that of the livelier one, nor that of the one that came."""
    came = shipment(("2026-11-03 08:00", "delivered"))
    quiet = shipment(("2026-11-05 08:00", "in_transit"), ("2026-11-09 18:00", "customs"))
    lively = shipment(("2026-11-15 18:00", "in_transit"))
    assert fact(case_of(came, quiet, lively), "days_since_last_scan") == 7
    assert fact(case_of(came, quiet, lively), "hours_since_last_scan") == 6 * 24 + 18


@pytest.mark.parametrize("name", ["days_since_last_scan", "hours_since_last_scan"])
def test_nothing_is_awaited_of_what_came(name: str) -> None:
    """All delivered: no scan is missing. Sent without tracking: nobody knows."""
    assert fact(make_case(delivered_order()), name) == "none"
    assert fact(make_case(make_order(fulfillment_status="fulfilled")), name) == "unknown"


@pytest.mark.parametrize(
    ("scan", "as_of", "hours"),
    [
        ("2026-11-16 10:01", "2026-11-16 12:00", 1),
        ("2026-10-24 12:00", "2026-10-25 12:00", 25),
        ("2026-03-28 12:00", "2026-03-29 12:00", 23),
    ],
)
def test_hours_are_real_ones_and_round_down(scan: str, as_of: str, hours: int) -> None:
    """A minute short of two hours is one; the nights of the clock change are longer and shorter."""
    order = make_order(placed="2026-01-01 10:00", shipments=[shipment((scan, "in_transit"))])
    assert fact(make_case(order, as_of=at(as_of)), "hours_since_last_scan") == hours


def test_a_scan_counts_on_the_shops_calendar() -> None:
    """23:30 in London is the next day in Berlin."""
    scan = TrackingEvent(datetime(2026, 11, 9, 23, 30, tzinfo=UTC), "in_transit")
    assert fact(case_of(shipment(events=[scan])), "days_since_last_scan") == 6


def test_delivery_is_counted_to_the_day_of_the_request() -> None:
    """The customer wrote on the 12th; that the agent answers on the 16th costs them nothing."""
    case = make_case(delivered_order("2026-11-10 15:00"), ticket=ticket(make_message(sent="2026-11-12 09:00")))
    assert fact(case, "days_since_delivery") == 2


def test_the_day_of_the_request_is_that_of_the_first_message() -> None:
    """Later messages do not move it; undated, it is today; before the delivery it counts 0."""
    order = delivered_order("2026-11-10 15:00")
    two = ticket(make_message(sent="2026-11-11 09:00"), make_message(sent="2026-11-15 09:00"))
    assert fact(make_case(order, ticket=two), "days_since_delivery") == 1
    assert fact(make_case(order, ticket=ticket(make_message(sent=None))), "days_since_delivery") == 6
    assert fact(make_case(order, ticket=ticket(make_message(sent="2026-11-08 09:00"))), "days_since_delivery") == 0


def test_the_last_parcel_of_the_order_counts() -> None:
    """The lamp came on the 5th, the rest of the order on the 14th; while it was out there was no delivery."""
    lamp = shipment(("2026-11-05 08:00", "delivered"), items=["LAMP"])
    mug = shipment(("2026-11-14 08:00", "delivered"), items=["MUG"])
    order = make_order(lines=[make_line("LAMP"), make_line("MUG")], shipments=[lamp, mug])
    assert fact(make_case(order, items=["LAMP"]), "days_since_delivery") == 2
    earlier = make_case(order, items=["LAMP"], as_of=at("2026-11-13 12:00"))
    assert (fact(earlier, "shipping_status"), fact(earlier, "days_since_delivery")) == ("delivered", "none")


def test_a_delivery_that_is_scanned_twice_came_the_first_time() -> None:
    """A carrier confirms the signature a day later."""
    parcel = shipment(("2026-11-10 15:00", "delivered"), ("2026-11-11 09:00", "delivered"))
    assert fact(case_of(parcel), "days_since_delivery") == 6


def test_a_delivery_that_nobody_tracks_is_unknown() -> None:
    """Sent, but nothing says whether it came."""
    assert fact(make_case(make_order(fulfillment_status="fulfilled")), "days_since_delivery") == "unknown"


def test_a_tracking_number_that_was_used_before() -> None:
    """Scans of an earlier parcel do not make the shipment older than its order."""
    old = shipment(("2026-05-03 08:00", "picked_up"), ("2026-05-05 08:00", "in_transit"))
    assert fact(case_of(old), "days_since_shipped") == 15
    assert fact(case_of(old), "days_since_last_scan") == 15
