"""WooCommerce: orders as its REST API gives them.

Shape: WooCommerce REST API v3 reference, "Orders"; a list of them, or one a line. Times are the `_gmt` ones. Parcels
are read from the order's meta data where the extension Shipment Tracking keeps them (`_wc_shipment_tracking_items`:
provider, number, link, date shipped); it keeps no scans, so a parcel is on its way from the day it was sent.
"""

import json
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from server.domain.order import OrderLine, OrderRecord, Shipment, TrackingEvent
from server.imports.json_records import json_records
from server.imports.records import Orders, Refused, Unreadable, instant_of, list_of, object_of, text_of

_PAID = ("processing", "completed", "refunded")
_TRACKING = "_wc_shipment_tracking_items"


def read_woocommerce(path: Path) -> Orders:
    """Every order of the file."""
    for number, record in enumerate(json_records(path, "orders"), start=1):
        try:
            yield _order(record)
        except Unreadable as error:
            yield Refused(f"order {number}", str(error))


def _order(record: dict[str, Any]) -> OrderRecord:
    number, placed_at = text_of(record, "number", "id"), instant_of(record, "date_created_gmt", "date_created")
    if number is None or placed_at is None:
        raise Unreadable("it has no number or no date_created")
    billing, shipping = object_of(record, "billing"), object_of(record, "shipping")
    status = text_of(record, "status") or ""
    total, postage = _money(record, "total"), _money(record, "shipping_total") + _money(record, "shipping_tax")
    return OrderRecord(
        number=number,
        placed_at=placed_at,
        email=text_of(billing, "email"),
        customer_name=_name(billing) or _name(shipping),
        phone=text_of(billing, "phone") or text_of(shipping, "phone"),
        company=text_of(billing, "company") or text_of(shipping, "company"),
        vat_number=_meta(record, "_billing_vat_number", "_vat_number", "vat_number"),
        billing_country=text_of(billing, "country"),
        shipping_country=text_of(shipping, "country"),
        shipping_address=_address(shipping),
        currency=text_of(record, "currency") or "",
        total=total,
        subtotal=max(total - postage, Decimal(0)),
        shipping=postage,
        refunded=sum((abs(_money(refund, "total", "amount")) for refund in list_of(record, "refunds")), Decimal(0)),
        payment_method=text_of(record, "payment_method_title", "payment_method"),
        financial_status="refunded" if status == "refunded" else "paid" if status in _PAID else "pending",
        fulfillment_status="fulfilled" if status == "completed" else None,
        paid_at=instant_of(record, "date_paid_gmt", "date_paid"),
        fulfilled_at=instant_of(record, "date_completed_gmt", "date_completed"),
        cancelled_at=instant_of(record, "date_modified_gmt", "date_modified") if status == "cancelled" else None,
        tags=[],
        notes=text_of(record, "customer_note"),
        lines=[line for item in list_of(record, "line_items") if (line := _line(item)).quantity],
        shipments=[_shipment(parcel) for parcel in _parcels(record)],
    )


def _line(item: dict[str, Any]) -> OrderLine:
    """Price a piece before, discount of the line after the coupons, both with tax, as the customer saw them."""
    quantity = item.get("quantity")
    whole = quantity if isinstance(quantity, int) else 0
    before = _money(item, "subtotal") + _money(item, "subtotal_tax")
    after = _money(item, "total") + _money(item, "total_tax")
    return OrderLine(
        sku=text_of(item, "sku"),
        title=text_of(item, "name") or "",
        quantity=whole,
        price=(before / whole).quantize(Decimal("0.01")) if whole else Decimal(0),
        discount=max(before - after, Decimal(0)),
    )


def _money(record: dict[str, Any], *names: str) -> Decimal:
    raw = text_of(record, *names)
    try:
        return Decimal(raw or "0")
    except InvalidOperation as error:
        raise Unreadable(f"{names[0]} is no amount") from error


def _name(person: dict[str, Any]) -> str | None:
    return " ".join(part for name in ("first_name", "last_name") if (part := text_of(person, name))) or None


def _address(person: dict[str, Any]) -> str | None:
    city = " ".join(part for name in ("postcode", "city") if (part := text_of(person, name)))
    parts = [text_of(person, "address_1"), text_of(person, "address_2"), city, text_of(person, "country")]
    return ", ".join(part for part in parts if part) or None


def _meta(record: dict[str, Any], *keys: str) -> str | None:
    meta = {text_of(entry, "key"): entry for entry in list_of(record, "meta_data")}
    return next((value for key in keys if key in meta and (value := text_of(meta[key], "value"))), None)


def _parcels(record: dict[str, Any]) -> list[dict[str, Any]]:
    for entry in list_of(record, "meta_data"):
        if entry.get("key") == _TRACKING:
            value = entry.get("value")
            try:
                parcels = json.loads(value) if isinstance(value, str) else value
            except json.JSONDecodeError as error:
                raise Unreadable(f"{_TRACKING} is damaged") from error
            return [parcel for parcel in parcels if isinstance(parcel, dict)] if isinstance(parcels, list) else []
    return []


def _shipment(parcel: dict[str, Any]) -> Shipment:
    shipped = text_of(parcel, "date_shipped")
    sent_at = datetime.fromtimestamp(int(shipped), UTC) if shipped and shipped.isdigit() else None
    return Shipment(
        supplier=None,
        supplier_order=None,
        carrier=text_of(parcel, "tracking_provider", "custom_tracking_provider"),
        number=text_of(parcel, "tracking_number"),
        url=text_of(parcel, "custom_tracking_link", "tracking_link"),
        promised_by=None,
        items=[],
        events=[TrackingEvent(sent_at, "in_transit")] if sent_at else [],
    )
