"""orders.csv: the rows of Shopify's order export, every column of it."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import datetime

from evals.generators.nordlicht.charges import Line
from evals.generators.nordlicht.countries import Country
from evals.generators.nordlicht.dice import Dice
from evals.generators.nordlicht.orders import PlacedOrder
from evals.generators.nordlicht.people import PHONES, Address
from evals.generators.nordlicht.plan import BERLIN
from evals.generators.nordlicht.sources import read_header

HEADER = read_header()
"""As Shopify writes it, in its order."""

_LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_FIRST_ID = 6404182913041
_ID_STEP = 523_801_117  # no two orders share an id, and they grow with time

Cells = Mapping[str, str]


def export(orders: Mapping[str, PlacedOrder]) -> str:
    """The file, an order after the other by `orders`' names; an order's own cells stand on its first row only."""
    text = io.StringIO()
    rows = csv.DictWriter(text, HEADER, restval="", lineterminator="\n")
    rows.writeheader()
    for index, (name, order) in enumerate(orders.items()):
        rows.writerows(_rows(name, order, index))
    return text.getvalue()


def _rows(name: str, order: PlacedOrder, index: int) -> Iterator[Cells]:
    for line in order.lines:
        order_cells = _order_cells(order, index) if line is order.lines[0] else {}
        yield {"Name": name, **_every_row(order), **order_cells, **_line_cells(order, line)}


def _every_row(order: PlacedOrder) -> Cells:
    email = "" if "email" in order.slot.hide else order.person.email
    return {"Email": email, "Created at": _instant(order.placed_at), "Vendor": "Nordlicht"}


def _line_cells(order: PlacedOrder, line: Line) -> Cells:
    return {
        "Lineitem quantity": str(line.quantity),
        "Lineitem name": line.title,
        "Lineitem price": f"{line.price:.2f}",
        "Lineitem compare at price": "" if line.was is None else f"{line.was:.2f}",
        "Lineitem sku": line.sku,
        "Lineitem requires shipping": _true(line.travels),
        "Lineitem taxable": _true(line.taxable),
        "Lineitem fulfillment status": "fulfilled" if order.is_line_sent(line) else "pending",
        "Lineitem discount": f"{line.discount:.2f}",
    }


def _order_cells(order: PlacedOrder, index: int) -> Cells:
    home, sums, slot = order.person.home, order.charges, order.slot
    reference = _reference(order) if order.paid_at else ""
    return {
        "Financial Status": _financial_status(order),
        "Paid at": _instant(order.paid_at),
        "Fulfillment Status": _fulfillment_status(order),
        "Fulfilled at": _instant(order.fulfilled_at),
        "Accepts Marketing": "yes" if order.person.accepts_marketing else "no",
        "Currency": home.currency,
        "Subtotal": f"{sums.subtotal:.2f}",
        "Shipping": f"{sums.shipping:.2f}",
        "Taxes": f"{sums.taxes:.2f}",
        "Total": f"{sums.total:.2f}",
        "Discount Code": sums.code,
        "Discount Amount": f"{sums.discount:.2f}",
        "Shipping Method": _shipping_method(order, home),
        **_addresses(order, home),
        "Notes": order.note,
        "Note Attributes": order.attributes,
        "Cancelled at": _instant(order.cancelled_at),
        "Payment Method": order.payment,
        "Payment Reference": reference,
        "Refunded Amount": f"{order.refunded:.2f}",
        "Outstanding Balance": "0.00" if order.paid_at or order.cancelled_at else f"{sums.total:.2f}",
        "Id": str(_FIRST_ID + index * _ID_STEP + Dice(order.key, "id").number(1, _ID_STEP // 2)),
        "Tags": slot.tags,
        "Risk Level": "Low",
        "Source": "web",
        **_taxes(order, home),
        "Payment ID": reference,
        "Payment References": reference,
    }


def _financial_status(order: PlacedOrder) -> str:
    if order.paid_at is None:
        return "voided" if order.cancelled_at else "pending"
    if order.refunded:
        return "refunded" if order.refunded == order.charges.total else "partially_refunded"
    return "paid"


def _fulfillment_status(order: PlacedOrder) -> str:
    if order.is_sent:
        return "fulfilled"
    is_partial = order.cancelled_at is None and any(order.is_line_sent(line) for line in order.lines)
    return "partial" if is_partial else "unfulfilled"


def _reference(order: PlacedOrder) -> str:
    dice = Dice(order.key, "reference")
    return "r" + "".join(dice.pick(_LETTERS) for _ in range(15))


def _shipping_method(order: PlacedOrder, home: Country) -> str:
    if not any(line.travels for line in order.lines):
        return ""
    return home.methods[-1] if order.slot.express else home.methods[0]


def _taxes(order: PlacedOrder, home: Country) -> Cells:
    if home.tax is None:
        return {}
    return {"Tax 1 Name": f"{home.tax[0]} {home.tax[1]}%", "Tax 1 Value": f"{order.charges.taxes:.2f}"}


def _addresses(order: PlacedOrder, home: Country) -> Cells:
    cells = _address("Billing", order.person.address, order, home)
    if any(line.travels for line in order.lines):
        cells |= _address("Shipping", order.recipient, order, home)
    return cells


def _address(kind: str, to: Address, order: PlacedOrder, home: Country) -> dict[str, str]:
    person = order.person
    return {
        f"{kind} Name": "" if "name" in order.slot.hide else to.name,
        f"{kind} Street": f"{to.street}, {to.extra}" if to.extra else to.street,
        f"{kind} Address1": to.street,
        f"{kind} Address2": to.extra,
        f"{kind} Company": person.company if to.name == person.name else "",
        f"{kind} City": to.city,
        f"{kind} Zip": f"'{to.zip}",
        f"{kind} Province": person.province,
        f"{kind} Country": person.country,
        f"{kind} Phone": PHONES.get(person.email, ""),
        f"{kind} Province Name": home.provinces.get(person.province, ""),
    }


def _instant(instant: datetime | None) -> str:
    return "" if instant is None else instant.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M:%S %z")


def _true(value: bool) -> str:
    return "true" if value else "false"
