"""tracking.jsonl: the parcels of orders and their scans."""

from collections.abc import Callable
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from server.domain.order import Shipment, ShipmentItem, TrackingEvent, plain_number
from server.stores.formats.findings import SENTENCES, Findings, Names
from server.stores.formats.json_lines import read_json_lines
from server.stores.formats.kinds import Link, Text
from server.stores.formats.typed import read_as
from server.stores.read_orders import Orders

FILE = "tracking.jsonl"


class _Item(ShipmentItem, frozen=True):
    quantity: Annotated[int, Meta(ge=1, description="from_one")]


class _Line(Struct, frozen=True):
    order: Text
    supplier: str | None = None
    supplier_order: str | None = None
    carrier: str | None = None
    number: str | None = None
    url: Link | None = None
    promised_by: date | None = None
    items: list[_Item] = []
    events: list[TrackingEvent] = []


def read_tracking(
    content: bytes, orders: Orders, suppliers: Names, findings: Findings, on_read: Callable[[int], None]
) -> dict[str, list[Shipment]]:
    """The shipments of each order by its plain number. `on_read` is told how many lines have been read."""
    names = Names("parcel")
    shipments: dict[str, list[Shipment]] = {}
    for count, document in enumerate(read_json_lines(content, FILE, findings), 1):
        on_read(count)
        line = read_as(_Line, document, findings)
        if line is None:
            continue
        _check_references(line, document.line(), orders, suppliers, findings)
        name = plain_number(line.order)
        if line.number:
            parcel = SENTENCES("parcel_of_order", number=line.number, order=line.order)
            names.add(parcel.en, FILE, document.line(), findings, shown=parcel)
        shipments.setdefault(name, []).append(_shipment(line))
    return shipments


def _shipment(line: _Line) -> Shipment:
    return Shipment(
        supplier=line.supplier,
        supplier_order=line.supplier_order,
        carrier=line.carrier,
        number=line.number,
        url=line.url,
        promised_by=line.promised_by,
        items=[ShipmentItem(item.sku, item.quantity) for item in line.items],
        events=sorted(line.events, key=lambda event: event.at),
    )


def _check_references(line: _Line, number: int, orders: Orders, suppliers: Names, findings: Findings) -> None:
    if line.supplier is not None and suppliers.lacks(line.supplier):
        said = SENTENCES("suppliers.lacks", supplier=line.supplier, known=", ".join(suppliers))
        findings.add("missing_reference", FILE, number, said)
    if orders.names.lacks(plain_number(line.order)):
        findings.add("missing_reference", FILE, number, SENTENCES("tracking.no_order", order=line.order))
        return
    skus = orders.skus(line.order)
    for item in line.items:
        if item.sku not in skus and not orders.names.incomplete:
            said = SENTENCES("tracking.no_item", order=line.order, sku=item.sku, known=", ".join(sorted(skus)))
            findings.add("missing_reference", FILE, number, said)
