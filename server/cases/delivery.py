"""Whether and when the parcels came, as tracking says or as the agent knows better."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from server.cases.concerned import concerned_lines, concerned_shipments
from server.cases.corrections import corrected
from server.cases.parcels import delivered_at, worst_status
from server.domain.case import Case
from server.domain.facts import FactValue
from server.domain.order import OrderLine, OrderRecord, Shipment

# No window is as long, and a date so far back still exists.
_LONGEST_AGE_DAYS = 3650


class Delivery(Struct, frozen=True):
    """`came`: all parcels came, the last on `day`. `out`: one is still to come. `unknown`: nothing tells."""

    state: Literal["came", "out", "unknown"]
    day: date | None = None


_OUT = Delivery("out")
_UNKNOWN = Delivery("unknown")


def delivery_of_order(case: Case, order: OrderRecord) -> Delivery:
    """Of all parcels of the order."""
    return _delivery(case, order, order.shipments, order.lines)


def delivery_of_items(case: Case, order: OrderRecord) -> Delivery:
    """Of the shipments concerned."""
    return _delivery(case, order, concerned_shipments(case), concerned_lines(case) or order.lines)


def _delivery(case: Case, order: OrderRecord, shipments: Sequence[Shipment], lines: Sequence[OrderLine]) -> Delivery:
    age = corrected(case.corrections, "days_since_delivery", case.store)
    if age is not None:
        return _OUT if age.state == "none" else _came_before(case.request_day, age.value)
    tracked = _tracked(case, order, shipments, lines)
    status = corrected(case.corrections, "shipping_status", case.store)
    if status is None or status.state != "known":
        return tracked
    if status.value != "delivered":
        return _OUT
    return tracked if tracked.state == "came" else _UNKNOWN


def _came_before(request_day: date, days: FactValue | None) -> Delivery:
    if not isinstance(days, int):
        return _UNKNOWN
    return Delivery("came", request_day - timedelta(days=min(days, _LONGEST_AGE_DAYS)))


def _tracked(case: Case, order: OrderRecord, shipments: Sequence[Shipment], lines: Sequence[OrderLine]) -> Delivery:
    status = worst_status(order, shipments, lines, case.as_of)
    if status != "delivered":
        return _OUT if status else _UNKNOWN
    came = [instant for shipment in shipments if (instant := delivered_at(shipment, case.as_of))]
    # Carriers use their tracking numbers again: nothing came before it was ordered.
    return Delivery("came", case.day_of(max(*came, order.placed_at)))
