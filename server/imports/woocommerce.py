"""WooCommerce: orders as its REST API gives them.

Shape: WooCommerce REST API v3 reference, "Orders"; a list of them, or one a line. Times are the `_gmt` ones. Parcels
are read from the order's meta data where the extensions Shipment Tracking and Advanced Shipment Tracking keep them
(`_wc_shipment_tracking_items`: provider, number, link, date shipped); they keep no scans, so a parcel is on its way
from the day it was sent.
"""

import json
import re
from datetime import UTC, datetime
from decimal import ROUND_UP, Decimal, InvalidOperation
from typing import Any, BinaryIO

from server.domain.order import OrderLine, OrderRecord, Shipment, TrackingEvent
from server.domain.ticket import is_plausible
from server.imports.build import each
from server.imports.json_records import json_records
from server.imports.records import NotWanted, Orders, instant_of, list_of, number_of, object_of, text_of, unreadable
from server.stores.vat_numbers import vat_number_in

_NO_ORDERS = ("checkout-draft", "auto-draft", "trash")
_TRACKING = "_wc_shipment_tracking_items"
_CODE = {2: re.compile("[A-Z]{2}"), 3: re.compile("[A-Z]{3}")}
_CENT = Decimal("0.01")
_MOST = Decimal(10) ** 9
_NONE = Decimal(0)


def read_woocommerce(file: BinaryIO) -> Orders:
    """Every order of the file."""
    return each(json_records(file, "orders"), _order, "order")


def _order(record: dict[str, Any]) -> OrderRecord:
    number, placed_at = text_of(record, "number", "id"), instant_of(record, "date_created_gmt", "date_created")
    status, currency = text_of(record, "status") or "", _code(record, "currency", 3)
    if status in _NO_ORDERS:
        raise NotWanted
    if number is None or placed_at is None or currency is None:
        raise unreadable("no_number")
    billing, shipping = object_of(record, "billing"), object_of(record, "shipping")
    total, postage = _money(record, "total"), _money(record, "shipping_total") + _money(record, "shipping_tax")
    refunded = sum((abs(_money(refund, "total", "amount")) for refund in list_of(record, "refunds")), _NONE)
    paid_at = instant_of(record, "date_paid_gmt", "date_paid")
    return OrderRecord(
        number=number,
        placed_at=placed_at,
        email=text_of(billing, "email"),
        customer_name=_name(billing) or _name(shipping),
        phone=text_of(billing, "phone") or text_of(shipping, "phone"),
        company=text_of(billing, "company") or text_of(shipping, "company"),
        vat_number=_vat_number(record, billing),
        billing_country=_code(billing, "country", 2),
        shipping_country=_code(shipping, "country", 2),
        shipping_address=_address(shipping),
        currency=currency,
        total=total,
        subtotal=max(total - postage, _NONE),
        shipping=postage,
        refunded=refunded,
        payment_method=text_of(record, "payment_method_title", "payment_method"),
        financial_status=_financial_status(status, paid_at, refunded, total),
        fulfillment_status="fulfilled" if status == "completed" else None,
        paid_at=paid_at,
        fulfilled_at=instant_of(record, "date_completed_gmt", "date_completed"),
        cancelled_at=instant_of(record, "date_modified_gmt", "date_modified") if status == "cancelled" else None,
        tags=[],
        notes=text_of(record, "customer_note"),
        lines=[line for item in list_of(record, "line_items") if (line := _line(item)).quantity],
        shipments=[_shipment(parcel) for parcel in _parcels(record)],
    )


def _financial_status(status: str, paid_at: datetime | None, refunded: Decimal, total: Decimal) -> str:
    """Paid is what has a day of payment: an order that was cancelled after it is still owed its money."""
    if status == "refunded" or 0 < total <= refunded:
        return "refunded"
    if refunded:
        return "partially_refunded"
    return "paid" if paid_at or status == "completed" else "pending"


def _line(item: dict[str, Any]) -> OrderLine:
    """A line with tax, as the customer saw it: price a piece before the coupons, and what they took off the line.

    The price is rounded up where it does not divide evenly, and the discount takes the difference back.
    """
    quantity = number_of(item, "quantity") or 0
    before = _money(item, "subtotal") + _money(item, "subtotal_tax")
    after = _money(item, "total") + _money(item, "total_tax")
    price = (max(before, after) / quantity).quantize(_CENT, ROUND_UP) if quantity > 0 else _NONE
    return OrderLine(
        sku=text_of(item, "sku"),
        title=text_of(item, "name") or "",
        quantity=max(quantity, 0),
        price=price,
        discount=price * quantity - after if quantity > 0 else _NONE,
    )


def _money(record: dict[str, Any], *names: str) -> Decimal:
    """The first of these fields that holds an amount, 0 where none does; text in the REST API, numbers elsewhere."""
    for name in names:
        raw = record.get(name)
        if isinstance(raw, str | int | float | Decimal) and not isinstance(raw, bool) and str(raw).strip():
            try:
                amount = Decimal(str(raw).strip())
            except InvalidOperation as error:
                raise unreadable("no_amount", name=name) from error
            if not amount.is_finite() or abs(amount) > _MOST:
                raise unreadable("no_amount", name=name)
            return amount
    return _NONE


def _code(record: dict[str, Any], name: str, letters: int) -> str | None:
    """A country or currency code; None where it is none."""
    code = (text_of(record, name) or "").upper()
    return code if _CODE[letters].fullmatch(code) else None


def _vat_number(record: dict[str, Any], billing: dict[str, Any]) -> str | None:
    told = _meta(record, "_billing_vat_number", "_vat_number", "vat_number")
    return told or vat_number_in(text_of(record, "customer_note"), text_of(billing, "company"))


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
            except (ValueError, RecursionError) as error:
                raise unreadable("damaged", name=_TRACKING) from error
            return [parcel for parcel in parcels if isinstance(parcel, dict)] if isinstance(parcels, list) else []
    return []


def _shipment(parcel: dict[str, Any]) -> Shipment:
    sent_at = _day_shipped(parcel)
    return Shipment(
        supplier=None,
        supplier_order=None,
        carrier=text_of(parcel, "tracking_provider", "custom_tracking_provider"),
        number=text_of(parcel, "tracking_number"),
        url=_link(parcel),
        promised_by=None,
        items=[],
        events=[TrackingEvent(sent_at, "in_transit")] if sent_at else [],
    )


def _day_shipped(parcel: dict[str, Any]) -> datetime | None:
    """Seconds since 1970, as number or text."""
    seconds = text_of(parcel, "date_shipped") or ""
    if not re.fullmatch("[0-9]{1,10}", seconds):
        return None
    day = datetime.fromtimestamp(int(seconds), UTC)
    return day if is_plausible(day) else None


def _link(parcel: dict[str, Any]) -> str | None:
    """Only a web address: customers are given it to click."""
    link = text_of(parcel, "custom_tracking_link", "formatted_tracking_link", "ast_tracking_link", "tracking_link")
    return link if link and link.startswith(("https://", "http://")) else None
