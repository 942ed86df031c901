"""The message to the supplier: which order, what is wrong, what we ask, by when. Nothing personal beyond need.

It names no price, no customer's mail, and name and address only where goods must go to an address that the
supplier cannot look up in an order of its own.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from server.cases.concerned import concerned_shipments
from server.domain import facts
from server.domain.order import OrderLine, OrderRecord, Shipment
from server.domain.policy import Macro
from server.domain.product import Supplier
from server.domain.tree import SupplierAsk
from server.drafting.macro_writer.choose_macro import Wanted, choose_macro
from server.drafting.macro_writer.letter import letter_of
from server.drafting.macro_writer.notes import note
from server.drafting.macro_writer.supplier_wordings import SUPPLIER_WORDINGS, SupplierWording
from server.drafting.marked import Marked, Value, Values, can_fill, claims_of, fill, join
from server.drafting.task import WritingTask, Written
from server.errors import InvalidRequest

_FALLBACK_LANGUAGE = "en"
_SHIPS = frozenset({"ship", "replace"})
_MESSAGE = SupplierAsk("confirm")
"""What a supplier is asked where the outcome asks nothing: to look into it."""


class _Letter(Struct, frozen=True):
    """Everything a message is made of."""

    task: WritingTask
    supplier: Supplier
    order: OrderRecord
    shipment: Shipment | None
    ask: SupplierAsk
    due_at: datetime
    wording: SupplierWording

    @property
    def problem(self) -> str | None:
        value = facts.get(self.task.facts, "problem").value
        return value if isinstance(value, str) else None

    @property
    def needs_address(self) -> bool:
        """Goods are to go out, and the supplier has no order of its own to look the address up in."""
        return self.ask.ask in _SHIPS and not (self.shipment and self.shipment.supplier_order)


def supplier_and_order(task: WritingTask) -> tuple[Supplier, OrderRecord]:
    """Whom to write to and about what; InvalidRequest where either is unknown."""
    if task.supplier is None or task.case.order is None:
        raise InvalidRequest(
            "A supplier message needs an order whose items have a supplier; name the order in facts.order_number "
            "and the supplier in products.csv."
        )
    return task.supplier, task.case.order


def write_supplier_message(task: WritingTask) -> Written:
    """The message in the supplier's language, else in English. InvalidRequest where supplier or order is unknown."""
    supplier, order = supplier_and_order(task)
    known = supplier.language in SUPPLIER_WORDINGS
    language = supplier.language if known else _FALLBACK_LANGUAGE
    ask = task.decision.supplier or _MESSAGE
    letter = _Letter(
        task=task,
        supplier=supplier,
        order=order,
        shipment=_shipment(task, supplier),
        ask=ask,
        due_at=task.case.as_of + timedelta(hours=ask.within_hours or supplier.answers_within_hours),
        wording=SUPPLIER_WORDINGS[language],
    )
    values = _values(letter)
    macro = _macro(task, language, values)
    text = _from_macro(letter, macro, values) if macro else _built_in(letter, values)
    return Written(
        text=text.text,
        subject=fill(letter.wording.subject, values).text,
        language=language,
        claims=claims_of(text),
        macro=macro,
        notes=_notes(letter, known),
        opening_id=None,
        supplier=supplier.id,
        due_at=letter.due_at.astimezone(task.case.store.zone),
    )


def _shipment(task: WritingTask, supplier: Supplier) -> Shipment | None:
    """The supplier's shipment concerned, the newest where there are several."""
    shipments = [s for s in concerned_shipments(task.case) if s.supplier == supplier.id]
    return max(shipments, key=lambda s: s.newest_event.at.timestamp() if s.newest_event else 0.0, default=None)


def _values(letter: _Letter) -> Values:
    shipment = letter.shipment
    supplier_order = shipment.supplier_order if shipment else None
    source = "order:supplier_order" if supplier_order else "order:number"
    tracking = (shipment and shipment.number) or ""
    values = {
        "supplier_name": Value(letter.supplier.name),
        "supplier_order": Value(supplier_order or letter.order.number, "order", source),
        "order_id": Value(letter.order.number, "order", "order:number"),
        "problem": Value(letter.wording.label(letter.problem)),
        "deadline": Value(_deadline(letter), "date", "decision.supplier"),
        "items": Value(_items(letter)),
        "item": Value(_items(letter)),
        "tracking_number": Value(tracking, "tracking", f"tracking:{tracking}"),
        "tracking_link": Value((shipment and shipment.url) or "", "link", f"tracking:{tracking}"),
        "carrier": Value((shipment and shipment.carrier) or ""),
        "shop_name": Value(letter.task.case.store.name),
        "agent_name": Value(letter.task.agent_name or ""),
        "ship_to": Value(_ship_to(letter.order) if letter.needs_address else ""),
    }
    return {name: value for name, value in values.items() if value.text}


