"""The demo shop's orders: written by the generator, read by the production readers, enough of every kind."""

import csv
import io
from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby, pairwise
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from evals.generators.nordlicht.write import files_of_shop
from server.cases.parcels import delivered_at, order_status, scans, shipment_status
from server.domain.order import OrderRecord, TrackingStatus
from server.domain.product import Product, Supplier
from server.domain.store import Store
from server.stores.formats.findings import Findings
from server.stores.formats.yaml12 import read_yaml
from server.stores.read_orders import read_orders
from server.stores.read_products import read_products
from server.stores.read_store import read_store
from server.stores.read_suppliers import read_suppliers
from server.stores.read_tracking import read_tracking

STORES = Path(__file__).parent.parent.parent / "evals" / "stores"
SHOP = STORES / "nordlicht"
AS_OF = datetime.fromisoformat("2026-11-16T10:00:00+01:00")

Row = dict[str, str]


class Nordlicht(msgspec.Struct, frozen=True):
    """The shop as the production readers see it."""

    store: Store
    suppliers: list[Supplier]
    products: dict[str, Product]
    orders: list[OrderRecord]


@pytest.fixture(scope="module")
def shop() -> Nordlicht:
    findings = Findings()
    store_file = read_yaml(_text("store.yaml"), "store.yaml", findings)
    suppliers_file = read_yaml(_text("suppliers.yaml"), "suppliers.yaml", findings)
    assert store_file
    assert suppliers_file
    store, _ = read_store(store_file, findings)
    suppliers, names = read_suppliers(suppliers_file, findings)
    products, _ = read_products(_text("products.csv"), names, findings)
    orders = read_orders(_text("orders.csv"), findings, lambda _: None)
    shipments = read_tracking((SHOP / "tracking.jsonl").read_bytes(), orders, names, findings, lambda _: None)
    assert [str(finding) for finding in findings.sorted()] == []
    assert store
    return Nordlicht(store, suppliers, {p.sku: p for p in products}, orders.with_shipments(shipments))


def test_the_generator_writes_the_files_that_are_committed() -> None:
    """After a change of plan, people or journeys: python -m evals.generators.nordlicht."""
    written = files_of_shop()
    assert {name: _text(name) == text for name, text in written.items()} == dict.fromkeys(written, True)


def test_orders_have_the_header_of_shopify() -> None:
    """Column for column what the mini shop's export has."""
    mini = (STORES / "mini" / "orders.csv").read_text(encoding="utf-8")
    assert _text("orders.csv").partition("\n")[0] == mini.partition("\n")[0]


def test_the_shop_has_its_size(shop: Nordlicht) -> None:
    """400 orders by at least 190 people over 14 months, 60 products, 6 suppliers; everything was sold once."""
    first, last = min(o.placed_at for o in shop.orders), max(o.placed_at for o in shop.orders)
    assert (len(shop.orders), len(shop.products), len(shop.suppliers)) == (400, 60, 6)
    assert len({order.email for order in shop.orders if order.email}) >= 190
    assert timedelta(days=400) < last - first < timedelta(days=430)
    assert {line.sku for order in shop.orders for line in order.lines if line.sku} == set(shop.products)


def test_every_sum_of_an_order_holds() -> None:
    """Subtotal, discount, shipping and total agree with the lines; no more is refunded than was paid."""
    wrong = []
    for name, rows in groupby(csv.DictReader(io.StringIO(_text("orders.csv"))), key=lambda row: row["Name"]):
        lines = list(rows)
        order = lines[0]
        goods = sum(Decimal(line["Lineitem price"]) * int(line["Lineitem quantity"]) for line in lines)
        off_lines = sum(Decimal(line["Lineitem discount"]) for line in lines)
        total, subtotal, off = (Decimal(order[cell]) for cell in ("Total", "Subtotal", "Discount Amount"))
        is_right = (
            subtotal == goods - off
            and total == subtotal + Decimal(order["Shipping"])
            and off >= off_lines
            and Decimal(order["Refunded Amount"]) <= total
            and Decimal(order["Taxes"]) < total
        )
        if not is_right:
            wrong.append(name)
    assert wrong == []


def test_only_the_first_row_of_an_order_tells_the_order() -> None:
    """Later rows hold the name, the address of the mail, the line item and nothing of the order."""
    rows = list(csv.DictReader(io.StringIO(_text("orders.csv"))))
    later = [row for before, row in pairwise(rows) if before["Name"] == row["Name"]]
    told = ("Total", "Financial Status", "Billing Name", "Shipping Country", "Id", "Refunded Amount", "Cancelled at")
    assert len(later) > 150
    assert not any(row[cell] for row in later for cell in told)


def test_nothing_happened_after_as_of(shop: Nordlicht) -> None:
    """No order, payment, shipment, cancellation or scan is dated later than the shop's clock."""
    instants = [
        instant
        for order in shop.orders
        for instant in (order.placed_at, order.paid_at, order.fulfilled_at, order.cancelled_at)
        if instant
    ]
    instants += [event.at for order in shop.orders for parcel in order.shipments for event in parcel.events]
    assert max(instants) <= AS_OF


def test_scans_follow_the_order_and_each_other(shop: Nordlicht) -> None:
    """A parcel has its label after the order was paid, and every scan after the one before."""
    for order in shop.orders:
        for parcel in order.shipments:
            instants = [event.at for event in parcel.events]
            assert instants == sorted(set(instants)), order.number
            assert order.paid_at is not None, order.number
            assert instants[0] > order.paid_at, order.number


