"""The form that tries a ticket: a kept or a new ticket, edited in the browser, as a DraftRequest."""

from datetime import datetime, timedelta
from typing import Any, get_args

from litestar.datastructures import FormMultiDict
from msgspec import Struct, structs

from server.console.wording import said
from server.domain.draft import DraftKind, DraftRequest
from server.domain.facts import FACTS
from server.domain.store import Store
from server.domain.ticket import Channel, Customer, Message, Ticket
from server.errors import BadValue

CHANNELS: tuple[Channel, ...] = get_args(Channel)
KINDS: tuple[DraftKind, ...] = get_args(DraftKind)
UNKNOWN = "unknown"
BY_MACROS = "macros"
NEW_TICKET = Ticket([Message("customer", "")], channel="email")


class TicketForm(Struct, frozen=True):
    """What stands in the form, as typed. `ticket` is the kept ticket it began with, empty for a new one.

    `texts`: one per message. `corrections`: fact name to what the manager typed or chose, never empty. `prompts`: a
    label, empty for the one that serves the ticket. `writer`: BY_MACROS, empty for the model where one is set.
    `result`, `kept`: what is shown and what it is compared with, as the page holds them. `keep`: the button pressed.
    """

    ticket: str
    texts: list[str]
    name: str
    email: str
    subject: str
    channel: str
    order_number: str
    kind: str
    agent_name: str
    as_of: str
    outcome: str
    items: list[str]
    corrections: dict[str, str]
    prompts: str
    writer: str
    result: str = ""
    kept: str = ""
    keep: str = ""


def as_first_answered(ticket: Ticket) -> Ticket:
    """The ticket as it stood before an agent first answered its customer: that answer is what is to be tried."""
    messages: list[Message] = []
    for message in ticket.messages:
        if message.author == "agent" and any(before.author == "customer" for before in messages):
            break
        messages.append(message)
    return structs.replace(ticket, messages=messages)


def filled_form(ticket_id: str, ticket: Ticket, store: Store, agent: str | None) -> TicketForm:
    """The form as it is shown first: a ticket at the moment of its newest message."""
    newest = max((message.sent_at for message in ticket.messages if message.sent_at), default=None)
    return TicketForm(
        ticket=ticket_id,
        texts=[message.text for message in ticket.messages],
        name=ticket.sender.name or "",
        email=ticket.sender.email or "",
        subject=ticket.subject or "",
        channel=ticket.channel or "email",
        order_number=ticket.order_number or "",
        kind="reply",
        agent_name=agent or "",
        as_of=_local(newest, store) if newest else "",
        outcome="",
        items=[],
        corrections={},
        prompts="",
        writer="",
    )


def read_form(form: FormMultiDict) -> TicketForm:
    """What the browser sent."""

    def text(name: str) -> str:
        return str(form.get(name) or "").strip()

    names = ["order_number", *FACTS]
    return TicketForm(
        ticket=text("ticket"),
        texts=[str(written).replace("\r\n", "\n") for written in form.getall("text", [])],
        name=text("name"),
        email=text("email"),
        subject=text("subject"),
        channel=text("channel"),
        order_number=text("order_number"),
        kind=text("kind"),
        agent_name=text("agent_name"),
        as_of=text("as_of"),
        outcome=text("outcome"),
        items=[str(sku) for sku in form.getall("items", [])],
        corrections={name: text(f"fact.{name}") for name in names if text(f"fact.{name}")},
        prompts=text("prompts"),
        writer=text("writer"),
        result=text("result"),
        kept=text("kept"),
        keep=text("keep"),
    )


def draft_request(form: TicketForm, ticket: Ticket, store: Store) -> DraftRequest:
    """The request that the API would get for `ticket` with what stands in the form; BadValue says what to mend."""
    if not any(text.strip() for text in form.texts):
        raise BadValue(said("refusal.paste"))
    return DraftRequest(
        ticket=structs.replace(
            ticket,
            messages=_messages(ticket, form.texts),
            channel=_one_of(CHANNELS, form.channel),
            subject=form.subject or None,
            customer=_customer(ticket.sender, form),
            order_number=form.order_number or None,
        ),
        kind=_one_of(KINDS, form.kind),
        agent_name=form.agent_name or None,
        facts=_corrections(form),
        outcome=form.outcome or None,
        as_of=_instant(form.as_of, store),
    )


def _messages(ticket: Ticket, texts: list[str]) -> list[Message]:
    """The ticket's messages, their words as edited; dates and attachments stay."""
    return [structs.replace(message, text=text) for message, text in zip(ticket.messages, texts, strict=False)]


def _customer(known: Customer, form: TicketForm) -> Customer:
    return structs.replace(known, name=form.name or None, email=form.email or None)


def _corrections(form: TicketForm) -> dict[str, Any]:
    """The form's corrections as `facts` of a request."""
    facts: dict[str, Any] = {name: _raw(name, typed) for name, typed in form.corrections.items()}
    return facts | ({"items": form.items} if form.items else {})


def _raw(name: str, typed: str) -> Any:
    """What was typed as JSON would give it: `?` is unknown, `-` is none, sets are lists, 12,50 is 12.50."""
    if typed in (UNKNOWN, "?"):
        return None
    if typed in ("-", "–"):
        return "none"
    kind = FACTS[name].kind if name in FACTS else None
    if kind == "set":
        return [tag.strip() for tag in typed.split(",") if tag.strip()]
    return typed.replace(",", ".") if kind == "money" else typed


def _local(instant: datetime, store: Store) -> str:
    """As a browser's date-time field has it: the shop's time, up to the next whole second."""
    if instant.microsecond:
        instant = instant.replace(microsecond=0) + timedelta(seconds=1)
    return instant.astimezone(store.zone).strftime("%Y-%m-%dT%H:%M:%S")


def _instant(local: str, store: Store) -> str | None:
    """The moment with the shop's offset; None for now."""
    if not local:
        return None
    try:
        return datetime.fromisoformat(local).replace(tzinfo=store.zone).isoformat()
    except ValueError as error:
        raise BadValue(said("refusal.moment")) from error


def _one_of(known: tuple[Any, ...], word: str) -> Any:
    if word not in known:
        raise BadValue(said("refusal.choose", known=", ".join(known)))
    return word
