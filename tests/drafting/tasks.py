"""Small writing tasks: a lamp ordered on 1 November, asked about on Monday 16 November 2026 at ten in Berlin."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import structs

from server.domain.case import Case, Corrections, OrderMatch
from server.domain.decision import ApprovalNeed, Cost, Decision, GoodsReturn, LawRow
from server.domain.facts import Fact, FactValue, known, none, spec_of, unknown
from server.domain.money import Money
from server.domain.order import OrderLine, OrderRecord, Shipment, ShipmentItem, TrackingEvent, TrackingStatus
from server.domain.passage import Passage
from server.domain.policy import Macro
from server.domain.product import Product, Supplier, SupplierClaims
from server.domain.reading import Read, Reading
from server.domain.ticket import Customer, Message, Ticket
from server.domain.tree import Action
from server.domain.triage import Triage
from server.drafting.task import WritingTask
from server.stores.formats.findings import Findings, Names
from server.stores.read_macros import Macros
from tests.samples import sample_store

BERLIN = ZoneInfo("Europe/Berlin")
AS_OF = datetime(2026, 11, 16, 10, tzinfo=BERLIN)
STORE = sample_store()
TRACKING = "00340434161094042557"

PRODUCTS = {
    "LUNA": Product(
        "LUNA", "Leselampe Luna - Messing", "sz-lumen", Decimal("14.20"), "USD", Decimal("49.00"), "EUR", 950, None,
        [], [], ["Reading lamp Luna - Brass"],
    ),
    "HOOD": Product(
        "HOOD", "Hoodie Feierabend - M", "ruhr", Decimal("19.50"), "EUR", Decimal("54.00"), "EUR", 620, None,
        [], [], ["Feierabend hoodie - M"],
    ),
}  # fmt: skip
SUPPLIERS = {
    "sz-lumen": Supplier(
        "sz-lumen", "Shenzhen Lumen", "service@lumen.example", "en", "Asia/Shanghai",
        claims=SupplierClaims(30, "delivery", {"damaged": Decimal(100)}, ["photo", "order"]),
    ),
    "ruhr": Supplier("ruhr", "Ruhr-Licht Versand", "auftrag@ruhr.example", "de", "Europe/Berlin"),
}  # fmt: skip
LUNA = OrderLine("LUNA", "Leselampe Luna - Messing", 1, Decimal("49.00"), Decimal(0))
HOOD = OrderLine("HOOD", "Hoodie Feierabend - M", 1, Decimal("54.00"), Decimal(0))


def at(text: str) -> datetime:
    """An instant on the clock in Berlin, such as `2026-11-16 12:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def make_shipment(*events: tuple[str, TrackingStatus, str], **changes: Any) -> Shipment:
    """`events`: moment, status and place, oldest first."""
    shipment = Shipment(
        supplier="sz-lumen",
        supplier_order="LM-71903",
        carrier="DHL",
        number=TRACKING,
        url=f"https://track.example/{TRACKING}",
        promised_by=date(2026, 11, 20),
        items=[ShipmentItem("LUNA", 1)],
        events=[TrackingEvent(at(moment), status, place) for moment, status, place in events],
    )
    return structs.replace(shipment, **changes)


ON_ITS_WAY: list[tuple[str, TrackingStatus, str]] = [
    ("2026-11-03 08:00", "picked_up", "Shenzhen"),
    ("2026-11-13 06:40", "in_transit", "Hagen"),
]


def make_order(**changes: Any) -> OrderRecord:
    order = OrderRecord(
        number="#1042", placed_at=at("2026-11-01 09:30"), email="jonas@kundin.example", customer_name="Jonas Petersen",
        phone=None, company=None, vat_number=None, billing_country="DE", shipping_country="DE",
        shipping_address="Ahornweg 3, 50667 Köln", currency="EUR", total=Decimal("53.90"), subtotal=Decimal("49.00"),
        shipping=Decimal("4.90"), refunded=Decimal(0), payment_method="PayPal", financial_status="paid",
        fulfillment_status="fulfilled", paid_at=None, fulfilled_at=None, cancelled_at=None, tags=[], notes=None,
        lines=[LUNA], shipments=[make_shipment(*ON_ITS_WAY)],
    )  # fmt: skip
    return structs.replace(order, **changes)


def make_reading(language: str, **changes: Any) -> Reading:
    nothing: Read[Any] = Read(None, 0.0, "")
    reading = Reading(
        own_words="", earlier_words="", language=language, problem=nothing, other_problems=[], wish=nothing,
        withdrawal_declared=nothing, proof_provided=False, item_condition=nothing, seal_broken=nothing,
        mood=nothing, intent=nothing, numbers=[], other_numbers=[], items=[],
    )  # fmt: skip
    return structs.replace(reading, **changes)


def make_ticket(text: str = "Wo ist meine Lampe?", **changes: Any) -> Ticket:
    ticket = Ticket(
        messages=[Message("customer", text, sent_at=at("2026-11-16 08:42"))],
        helpdesk="zendesk",
        external_id="4711",
        channel="email",
        subject="Meine Lampe",
        customer=Customer("Jonas Petersen", "jonas@kundin.example"),
    )
    return structs.replace(ticket, **changes)


def make_case(language: str = "de", **changes: Any) -> Case:
    order = changes["order"] if "order" in changes else make_order()
    case = Case(
        ticket=make_ticket(), as_of=AS_OF, store=STORE, reading=make_reading(language), corrections=Corrections(),
        match=OrderMatch(order.number if order else None, [], "number" if order else None, []), order=order,
        products=PRODUCTS, suppliers=SUPPLIERS, sender_orders=[], order_tickets=[], earlier_customer_tickets=[],
        remedies=[],
    )  # fmt: skip
    return structs.replace(case, **changes)


def make_decision(outcome: str | None, action: Action, **changes: Any) -> Decision:
    decision = Decision(
        id="d", outcome=outcome, action=action, amount=None, until=None, asks=[], missing_facts=[], path=[], cites=[],
        owed=None, raised_by_law=False, law=[], return_=None, approval=ApprovalNeed(False, None, None), alternatives=[],
        cost=Cost(None, None), assumptions=[], other_problems=[], facts={}, order_number="#1042", order_candidates=[],
        tree_version="t", supplier=None, return_by=None, refund_by=None, next_step_day=date(2026, 11, 18),
    )  # fmt: skip
    return structs.replace(decision, **changes)


def make_facts(**values: FactValue | None) -> dict[str, Fact]:
    """Facts by name; "none" is none, None unknown."""
    given = {"sender_matches_order": True, "days_since_order": 15, "contacts_about_this_order": 1} | values
    return {name: _fact(name, value) for name, value in given.items()}


def _fact(name: str, value: FactValue | None) -> Fact:
    source = spec_of(name).source
    return unknown(source) if value is None else none(source) if value == "none" else known(value, source)


def make_triage(intent: str = "other", mood: str = "calm", language: str = "de") -> Triage:
    return Triage("medium", intent, mood, language, "general", [], None, None, [])


def make_macro(body: str, outcomes: list[str], language: str = "de", **changes: Any) -> Macro:
    macro = Macro("m", language, "reply", [], outcomes, None, "standard", "none", body, "macros/m.md")
    return structs.replace(macro, **changes)


def make_task(**changes: Any) -> WritingTask:
    language = changes.get("language", "de")
    task = WritingTask(
        case=make_case(language),
        facts=make_facts(problem="late"),
        decision=make_decision("inform", "answer"),
        triage=make_triage("wismo", language=language),
        macros=[make_macro("Alles ist in Ordnung.", ["inform"]), make_macro("All is well.", ["inform"], "en")],
        language=language,
        agent_name="Mia",
        items=[LUNA],
        promised_day=date(2026, 11, 20),
        expected_day=date(2026, 11, 19),
    )
    return structs.replace(task, **changes)


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def way_back() -> GoodsReturn:
    return GoodsReturn(True, "shop", "Nordlicht Retouren, Hafenstraße 1, 28195 Bremen", "R-1042-1")


def law(*rows: str) -> list[LawRow]:
    return [LawRow(row, "BGB", "", True) for row in rows]


def mini_macros() -> list[Macro]:
    """The macros of the mini shop."""
    folder = Path(__file__).parents[2] / "evals" / "stores" / "mini" / "macros"
    outcomes, findings = Names("outcome"), Findings()
    outcomes.incomplete = True
    macros = Macros(outcomes)
    for path in sorted(folder.glob("*.md")):
        macros.read(f"macros/{path.name}", path.read_text(encoding="utf-8"), findings)
    assert not findings.has_errors
    return macros.macros


def make_passage(text: str, section: str = "returns#how-long", **changes: Any) -> Passage:
    """A section of a public policy, in German."""
    passage = Passage("p", "policy", "Rückgabe", section, text, "de", "public", 1, None, None, 0.0, None)
    return structs.replace(passage, **changes)
