"""The message to the supplier: precise, by a day, nothing personal beyond need."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs

from server.domain.facts import FactValue
from server.domain.tree import SupplierAsk
from server.drafting.macro_writer.write import write
from server.drafting.task import WritingTask
from server.errors import InvalidRequest
from tests.drafting.tasks import (
    HOOD,
    LUNA,
    SUPPLIERS,
    eur,
    make_case,
    make_decision,
    make_facts,
    make_macro,
    make_order,
    make_shipment,
    make_task,
)


def task(ask: SupplierAsk | None = None, problem: FactValue = "damaged", **changes: Any) -> WritingTask:
    decision = make_decision("new", "replace", supplier=ask or SupplierAsk("replace", 48), amount=eur("49.00"))
    values = {"facts": make_facts(problem=problem, proof_provided=True), "decision": decision}
    return make_task(
        **({"kind": "supplier_message", "supplier": SUPPLIERS["sz-lumen"], "macros": []} | values | changes)
    )


def spoken(language: str) -> WritingTask:
    return task(supplier=structs.replace(SUPPLIERS["sz-lumen"], language=language))


def test_it_names_order_items_proof_tracking_and_request() -> None:
    """All that the supplier needs, under its own order number."""
    assert write(task()).text == (
        "Hello Shenzhen Lumen team,\n\n"
        "Goods from order LM-71903 reached our customer damaged.\n\n"
        "- Items: 1 × LUNA (Leselampe Luna - Messing)\n"
        "- Tracking: 00340434161094042557 (DHL)\n"
        "- Proof: photos or video attached\n\n"
        "Please send a replacement for these items to the same address, and send us the new tracking number "
        "by Wednesday 18 November, 17:00 your time.\n\n"
        "Best regards\nMia, Nordlicht"
    )


def test_it_is_due_when_the_outcome_says() -> None:
    """48 hours after the moment the case was looked at, on the shop's clock."""
    written = write(task())
    assert written.due_at == datetime(2026, 11, 18, 10, tzinfo=ZoneInfo("Europe/Berlin"))
    assert written.supplier == "sz-lumen"


def test_without_hours_the_suppliers_own_answer_time_counts() -> None:
    """answers_within_hours of suppliers.yaml."""
    supplier = structs.replace(SUPPLIERS["sz-lumen"], answers_within_hours=24)
    due = write(task(SupplierAsk("trace"), supplier=supplier)).due_at
    assert due is not None and due.day == 17


@pytest.mark.parametrize("secret", ["Jonas", "Petersen", "jonas@kundin.example", "Ahornweg", "Köln", "49", "53.90"])
def test_it_holds_nothing_personal_and_no_price(secret: str) -> None:
    """The supplier can look the address up in its own order."""
    assert secret not in write(task()).text


def test_the_address_is_given_where_the_supplier_has_no_order_of_its_own() -> None:
    """Goods cannot be sent to nowhere; the customer's mail address still stays out."""
    order = make_order(shipments=[make_shipment(supplier_order=None)])
    written = write(task(case=make_case(order=order)))
    assert "- Ship to: Jonas Petersen, Ahornweg 3, 50667 Köln" in written.text
    assert "to the address above" in written.text
    assert "order #1042" in written.text
    assert any("Bestellnummer des Lieferanten" in note for note in written.notes)


def test_no_address_is_given_where_nothing_ships() -> None:
    """A trace needs a tracking number, no name."""
    order = make_order(shipments=[make_shipment(supplier_order=None)])
    assert "Petersen" not in write(task(SupplierAsk("trace", 48), "lost", case=make_case(order=order))).text


def test_only_this_suppliers_items_are_listed() -> None:
    """Another supplier's goods are none of its business."""
    text = write(task(items=[LUNA, HOOD])).text
    assert "LUNA" in text and "HOOD" not in text


@pytest.mark.parametrize(
    ("language", "start", "note"),
    [("de", "Guten Tag Shenzhen Lumen,", False), ("zh", "Shenzhen Lumen 团队，您好：", False), ("vi", "Hello", True)],
)
def test_it_is_in_the_suppliers_language_else_in_english(language: str, start: str, note: bool) -> None:
    """Chinese suppliers read Chinese; a language without a text gets English and a note."""
    written = write(spoken(language))
    assert written.text.startswith(start)
    assert any("vi" in sentence for sentence in written.notes) == note


def test_chinese_days_are_chinese() -> None:
    """With the weekday, on the supplier's own clock."""
    assert "11月18日（星期三）17:00（贵方当地时间）" in write(spoken("zh")).text


def test_a_supplier_around_the_corner_is_told_no_foreign_clock() -> None:
    """Same offset, no word about whose time it is."""
    text = write(task(supplier=structs.replace(SUPPLIERS["sz-lumen"], timezone="Europe/Paris"))).text
    assert "10:00.\n" in text


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        ("replace", "replacement"),
        ("refund", "credit us"),
        ("ship", "ship these items"),
        ("trace", "trace the parcel"),
        ("confirm_stock", "in stock"),
        ("confirm", "what you can do"),
    ],
)
def test_every_request_has_its_sentence(ask: Any, words: str) -> None:
    """Replace, refund, ship, trace, stock, confirm."""
    assert words in write(task(SupplierAsk(ask, 24))).text


def test_the_agent_is_reminded_of_the_attachment() -> None:
    """The message speaks of photos, so they must be there."""
    assert any("anhängen" in note for note in write(task()).notes)
    missing = write(task(facts=make_facts(problem="damaged", proof_provided=False)))
    assert "attached" not in missing.text
    assert any("Foto" in note for note in missing.notes)


def test_the_shops_own_macro_is_used() -> None:
    """With our greeting and farewell where it brings none."""
    macro = make_macro("Please replace {{items}} of {{supplier_order}} by {{deadline}}.", ["new"], "en")
    macro = structs.replace(macro, kind="supplier_message")
    written = write(task(macros=[macro]))
    assert "Please replace 1 × LUNA (Leselampe Luna - Messing) of LM-71903 by Wednesday 18 November" in written.text
    assert written.text.startswith("Hello Shenzhen Lumen team,\n\nPlease replace")
    assert written.text.endswith("Best regards\nMia, Nordlicht")


def test_no_supplier_is_a_clear_error() -> None:
    """It says what to do."""
    with pytest.raises(InvalidRequest, match=r"products\.csv"):
        write(task(supplier=None))