def test_a_fulfilled_order_has_all_its_goods_in_parcels(shop: Nordlicht) -> None:
    """Only downloads and gift cards are fulfilled without one, and a cancelled order is not fulfilled."""
    for order in shop.orders:
        sent = {item.sku for parcel in order.shipments for item in parcel.items}
        goods = {line.sku for line in order.lines if line.sku and "digital" not in shop.products[line.sku].tags}
        assert (order.fulfillment_status == "fulfilled") == (goods <= sent and order.cancelled_at is None), order.number


def test_a_cancelled_order_was_never_sent(shop: Nordlicht) -> None:
    """It has no parcel, and its money went back where there was any."""
    cancelled = [order for order in shop.orders if order.cancelled_at]
    assert not any(order.shipments for order in cancelled)
    assert {order.financial_status for order in cancelled} == {"refunded", "voided"}


def test_every_tracking_status_occurs(shop: Nordlicht) -> None:
    """Also as the newest scan, save those that a parcel passes in an hour."""
    parcels = [parcel for order in shop.orders for parcel in order.shipments]
    assert {event.status for parcel in parcels for event in parcel.events} == set(get_args(TrackingStatus))
    newest = {parcel.events[-1].status for parcel in parcels}
    assert newest >= set(get_args(TrackingStatus)) - {"picked_up"}


def test_enough_open_cases_of_every_kind(shop: Nordlicht) -> None:
    """On the shop's day there is something to write about in every state."""
    today = AS_OF.date()
    count: Counter[str] = Counter()
    for order in shop.orders:
        status = order_status(order, AS_OF)
        if order.cancelled_at or status is None:
            continue
        promised = max((parcel.promised_by for parcel in order.shipments if parcel.promised_by), default=None)
        is_moving = status in ("in_transit", "out_for_delivery", "ready_for_pickup")
        count["in time"] += is_moving and promised is not None and promised >= today
        count["late"] += is_moving and promised is not None and promised < today
        count["astray"] += status in ("lost", "returned", "failed") and order.refunded == 0
        count["not shipped"] += status == "not_shipped"
        count["delivered"] += status == "delivered" and _days_since_delivery(order) <= 44
    least = {"in time": 15, "late": 20, "astray": 12, "not shipped": 20, "delivered": 100}
    assert {kind: count[kind] >= number for kind, number in least.items()} == dict.fromkeys(least, True)


def test_line_haul_is_silent_for_days(shop: Nordlicht) -> None:
    """Some parcels under way had no scan for a week, some for three."""
    quiet = [
        (AS_OF - scanned[-1].at).days
        for order in shop.orders
        for parcel in order.shipments
        if shipment_status(parcel, AS_OF) == "in_transit" and (scanned := scans(parcel, AS_OF))
    ]
    assert sum(days >= 7 for days in quiet) >= 10
    assert sum(days >= 21 for days in quiet) >= 2


def test_the_export_has_its_oddities(shop: Nordlicht) -> None:
    """Apostrophes before zips, gift cards without SKU, no name, no mail address, companies with and without VAT."""
    rows = [row for row in csv.DictReader(io.StringIO(_text("orders.csv"))) if row["Total"]]
    assert all(row["Billing Zip"].startswith("'") for row in rows)
    assert any(row["Billing Zip"].startswith("'0") for row in rows)
    assert sum(line.sku is None for order in shop.orders for line in order.lines) >= 3
    assert any(order.email is None and order.phone for order in shop.orders)
    assert any(order.customer_name is None and order.company is None for order in shop.orders)
    assert any(order.customer_name is None and order.company for order in shop.orders)
    assert sum(order.vat_number is not None for order in shop.orders) >= 3
    assert sum(order.company is not None and order.vat_number is None for order in shop.orders) >= 3
    assert any("b2b" in order.tags for order in shop.orders)


def test_money_comes_in_every_shape(shop: Nordlicht) -> None:
    """Currencies with and without a rate, unpaid, voided, partly and wholly refunded, cancelled, discounted by line."""
    currencies = Counter(order.currency for order in shop.orders)
    assert min(currencies[code] for code in ("CHF", "GBP")) >= 15
    assert set(currencies) - {"EUR", *shop.store.fx} == {"SEK"}
    costs = {product.cost_currency for product in shop.products.values()}
    assert costs - {"EUR", *shop.store.fx} == {"PLN"}
    statuses = Counter(order.financial_status for order in shop.orders)
    assert set(statuses) == {"paid", "pending", "voided", "refunded", "partially_refunded"}
    assert {"PayPal Express Checkout", "Klarna", "Shopify Payments", "Vorkasse"} == {
        order.payment_method for order in shop.orders
    }
    assert any(line.discount for order in shop.orders for line in order.lines)
    assert sum(order.cancelled_at is not None for order in shop.orders) >= 8


def test_people_are_told_apart_and_belong_together(shop: Nordlicht) -> None:
    """Repeat buyers, a surname of two strangers, a family behind one door."""
    orders = Counter(order.email for order in shop.orders)
    assert sum(number >= 3 for number in orders.values()) >= 30
    homes = {order.shipping_address for order in shop.orders if (order.customer_name or "").endswith("Brandt")}
    assert len(homes) == 2
    family = {order.email for order in shop.orders if (order.customer_name or "").endswith("Yıldırım")}
    assert len(family) == 3
    assert len({order.shipping_address for order in shop.orders if order.email in family}) == 1


def _text(name: str) -> str:
    return (SHOP / name).read_text(encoding="utf-8")


def _days_since_delivery(order: OrderRecord) -> int:
    came = max(instant for parcel in order.shipments if (instant := delivered_at(parcel, AS_OF)))
    return (AS_OF - came).days
