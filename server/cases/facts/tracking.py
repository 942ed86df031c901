"""Facts that the shipments give."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from server.cases.concerned import concerned_lines, concerned_shipments
from server.cases.delivery import delivery_of_order
from server.cases.facts.row import order_fact
from server.cases.parcels import happened, scans, shipment_status, worst_status
from server.domain.case import Case
from server.domain.facts import Fact, known, none, unknown
from server.domain.order import OrderRecord


@order_fact
def shipping_status(case: Case, order: OrderRecord) -> Fact:
    """The worst of the shipments concerned, and of what of the items nobody has sent yet."""
    status = worst_status(order, concerned_shipments(case), concerned_lines(case) or order.lines, case.as_of)
    return known(status, "tracking") if status else unknown("tracking")


@order_fact
def days_since_shipped(case: Case, order: OrderRecord) -> Fact:
    """Since the first scan of a carrier, else since the shop said that all was sent."""
    if shipping_status(case).value == "not_shipped":
        return none("tracking")
    scanned = [shipped[0].at for shipment in concerned_shipments(case) if (shipped := scans(shipment, case.as_of))]
    fulfilled = order.fulfilled_at if happened(order.fulfilled_at, case.as_of) else None
    sent = min(scanned, default=fulfilled)
    return known(_days_since(sent, case, order), "tracking") if sent else unknown("tracking")


@order_fact
def days_since_last_scan(case: Case, order: OrderRecord) -> Fact:
    return _since_last_scan(case, lambda scan: _days_since(scan, case, order))


@order_fact
def hours_since_last_scan(case: Case, _order: OrderRecord) -> Fact:
    return _since_last_scan(case, lambda scan: _elapsed(scan, case.as_of) // timedelta(hours=1))


@order_fact
def days_since_delivery(case: Case, order: OrderRecord) -> Fact:
    """From the day that the last parcel of the order came to the day of the request."""
    delivery = delivery_of_order(case, order)
    if delivery.day is None:
        return none("tracking") if delivery.state == "out" else unknown("tracking")
    return known(max(0, (case.request_day - delivery.day).days), "tracking")


def _since_last_scan(case: Case, count: Callable[[datetime], int]) -> Fact:
    """From the newest scan of the undelivered shipment that has been quiet the longest."""
    if shipping_status(case).value in ("not_shipped", "delivered"):
        return none("tracking")
    undelivered = (s for s in concerned_shipments(case) if shipment_status(s, case.as_of) != "delivered")
    newest = [scanned[-1].at for shipment in undelivered if (scanned := scans(shipment, case.as_of))]
    return known(count(min(newest)), "tracking") if newest else unknown("tracking")


def _days_since(instant: datetime, case: Case, order: OrderRecord) -> int:
    """Whole calendar days, no more than the order is old: carriers use their tracking numbers again."""
    day = max(case.day_of(instant), case.day_of(order.placed_at))
    return (case.today - day).days


def _elapsed(earlier: datetime, later: datetime) -> timedelta:
    # Two datetimes of one zone are subtracted by their wall clocks; only UTC counts real time.
    return later.astimezone(UTC) - earlier.astimezone(UTC)
