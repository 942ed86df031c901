"""orders.csv: an order export of Shopify with its real header."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

from server.domain.order import OrderLine, OrderRecord, Shipment, plain_number
from server.stores.formats.findings import Findings, Names
from server.stores.formats.table import Columns, Row, read_table
from server.stores.vat_numbers import vat_number_in

FILE = "orders.csv"

_COLUMNS = Columns(
    needed=("name", "created at", "currency", "total", "lineitem quantity", "lineitem name", "lineitem price"),
    optional=(
        "email", "phone", "financial status", "paid at", "fulfillment status", "fulfilled at",
        "cancelled at", "canceled at", "subtotal", "shipping", "refunded amount", "payment method",
        "lineitem sku", "lineitem discount", "notes", "note attributes", "tags",
        "billing name", "billing company", "billing country", "billing phone",
        "shipping name", "shipping company", "shipping address1", "shipping address2", "shipping zip",
        "shipping city", "shipping province", "shipping country", "shipping phone",
    ),
    others_are_ignored=True,
)  # fmt: skip
_NONE = Decimal(0)
_NEVER = datetime.fromtimestamp(0, UTC)


class Orders:
    """The orders of an export, named by their number without case, `#`, blanks and hyphens."""

    def __init__(self) -> None:
        self.names = Names("order")
        self._orders: dict[str, OrderRecord] = {}
        self._lines: dict[str, list[OrderLine]] = {}
        self._skus: set[str] = set()

    def skus(self, number: str) -> set[str]:
        """The SKUs in the order of this number."""
        return {line.sku for line in self._lines.get(plain_number(number), []) if line.sku}

    def has_sku(self, sku: str) -> bool:
        """Whether any order has a line of this SKU."""
        return sku in self._skus

    def with_shipments(self, shipments: dict[str, list[Shipment]]) -> list[OrderRecord]:
        """All orders, each with its shipments by plain number."""
        for name, order in self._orders.items():
            order.shipments.extend(shipments.get(name, []))
        return list(self._orders.values())

    def read(self, row: Row, findings: Findings) -> None:
        """Take up a row: the first of an order tells the order and a line, the others a line each."""
        row.require("name")
        name = plain_number(row.text("name") or "")
        is_first = name not in self._lines
        if is_first or row.text("total"):
            self.names.add(name, FILE, row.line, findings)
        if is_first:
            self._lines[name] = []
            self._orders[name] = _order(row, self._lines[name])
        line = _line(row)
        if line is not None:
            self._lines[name].append(line)
            self._skus.update([line.sku] if line.sku else [])


def read_orders(text: str | None, findings: Findings, on_read: Callable[[int], None]) -> Orders:
    """All orders of the export, incomplete without a text. `on_read` is told how many rows have been read."""
    orders = Orders()
    for count, row in enumerate(read_table(text, FILE, _COLUMNS, orders.names, findings), 1):
        orders.read(row, findings)
        on_read(count)
    return orders


def _order(row: Row, lines: list[OrderLine]) -> OrderRecord:
    """The order of a first row; a cell that is a finding is filled with anything, for the pack is refused."""
    row.require("created at", "currency", "total")
    total, shipping, subtotal = row.money("total") or _NONE, row.money("shipping") or _NONE, row.money("subtotal")
    return OrderRecord(
        number=row.text("name") or "",
        placed_at=row.instant("created at") or _NEVER,
        email=row.text("email"),
        customer_name=row.text("billing name") or row.text("shipping name"),
        phone=_without_apostrophe(row.text("phone") or row.text("billing phone") or row.text("shipping phone")),
        company=row.text("billing company") or row.text("shipping company"),
        vat_number=vat_number_in(row.text("notes"), row.text("note attributes"), row.text("billing company")),
        billing_country=row.country("billing country"),
        shipping_country=row.country("shipping country"),
        shipping_address=_address(row),
        currency=row.currency("currency") or "",
        total=total,
        subtotal=max(total - shipping, _NONE) if subtotal is None else subtotal,
        shipping=shipping,
        refunded=row.money("refunded amount") or _NONE,
        payment_method=row.text("payment method"),
        financial_status=row.text("financial status"),
        fulfillment_status=row.text("fulfillment status"),
        paid_at=row.instant("paid at"),
        fulfilled_at=row.instant("fulfilled at"),
        cancelled_at=row.instant("cancelled at") or row.instant("canceled at"),
        tags=row.texts("tags", ",;"),
        notes=row.text("notes"),
        lines=lines,
        shipments=[],
    )


def _line(row: Row) -> OrderLine | None:
    """The row's line item; None where it has none, or none that was kept in the order."""
    if not row.text("lineitem name") and not row.text("lineitem quantity"):
        return None
    row.require("lineitem name", "lineitem quantity", "lineitem price")
    line = OrderLine(
        sku=row.text("lineitem sku"),
        title=row.text("lineitem name") or "",
        quantity=row.whole_number("lineitem quantity") or 0,
        price=row.money("lineitem price") or _NONE,
        discount=row.money("lineitem discount") or _NONE,
    )
    return line if line.quantity else None


def _address(row: Row) -> str | None:
    city = f"{_without_apostrophe(row.text('shipping zip')) or ''} {row.text('shipping city') or ''}".strip()
    street = row.text("shipping address1"), row.text("shipping address2")
    parts = [*street, city, row.text("shipping province"), row.text("shipping country")]
    return ", ".join(part for part in parts if part) or None


def _without_apostrophe(text: str | None) -> str | None:
    """Shopify writes '01234, so that no spreadsheet takes the leading zero away."""
    return text.removeprefix("'") if text else None
