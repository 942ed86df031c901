"""WooCommerce orders become orders as the product keeps them."""

from decimal import Decimal
from typing import Any

import pytest

from server.imports.records import LeftOut, Refused
from server.imports.woocommerce import read_woocommerce
from tests.imports.samples import WOOCOMMERCE, as_file, only_order


def test_a_woocommerce_order_with_prices_as_the_customer_saw_them() -> None:
    """With tax; the coupon is the line's discount, the refund is not forgotten."""
    order = only_order(read_woocommerce(as_file([WOOCOMMERCE])))
    (line,) = order.lines
    assert (line.price, line.quantity, line.discount) == (Decimal("25.00"), 2, Decimal("5.00"))
    assert (order.total, order.shipping, order.refunded) == (Decimal("49.90"), Decimal("4.90"), Decimal("10.00"))
    assert order.shipping_address == "Ahornweg 3, 10115 Berlin, DE"


def test_a_woocommerce_parcel_is_on_its_way_from_the_day_it_was_sent() -> None:
    """The extension keeps carrier, number and day, no scans."""
    order = only_order(read_woocommerce(as_file([WOOCOMMERCE])))
    (parcel,) = order.shipments
    assert (parcel.carrier, parcel.number, [event.status for event in parcel.events]) == (
        "dhl",
        "00340",
        ["in_transit"],
    )


def test_what_was_paid_for_a_line_is_exact() -> None:
    """Three for 10.00: no cent is lost where the price does not divide evenly."""
    item = {
        **WOOCOMMERCE["line_items"][0],
        "quantity": 3,
        "subtotal": "10.00",
        "subtotal_tax": "0",
        "total": "10.00",
        "total_tax": "0",
    }
    (line,) = only_order(read_woocommerce(as_file([{**WOOCOMMERCE, "line_items": [item]}]))).lines
    assert line.price * line.quantity - line.discount == Decimal("10.00")


def test_an_amount_as_a_number_is_read_as_one_in_text() -> None:
    """Some extensions write numbers; none of them may count as nothing."""
    order = only_order(
        read_woocommerce(
            as_file(
                '[{"number": "1", "currency": "EUR", "status": "completed", '
                '"date_created_gmt": "2026-10-01T08:00:00", "total": 49.90}]'
            )
        )
    )
    assert order.total == Decimal("49.90")


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"refunds": []}, "paid"),
        ({"refunds": [], "status": "cancelled"}, "paid"),
        ({"refunds": [], "status": "on-hold", "date_paid_gmt": None}, "pending"),
        ({}, "partially_refunded"),
        ({"refunds": [{"id": 1, "total": "-49.90"}]}, "refunded"),
    ],
)
def test_an_order_is_paid_from_its_day_of_payment(changes: dict[str, Any], status: str) -> None:
    """Also when it was cancelled later: its money is still owed."""
    assert only_order(read_woocommerce(as_file([{**WOOCOMMERCE, **changes}]))).financial_status == status


@pytest.mark.parametrize("status", ["checkout-draft", "auto-draft", "trash"])
def test_what_was_never_ordered_is_left_out(status: str) -> None:
    """A cart at the checkout is in the list of orders too."""
    assert list(read_woocommerce(as_file([{**WOOCOMMERCE, "status": status}]))) == [LeftOut()]


@pytest.mark.parametrize(("total", "currency"), [("NaN", "EUR"), ("1e99", "EUR"), ("free", "EUR"), ("1.00", "")])
def test_an_order_without_a_sound_amount_is_refused(total: str, currency: str) -> None:
    """It would be counted in money facts."""
    (refused,) = read_woocommerce(as_file([{**WOOCOMMERCE, "total": total, "currency": currency}]))
    assert isinstance(refused, Refused)


def test_only_a_web_address_is_a_tracking_link() -> None:
    """Drafts hand it on to customers."""
    parcel = {"tracking_number": "1", "custom_tracking_link": "javascript:alert(1)", "formatted_tracking_link": ""}
    meta = [{"key": "_wc_shipment_tracking_items", "value": [parcel]}]
    (shipment,) = only_order(read_woocommerce(as_file([{**WOOCOMMERCE, "meta_data": meta}]))).shipments
    assert (shipment.url, shipment.events) == (None, [])
