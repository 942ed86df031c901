"""suppliers.yaml."""

from decimal import Decimal
from typing import Any

import pytest

FILE = "suppliers.yaml"


def test_a_supplier_is_what_the_file_says(folder: Any) -> None:
    """Yes and no are taken where true and false are; hours have their defaults."""
    (supplier,) = folder.read().suppliers
    assert supplier.ships_to == {"DE": Decimal("4.90"), "default": Decimal("9.00")}
    assert supplier.returns is not None
    assert supplier.returns.accepted is True
    assert supplier.claims is not None
    assert supplier.claims.pays == {"damaged": 100, "lost": 50}
    assert supplier.quiet_hours == 72


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("language: en", "language: English", "bad_value"),
        ("timezone: Asia/Shanghai", "timezone: China", "bad_value"),
        ("timezone: Asia/Shanghai", "quiet_hour: 72", "unknown_key"),
        ("timezone: Asia/Shanghai", "quiet_hours: long", "bad_value"),
        ("{DE: 4.90", "{Germany: 4.90", "bad_value"),
        ("{DE: 4.90", "{DE: free", "bad_value"),
        ("accepted: yes", "accepted: sometimes", "bad_value"),
        ("window_from: delivery", "window_from: Monday", "bad_value"),
        ("{damaged: 100", "{broken: 100", "bad_value"),
        ("{damaged: 100", "{damaged: 120", "bad_value"),
    ],
)
def test_a_mistake_is_found_at_its_line(folder: Any, old: str, new: str, code: str) -> None:
    """Each wrong line is one finding, and products of the supplier are not blamed."""
    line = folder.replace(FILE, old, new)
    assert folder.found() == [(FILE, line, code)]


def test_an_id_is_used_once(folder: Any) -> None:
    """The second supplier of a name is named with its line."""
    text = (folder.path / FILE).read_text(encoding="utf-8")
    folder.write(FILE, text + text)
    assert folder.found() == [(FILE, 9, "duplicate")]


def test_suppliers_are_a_list(folder: Any) -> None:
    """A mapping is no list of suppliers."""
    folder.write(FILE, "sz-lumen: {name: Lumen}\n")
    assert folder.found() == [(FILE, 1, "bad_value")]
