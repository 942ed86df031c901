"""tracking.jsonl."""

from datetime import date
from typing import Any

import pytest

FILE = "tracking.jsonl"


def test_a_shipment_belongs_to_its_order(folder: Any) -> None:
    """Numbers are compared without `#`, and scans stand oldest first whatever the file's order."""
    first, second = folder.read().orders
    (shipment,) = first.shipments
    assert (shipment.number, shipment.promised_by) == ("00340", date(2026, 10, 12))
    assert [event.status for event in shipment.events] == ["picked_up", "delivered"]
    assert second.shipments == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"1001"', "1001", "bad_value"),
        ('"1001"', '"1009"', "missing_reference"),
        ('"sz-lumen"', '"lumen"', "missing_reference"),
        ('"LAMP-1"', '"LAMP-9"', "missing_reference"),
        ('"quantity": 1', '"quantity": 0', "bad_value"),
        ('"quantity": 1', '"qty": 1', "unknown_key"),
        ('"carrier"', '"carier"', "unknown_key"),
        ('"carrier": "DHL"', '"carrier": "DHL", "carrier": "UPS"', "duplicate"),
        ('"2026-10-12"', '"12.10.2026"', "bad_value"),
        ("2026-10-08T10:00:00+02:00", "2026-10-08T10:00:00", "bad_value"),
        ('"delivered"', '"arrived"', "bad_value"),
        ('"https://track.example/00340"', '"track.example"', "bad_value"),
        ('{"order"', '"order"', "unreadable"),
    ],
)
def test_a_mistake_is_found_at_its_line(folder: Any, old: str, new: str, code: str) -> None:
    """The line of the shipment is named."""
    folder.replace(FILE, old, new)
    folder.write(FILE, "\n" + (folder.path / FILE).read_text(encoding="utf-8"))
    assert (FILE, 2, code) in folder.found()
    assert {file for file, _, _ in folder.found()} == {FILE}


def test_a_parcel_is_told_once(folder: Any) -> None:
    """The same number for the same order twice is a duplicate."""
    text = (folder.path / FILE).read_text(encoding="utf-8")
    folder.write(FILE, text + text)
    assert folder.found() == [(FILE, 2, "duplicate")]
