"""orders.csv."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

FILE = "orders.csv"
HEADER = "Name,Email,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price"


def test_an_order_is_what_its_rows_say(folder: Any) -> None:
    """The first row tells the order, every row a line; leading apostrophes and unknown columns are dropped."""
    order, _ = folder.read().orders
    assert order.placed_at == datetime(2026, 10, 1, 9, 0, tzinfo=timezone(timedelta(hours=2)))
    assert (order.email, order.customer_name) == ("ada@kunde.example", "Ada Muster")
    assert (order.total, order.subtotal, order.shipping, order.refunded) == (
        Decimal("122.90"), Decimal("118.00"), Decimal("4.90"), Decimal(0),
    )  # fmt: skip
    assert order.shipping_address == "Hafenweg 1, 04109 Leipzig, DE"
    assert order.tags == ["b2b", "vip"]
    assert order.notes == "Bitte klingeln,\nzweimal"
    assert (order.paid_at is not None, order.fulfilled_at is not None, order.cancelled_at) == (True, True, None)
    assert [(line.sku, line.quantity, line.price, line.discount) for line in order.lines] == [
        ("LAMP-1", 1, Decimal("49.00"), Decimal(0)),
        ("LAMP-2", 1, Decimal("69.00"), Decimal("10.00")),
    ]


def test_an_order_may_lack_names_and_skus(folder: Any) -> None:
    """A gift card in another currency, bought by nobody in particular, is an order."""
    order = folder.read().orders[1]
    assert (order.customer_name, order.currency, order.country) == (None, "CHF", "CH")
    assert order.placed_at == datetime(2026, 10, 3, 12, tzinfo=UTC)
    assert (order.lines[0].sku, order.lines[0].title) == (None, "Gutschein")


@pytest.mark.parametrize("spelling", ["Cancelled at", "Canceled at", "CANCELLED AT"])
def test_both_spellings_of_cancelled_are_read(folder: Any, spelling: str) -> None:
    """Shopify has written it both ways, and headers are matched without case."""
    folder.write("tracking.jsonl", "")
    folder.write(
        FILE, f"{HEADER},{spelling}\n#1,a@b.example,EUR,5,2026-10-01T10:00:00Z,1,X,5,2026-10-02 10:00:00 +0200\n"
    )
    assert folder.read().orders[0].cancelled_at == datetime(2026, 10, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("column", "text", "number"),
    [
        ("Notes", "Bitte mit USt-IdNr. DE 123 456 789 auf der Rechnung", "DE123456789"),
        ("Note Attributes", "Size: M\nVAT Number: NL123456789B01", "NL123456789B01"),
        ("Billing Company", "Muster GmbH, UID: ATU12345678", "ATU12345678"),
        ("Billing Company", "Muster GmbH", None),
        ("Notes", "My lucky number is DE123456789", None),
        ("Notes", "VAT is included, right?", None),
    ],
)
def test_a_vat_number_is_found_behind_its_label(folder: Any, column: str, text: str, number: str | None) -> None:
    """Notes, note attributes and the company may hold it; without a label it may be anything."""
    folder.write("tracking.jsonl", "")
    folder.write(FILE, f'{HEADER},{column}\n#1,a@b.example,EUR,5,2026-10-01T10:00:00Z,1,X,5,"{text}"\n')
    assert folder.read().orders[0].vat_number == number


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("2026-10-03T12:00:00Z", "3.10.2026", 5),
        ("2026-10-03T12:00:00Z", "2026-10-03 12:00:00", 5),
        ("2026-10-03T12:00:00Z", "2026-02-30 12:00:00 +0100", 5),
        ("2026-10-03T12:00:00Z", "", 5),
        ("CHF,25.00", '"CHF","25,00"', 5),
        ("CHF,", ",", 5),
        ("1,Gutschein", "one,Gutschein", 5),
        ("1,Gutschein", ",Gutschein", 5),
        ("Leipzig,DE", "Leipzig,Deutschland", 2),
        ("2026-10-01 09:00:05 +0200", "yesterday", 2),
        ("69.00,LAMP-2,10.00", "69.00,LAMP-2,-10.00", 4),
        ("Lineitem price", "Lineitem cost", 1),
    ],
)
def test_a_mistake_is_found_at_its_line(folder: Any, old: str, new: str, line: int) -> None:
    """Each wrong cell names the line that its row begins in, after cells with line breaks too."""
    folder.replace(FILE, old, new)
    assert (FILE, line, "bad_value") in folder.found()


def test_a_row_of_the_wrong_width_is_found(folder: Any) -> None:
    """One comma too many is named, not shifted over."""
    folder.replace(FILE, "#1002,", "#1002,,")
    assert folder.found() == [(FILE, 5, "bad_value")]


def test_an_order_begins_once(folder: Any) -> None:
    """Order-level cells in a later row, under whatever spelling of the number, are a second order."""
    folder.replace(FILE, "#1002,", "1001,")
    assert folder.found() == [(FILE, 5, "duplicate")]


def test_findings_do_not_repeat_what_orders_say(folder: Any) -> None:
    """Cells of customers reach no log."""
    folder.replace(FILE, "Leipzig,DE", "Leipzig,Geheimland")
    assert all("Geheim" not in finding.message for finding in folder.findings())
