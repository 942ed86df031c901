"""products.csv."""

from decimal import Decimal
from typing import Any

import pytest

FILE = "products.csv"


def test_a_product_is_what_its_row_says(folder: Any) -> None:
    """Cells of several parts are lists, empty cells are nothing."""
    lamp, other = folder.read().products
    assert lamp.cost == Decimal("14.20")
    assert (lamp.cost_currency, lamp.currency, lamp.weight_g) == ("USD", "EUR", 950)
    assert (lamp.tags, lamp.substitutes, lamp.aliases) == (["lamp", "sale"], ["LAMP-2"], ["Luna lamp", "Lamp Luna"])
    assert other.title == 'Lampe "Mond", groß'
    assert (other.tags, other.substitutes) == ([], [])


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("sku,title", "sku,titel", "bad_value"),
        (",aliases", ",alias", "unknown_key"),
        ("LAMP-1,", ",", "bad_value"),
        ("Lampe Luna", "", "bad_value"),
        ("sz-lumen,14.20", "lumen,14.20", "missing_reference"),
        ("14.20", '"14,20"', "bad_value"),
        ("14.20", "-1", "bad_value"),
        ("49.00,EUR", "49.00,€", "bad_value"),
        ("950", "1 kg", "bad_value"),
        ("lamp;sale,LAMP-2", "lamp;sale,LAMP-9", "missing_reference"),
        ("lamp;sale,LAMP-2", "lamp;sale", "bad_value"),
        ("LAMP-1,Lampe", '"LAMP-1"x,Lampe', "unreadable"),
    ],
)
def test_a_mistake_is_found_at_its_line(folder: Any, old: str, new: str, code: str) -> None:
    """Each wrong row names its line."""
    for file in ("tracking.jsonl", "tickets.jsonl"):
        folder.write(file, "")
    line = folder.replace(FILE, old, new)
    assert (FILE, line, code) in folder.found()
    assert {file for file, _, _ in folder.found()} == {FILE}


def test_a_sku_is_used_once(folder: Any) -> None:
    """The second row of a SKU is named."""
    text = (folder.path / FILE).read_text(encoding="utf-8")
    folder.write(FILE, text + text.splitlines()[1] + "\n")
    assert folder.found() == [(FILE, 4, "duplicate")]