def _items(letter: _Letter) -> str:
    """Quantity, SKU and title of each item concerned that this supplier ships."""
    products = letter.task.case.products
    lines = letter.task.items or letter.order.lines
    own = [line for line in lines if line.sku in products and products[line.sku].supplier == letter.supplier.id]
    return ", ".join(_item(line) for line in own or lines)


def _item(line: OrderLine) -> str:
    return f"{line.quantity} × {f'{line.sku} ({line.title})' if line.sku else line.title}"


def _ship_to(order: OrderRecord) -> str:
    return ", ".join(part for part in (order.customer_name, order.shipping_address) if part)


def _deadline(letter: _Letter) -> str:
    """On the supplier's own clock."""
    at, wording = letter.due_at.astimezone(ZoneInfo(letter.supplier.timezone)), letter.wording
    is_abroad = at.utcoffset() != letter.due_at.astimezone(letter.task.case.store.zone).utcoffset()
    return (wording.deadline_abroad if is_abroad else wording.deadline).format(
        weekday=wording.weekdays[at.weekday()],
        day=at.day,
        month=wording.months[at.month - 1],
        hour=at.hour,
        minute=at.minute,
    )


def _macro(task: WritingTask, language: str, values: Values) -> Macro | None:
    wanted = Wanted(
        outcome=task.decision.outcome or "ask",
        intent=task.intent,
        kind="supplier_message",
        channel="email",
        variant=task.variant,
        language=language,
        form="sie",
        may_confirm_withdrawal=task.may_confirm_withdrawal,
    )
    return choose_macro(task.macros, wanted, values)


def _from_macro(letter: _Letter, macro: Macro, values: Values) -> Marked:
    """The macro's text; greeting and farewell where it brings none."""
    parts = letter_of(macro)
    return _with_frame(
        letter,
        values,
        [fill(p, values) for p in parts.body if can_fill(p, values)],
        greeting=parts.salutation,
        farewell=parts.closing,
    )


def _built_in(letter: _Letter, values: Values) -> Marked:
    wording, task = letter.wording, letter.task
    variants = (["here"] if letter.needs_address else []) + [task.decision.action, letter.problem or "none"]
    request = wording.request(letter.ask.ask, *variants)
    body = [fill(wording.problem(letter.problem), values), _details(letter, values), fill(request, values)]
    return _with_frame(letter, values, body)


def _details(letter: _Letter, values: Values) -> Marked:
    details = letter.wording.details
    lines = [
        details.expected if letter.problem == "wrong_item" else details.items,
        details.tracking_carrier if "carrier" in values else details.tracking,
        details.ship_to,
    ]
    filled = [fill(f"- {line}", values) for line in lines if can_fill(line, values)]
    if _has_proof(letter):
        filled.append(Marked(f"- {details.proof}"))
    return join(filled, "\n")


def _with_frame(
    letter: _Letter, values: Values, body: list[Marked], greeting: str | None = None, farewell: str | None = None
) -> Marked:
    task = letter.task
    signs = task.agent_name and task.case.store.signature == "draft"
    name = f"{task.agent_name}, {task.case.store.name}" if signs else ""
    own = fill(farewell, values) if farewell and can_fill(farewell, values) else None
    ending = own or join([Marked(letter.wording.farewell), Marked(name)], "\n")
    return join([fill(greeting or letter.wording.greeting, values), *body, ending], "\n\n")


def _has_proof(letter: _Letter) -> bool:
    return facts.is_known(letter.task.facts, "proof_provided", True)


def _notes(letter: _Letter, language_is_known: bool) -> list[str]:
    language, supplier = letter.task.agents_language, letter.supplier
    found = []
    if not language_is_known:
        found.append(note("supplier_language", language, asked=supplier.language))
    if not (letter.shipment and letter.shipment.supplier_order):
        found.append(note("no_supplier_order", language))
    if _has_proof(letter):
        found.append(note("attach_proof", language))
    needs_photo = supplier.claims is not None and "photo" in supplier.claims.needs
    if needs_photo and not _has_proof(letter) and supplier.claims and letter.problem in supplier.claims.pays:
        found.append(note("claim_needs_photo", language))
    return found
