"""store.yaml."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from server.domain.store import DatedValue, Store

FILE = "store.yaml"


def test_a_store_is_what_its_file_says(folder: Any) -> None:
    """Hours by weekday, returns by country, and parameters by day, the oldest first."""
    store = folder.read().store
    assert store.hours[0] == [(time(9), time(17))]
    assert store.hours[5] == [(time(10), time(12)), (time(13), time(14, 30))]
    assert 6 not in store.hours
    assert store.fx == {"CHF": Decimal("1.04")}
    assert store.returns.postage == {"default": "customer"}
    assert set(store.returns.address) == {"DE", "default"}
    assert store.parameters["return_window_days"] == [
        DatedValue(date(2025, 1, 1), Decimal(30)),
        DatedValue(date(2026, 9, 1), Decimal(21)),
    ]
    assert store.parameters["promised_days"] == [
        DatedValue(None, {"DE": Decimal(10), "AT": Decimal(12), "default": Decimal(18)})
    ]
    assert store.empowerment["manager"].refund_up_to == 500


def test_a_store_can_be_kept_as_json(folder: Any) -> None:
    """What was read comes back from the database as it was."""
    store = folder.read().store
    assert msgspec.json.decode(msgspec.json.encode(store), type=Store) == store


def test_a_store_needs_little(folder: Any) -> None:
    """Voice, region, rates, hours, agents and fee may be left out; parameters too, where nothing uses them."""
    text = (folder.path / FILE).read_text(encoding="utf-8")
    optional = ("voice", "region", "fx", "hours", "addresses", "order_formats", "payment_fee_percent")
    folder.write(FILE, "".join(f"{line}\n" for line in text.splitlines() if not line.startswith(optional)))
    store = folder.read().store
    assert (store.region, store.hours, store.payment_fee_percent) == (None, {}, 0)


@pytest.mark.parametrize(
    ("written", "weekdays"),
    [("mon-fri", [0, 1, 2, 3, 4]), ("sun", [6]), ("fri-mon", [0, 4, 5, 6])],
)
def test_hours_take_days_and_spans_of_days(folder: Any, written: str, weekdays: list[int]) -> None:
    """A day, several in a row, and a row that passes the weekend."""
    folder.replace(FILE, '{mon-fri: "09:00-17:00", sat: ["10:00-12:00", "13:00-14:30"]}', f"{{{written}: 22:00-24:00}}")
    hours = folder.read().store.hours
    assert sorted(hours) == weekdays
    assert hours[weekdays[0]] == [(time(22), time(0))]


@pytest.mark.parametrize(
    ("written", "value"),
    [("14", Decimal(14)), ("yes", True), ("false", False), ("vip", ["vip"]), ("[a, b]", ["a", "b"])],
)
def test_a_parameter_is_plain_or_dated(folder: Any, written: str, value: object) -> None:
    """A plain value holds since ever."""
    folder.replace(FILE, "parameters:\n", f"parameters:\n  extra: {written}\n")
    assert folder.read().store.parameters["extra"] == [DatedValue(None, value)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("id: nordlicht", "id: Nord licht", "bad_value"),
        ("name: Nordlicht", 'name: " "', "bad_value"),
        ("languages: [de, en]", "languages: [de, en, de]", "duplicate"),
        ("languages: [de, en]", "languages: []", "bad_value"),
        ("languages: [de, en]", "languages: [de, en, English]", "bad_value"),
        ("address_form: du", "address_form: ihr", "bad_value"),
        ("jurisdiction: none", "jurisdiction: AT", "bad_value"),
        ("region: DE-NW", "region: DE-XX", "bad_value"),
        ("currency: EUR", "currency: Euro", "bad_value"),
        ("CHF:", "EUR:", "bad_value"),
        ('CHF: "1.04"', "CHF: 0", "bad_value"),
        ('CHF: "1.04"', "CHF: -1.04", "bad_value"),
        ('CHF: "1.04"', 'CHF: "1,04"', "bad_value"),
        ("Europe/Berlin", "Europe/Kiel", "bad_value"),
        ("Europe/Berlin", "Europe", "bad_value"),
        ("mon-fri:", "mo-fr:", "bad_value"),
        ("09:00-17:00", "9 bis 17", "bad_value"),
        ("09:00-17:00", "09:00-25:00", "bad_value"),
        ("mon-fri:", "mon-sat:", "duplicate"),
        ("hilfe@nordlicht.example", "hilfe", "bad_value"),
        ('"NL-{n}"', "NL-1", "bad_value"),
        ("signature: helpdesk", "signature: none", "bad_value"),
        ("role: agent}", "role: boss}", "bad_value"),
        ("role: agent}", "role: agent, phone: 1}", "unknown_key"),
        ("role: agent}", "role: agent, role: agent}", "duplicate"),
        ("    - {from: 2026-09-01, value: 21}", "    - {from: September, value: 21}", "bad_value"),
        ("    - {from: 2026-09-01, value: 21}", "    - {from: 2026-09-01}", "bad_value"),
        ("    - {from: 2026-09-01, value: 21}", "    - {from: 2026-09-01, value: 21, to: 1}", "unknown_key"),
        ("    - {from: 2025-01-01, value: 30}", "    - {from: 2026-09-01, value: 30}", "duplicate"),
        ("default: 18}", "default: soon}", "bad_value"),
        ("AT: 12", "Austria: 12", "bad_value"),
        ("postage: customer", "postage: {DE: shop}", "bad_value"),
        ("postage: customer", "postage: us", "bad_value"),
        ("label: on_request", "label: true", "bad_value"),
        ('rma: "R-{order}-{n}"', 'rma: "R-{number}"', "bad_value"),
        ("keep_item_below: 15", "keep_items_below: 15", "unknown_key"),
        ("  manager: {refund_up_to: 500", "  boss: {refund_up_to: 500", "unknown_key"),
        ("discount_percent_up_to: 50", "discount_percent_up_to: 500", "bad_value"),
        ("payment_fee_percent: 2.9", "payment_fee_percent: 2.9%", "bad_value"),
        ("payment_fee_percent: 2.9", "reports: {per_person: true}", "unknown_key"),
        ("payment_fee_percent: 2.9", "reports: {typing_words_per_minute: 0}", "bad_value"),
    ],
)
def test_a_mistake_is_found_at_its_line(folder: Any, old: str, new: str, code: str) -> None:
    """Each wrong line of store.yaml is one finding."""
    line = folder.replace(FILE, old, new)
    assert (FILE, line, code) in folder.found()
    assert {file for file, _, _ in folder.found()} == {FILE}


def test_a_missing_key_is_found(folder: Any) -> None:
    """What the shop must say and does not is named."""
    folder.replace(FILE, "jurisdiction: none\n", "")
    (finding,) = folder.findings()
    assert (finding.file, finding.line, finding.code) == (FILE, 1, "bad_value")
    assert "jurisdiction is missing; write jurisdiction: one of DE, none" in finding.message


def test_a_parameter_that_nothing_uses_is_a_warning(folder: Any) -> None:
    """It may be a misspelt name, but the pack loads."""
    line = folder.replace(FILE, "  promised_days:", "  spare: 1\n  promised_days:")
    assert folder.found() == [(FILE, line, "unused_param")]
    assert folder.findings()[0].level == "warning"
    assert "spare" in folder.read().store.parameters
