"""An order: as it is stored (`OrderRecord`) and as it is shown (`Order`, contract.md)."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from server.domain.money import Money
from server.domain.ticket import Instant

TrackingStatus = Literal[
    "label_created",
    "picked_up",
    "in_transit",
    "customs",
    "out_for_delivery",
    "ready_for_pickup",
    "delivered",
    "failed_attempt",
    "returning",
    "returned",
    "lost",
    "exception",
]

_NOT_COMPARED = re.compile(r"[\s#\-‐-―−]+")


def plain_number(text: str) -> str:
    """An order number without case, `#`, blanks and hyphens: "NL-1042" and "nl 1042" are "nl1042"."""
    return _NOT_COMPARED.sub("", unicodedata.normalize("NFKC", text)).casefold()


def number_key(text: str, formats: Sequence[str]) -> str:
    """What order numbers are looked up by: the plain number without what the shop's `formats` put around `{n}`.

    "NL-1042", "#1042" and "1042" share the key "1042" in a shop that writes `NL-{n}`. Two orders may share a
    key; `plain_number` then tells them apart. Digits around `{n}` alone are never taken off: they could be
    the number's own.
    """
    number = plain_number(text)
    for order_format in formats:
        prefix, _, suffix = plain_number(order_format).partition("{n}")
        if not any(letter.isalpha() for letter in prefix + suffix):
            continue
        bare = number.removeprefix(prefix).removesuffix(suffix)
        if number == prefix + bare + suffix and bare.isdecimal():
            return bare
    return number


class ShipmentItem(Struct, frozen=True, forbid_unknown_fields=True):
    sku: str
    quantity: int


class TrackingEvent(Struct, frozen=True, forbid_unknown_fields=True):
    """One scan; `at` with offset."""

    at: Instant
    status: TrackingStatus
    place: str | None = None
    note: str | None = None


class Shipment(Struct, frozen=True):
    """One parcel of an order; events oldest first."""

    supplier: str | None
    supplier_order: str | None
    carrier: str | None
    number: str | None
    url: str | None
    promised_by: date | None
    items: list[ShipmentItem]
    events: list[TrackingEvent]

    @property
    def newest_event(self) -> TrackingEvent | None:
        return self.events[-1] if self.events else None


class OrderLine(Struct, frozen=True):
    """A line of the order; `price` per piece and `discount` per line, in the order's currency."""

    sku: str | None
    title: str
    quantity: int
    price: Decimal
    discount: Decimal


class OrderRecord(Struct, frozen=True):
    """All that the shop's export says of an order, with its shipments. Amounts are in `currency`."""

    number: str
    placed_at: datetime
    email: str | None
    customer_name: str | None
    phone: str | None
    company: str | None
    vat_number: str | None
    billing_country: str | None
    shipping_country: str | None
    shipping_address: str | None
    currency: str
    total: Decimal
    subtotal: Decimal
    shipping: Decimal
    refunded: Decimal
    payment_method: str | None
    financial_status: str | None
    fulfillment_status: str | None
    paid_at: datetime | None
    fulfilled_at: datetime | None
    cancelled_at: datetime | None
    tags: list[str]
    notes: str | None
    lines: list[OrderLine]
    shipments: list[Shipment]

    @property
    def country(self) -> str | None:
        """Shipping, else billing country (ISO 3166-1 alpha-2)."""
        return self.shipping_country or self.billing_country


class OrderCustomer(Struct, frozen=True):
    name: str | None
    email: str | None
    country: str | None
    language: str | None


class OrderItem(Struct, frozen=True):
    sku: str | None
    title: str
    quantity: int
    price: Money
    discount: Money
    tags: list[str]
    supplier: str | None


class ShipmentView(Struct, frozen=True):
    supplier: str | None
    supplier_order: str | None
    carrier: str | None
    number: str | None
    url: str | None
    status: str
    promised_by: date | None
    items: list[ShipmentItem]
    events: list[TrackingEvent]


class CustomerHistory(Struct, frozen=True):
    past_orders: int
    refunds_last_12_months: int
    open_tickets: int


class Order(Struct, frozen=True):
    """The order as agents and the extension see it."""

    number: str
    placed_at: datetime
    customer: OrderCustomer
    currency: str
    total: Money
    subtotal: Money
    shipping: Money
    refunded: Money
    payment_method: str | None
    financial_status: str | None
    fulfillment_status: str | None
    cancelled_at: datetime | None
    items: list[OrderItem]
    shipments: list[ShipmentView]
    history: CustomerHistory
    refund_due_at: date | None
    refund_due_reason: str | None
