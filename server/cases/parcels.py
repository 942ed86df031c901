"""What an order's columns and shipments say at a moment. Nothing dated after `as_of` exists."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from server.domain.facts import SHIPPING_STATUSES
from server.domain.order import OrderLine, OrderRecord, Shipment, TrackingEvent, TrackingStatus

_SHIPPING_STATUS: dict[TrackingStatus, str] = {
    "label_created": "not_shipped",
    "picked_up": "in_transit",
    "in_transit": "in_transit",
    "customs": "in_transit",
    "exception": "in_transit",
    "out_for_delivery": "out_for_delivery",
    "ready_for_pickup": "ready_for_pickup",
    "delivered": "delivered",
    "failed_attempt": "failed",
    "returning": "returned",
    "returned": "returned",
    "lost": "lost",
}


def happened(instant: datetime | None, as_of: datetime) -> bool:
    """Whether a dated column of the order holds already."""
    return instant is not None and instant <= as_of


def events_until(shipment: Shipment, as_of: datetime) -> list[TrackingEvent]:
    """The shipment's events that exist, oldest first."""
    return [event for event in shipment.events if event.at <= as_of]


def scans(shipment: Shipment, as_of: datetime) -> list[TrackingEvent]:
    """The events in which the carrier held the parcel: a printed label is none."""
    return [event for event in events_until(shipment, as_of) if event.status != "label_created"]


def shipment_status(shipment: Shipment, as_of: datetime) -> str:
    """One of SHIPPING_STATUSES; the newest event decides."""
    events = events_until(shipment, as_of)
    return _SHIPPING_STATUS[events[-1].status] if events else "not_shipped"


def is_fulfilled(order: OrderRecord, as_of: datetime) -> bool:
    """Whether the shop has sent everything, as the order's own columns say."""
    if order.fulfilled_at is not None and order.fulfilled_at > as_of:
        return False
    status = (order.fulfillment_status or "").casefold()
    return status == "fulfilled" or (not status and order.fulfilled_at is not None)


def worst_status(
    order: OrderRecord, shipments: Sequence[Shipment], lines: Sequence[OrderLine], as_of: datetime
) -> str | None:
    """The worst status of `shipments` and of those `lines` that nobody has sent yet.

    None where nobody tells: the shop says that all was sent, and there is no shipment.
    """
    statuses = [shipment_status(shipment, as_of) for shipment in shipments]
    if not is_fulfilled(order, as_of) and (not order.shipments or _unsent(order, lines)):
        statuses.append("not_shipped")
    return min(statuses, key=SHIPPING_STATUSES.index, default=None)


def order_status(order: OrderRecord, as_of: datetime) -> str | None:
    """The worst status of the whole order; None where it is not known."""
    return worst_status(order, order.shipments, order.lines, as_of)


def delivered_at(shipment: Shipment, as_of: datetime) -> datetime | None:
    """When the parcel came: the first of the `delivered` scans that its events end with."""
    came = None
    for event in reversed(events_until(shipment, as_of)):
        if event.status != "delivered":
            break
        came = event.at
    return came


def _unsent(order: OrderRecord, lines: Sequence[OrderLine]) -> bool:
    """Whether the shipments hold less of some line than was ordered.

    A line without SKU (a gift card, a tip) is in no parcel, and a shipment without items may hold anything.
    """
    if any(not shipment.items for shipment in order.shipments):
        return False
    sent = Counter[str]()
    for shipment in order.shipments:
        for item in shipment.items:
            sent[item.sku] += item.quantity
    ordered = Counter[str]()
    for line in order.lines:
        if line.sku is not None:
            ordered[line.sku] += line.quantity
    return any(line.sku is not None and sent[line.sku] < ordered[line.sku] for line in lines)
