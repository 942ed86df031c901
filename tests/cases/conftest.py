"""Small sample cases: one lamp, ordered on 1 November, asked about on Monday 16 November 2026 at noon in Berlin."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import structs

from server.cases.facts import compute_facts
from server.domain.case import Case, Corrections, OrderMatch
from server.domain.facts import FactValue
from server.domain.order import OrderLine, OrderRecord, Shipment, ShipmentItem, TrackingEvent, TrackingStatus
from server.domain.product import Product, Supplier
from server.domain.reading import Read, Reading
from server.domain.store import DatedValue, Store
from server.domain.ticket import Customer, Message, PastTicket, Ticket
from tests.samples import sample_store

LENA = "lena@kundin.example"
_BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    """An instant on the clock in Berlin, such as `2026-11-16 12:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=_BERLIN)


AS_OF = at("2026-11-16 12:00")


def make_store(**changes: Any) -> Store:
    promised = DatedValue(None, {"DE": Decimal(10), "default": Decimal(18)})
    return structs.replace(sample_store(), **({"parameters": {"promised_days": [promised]}} | changes))


def make_line(sku: str | None = "LAMP", title: str = "Lampe Nord", price: str = "50.00", **changes: Any) -> OrderLine:
    line = OrderLine(sku=sku, title=title, quantity=1, price=Decimal(price), discount=Decimal(0))
    return structs.replace(line, **changes)


def make_shipment(*events: tuple[str, TrackingStatus], items: Iterable[str] = ("LAMP",), **changes: Any) -> Shipment:
    """`events`: pairs of a moment in Berlin and a status, oldest first."""
    shipment = Shipment(
        supplier="sz-lumen",
        supplier_order=None,
        carrier="DHL",
        number="00340434",
        url=None,
        promised_by=None,
        items=[ShipmentItem(sku, 1) for sku in items],
        events=[TrackingEvent(at(moment), status) for moment, status in events],
    )
    return structs.replace(shipment, **changes)


def make_order(number: str = "#1042", placed: str = "2026-11-01 10:00", **changes: Any) -> OrderRecord:
    """An order whose sums follow from its lines."""
    lines: list[OrderLine] = changes.get("lines", [make_line()])
    subtotal = sum((line.quantity * line.price - line.discount for line in lines), Decimal(0))
    shipping: Decimal = changes.get("shipping", Decimal("4.90"))
    order = OrderRecord(
        number=number,
        placed_at=at(placed),
        email=LENA,
        customer_name="Lena Beispiel",
        phone=None,
        company=None,
        vat_number=None,
        billing_country="DE",
        shipping_country="DE",
        shipping_address=None,
        currency="EUR",
        total=subtotal + shipping,
        subtotal=subtotal,
        shipping=shipping,
        refunded=Decimal(0),
        payment_method="paypal",
        financial_status="paid",
        fulfillment_status=None,
        paid_at=None,
        fulfilled_at=None,
        cancelled_at=None,
        tags=[],
        notes=None,
        lines=lines,
        shipments=[],
    )
    return structs.replace(order, **changes)


def delivered_order(on: str = "2026-11-10 15:00", **changes: Any) -> OrderRecord:
    shipment = make_shipment(("2026-11-03 08:00", "picked_up"), (on, "delivered"))
    return make_order(**({"shipments": [shipment]} | changes))


def make_message(text: str = "Hallo", sent: str | None = "2026-11-16 09:00", **changes: Any) -> Message:
    message = Message(author="customer", text=text, sent_at=at(sent) if sent else None)
    return structs.replace(message, **changes)


def make_ticket(*messages: Message, email: str | None = LENA, **changes: Any) -> Ticket:
    ticket = Ticket(messages=list(messages) or [make_message()], customer=Customer(email=email))
    return structs.replace(ticket, **changes)


def past_ticket(*messages: Message, name: str = "t-1", **changes: Any) -> PastTicket:
    return structs.replace(PastTicket(name, make_ticket(*messages), "solved"), **changes)


def make_reading(**said: Any) -> Reading:
    """What the words say; a bare value stands for one that is read for certain."""
    silent: dict[str, Any] = {
        "own_words": "",
        "earlier_words": "",
        "language": "de",
        "problem": "none",
        "other_problems": [],
        "wish": "none",
        "withdrawal_declared": False,
        "proof_provided": False,
        "item_condition": None,
        "seal_broken": None,
        "mood": "calm",
        "intent": "other",
        "numbers": [],
        "other_numbers": [],
        "items": [],
    }
    judged = ("problem", "wish", "withdrawal_declared", "item_condition", "seal_broken", "mood", "intent")
    return Reading(**{name: Read(v, 1.0, "") if name in judged else v for name, v in (silent | said).items()})


def make_product(sku: str = "LAMP", *tags: str, **changes: Any) -> Product:
    product = Product(
        sku=sku,
        title="Lampe Nord",
        supplier="sz-lumen",
        cost=Decimal("12.00"),
        cost_currency="EUR",
        price=Decimal("50.00"),
        currency="EUR",
        weight_g=None,
        return_cost=None,
        tags=list(tags),
        substitutes=[],
        aliases=[],
    )
    return structs.replace(product, **changes)


def make_supplier(**changes: Any) -> Supplier:
    return structs.replace(Supplier("sz-lumen", "Lumen", "service@lumen.example", "en"), **changes)


def make_case(
    order: OrderRecord | None = None,
    *,
    said: dict[str, Any] | None = None,
    corrected: dict[str, Any] | None = None,
    items: list[str] | None = None,
    products: Iterable[Product] = (),
    suppliers: Iterable[Supplier] = (),
    **changes: Any,
) -> Case:
    """A case about `order`; `said` is what the words say, `corrected` and `items` what the agent knows better."""
    case = Case(
        ticket=make_ticket(),
        as_of=AS_OF,
        store=make_store(),
        reading=make_reading(**(said or {})),
        corrections=Corrections(None, items, corrected or {}),
        match=OrderMatch(order.number if order else None, [], "own_words" if order else None, []),
        order=order,
        products={product.sku: product for product in products},
        suppliers={supplier.id: supplier for supplier in suppliers},
        sender_orders=[],
        order_tickets=[],
        earlier_customer_tickets=[],
        remedies=[],
    )
    return structs.replace(case, **changes)


def fact(case: Case, name: str) -> FactValue | None:
    """The fact's value; the words `none` and `unknown` where it has none."""
    computed = compute_facts(case)[name]
    return computed.value if computed.state == "known" else computed.state


def day(text: str) -> date:
    return date.fromisoformat(text)
