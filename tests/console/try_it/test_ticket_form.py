"""From the form of "Try it" to a request of the API."""

from datetime import UTC, datetime

import pytest
from litestar.datastructures import FormMultiDict

from server.console.try_it.ticket_form import (
    NEW_TICKET,
    TicketForm,
    as_first_answered,
    draft_request,
    filled_form,
    read_form,
)
from server.domain.ticket import Attachment, Customer, Message, Ticket
from server.errors import BadValue
from tests.samples import sample_store

STORE = sample_store()
NINE = datetime(2026, 11, 16, 8, tzinfo=UTC)
TEN = datetime(2026, 11, 16, 9, 0, 0, 1, tzinfo=UTC)
PHOTO = [Attachment("lamp.jpg", "image/jpeg")]
PAST = Ticket(
    [
        Message("customer", "It is broken.", sent_at=NINE, attachments=PHOTO),
        Message("customer", "Hello?", sent_at=TEN),
        Message("agent", "Sorry!", sent_at=datetime(2026, 11, 16, 12, tzinfo=UTC)),
        Message("customer", "Thanks.", sent_at=datetime(2026, 11, 17, 12, tzinfo=UTC)),
    ],
    helpdesk="zendesk",
    external_id="7",
    subject="Lamp",
    customer=Customer("Eva Beispiel", "eva@kunde.example", phone="+49 201 5550100"),
)


def form(**fields: str | list[str]) -> TicketForm:
    """The form of a new ticket with these fields."""
    typed = {"text": "Where is it?", "channel": "email", "kind": "reply"} | fields
    pairs = [(name, part) for name, value in typed.items() for part in ([value] if isinstance(value, str) else value)]
    return read_form(FormMultiDict(pairs))


def test_a_past_ticket_is_tried_as_it_stood_before_the_first_answer() -> None:
    """What the customer wrote up to then, at the moment of the last of it, rounded up to a second."""
    before = as_first_answered(PAST)
    assert [message.text for message in before.messages] == ["It is broken.", "Hello?"]
    assert filled_form("id", before, STORE, None).as_of == "2026-11-16T10:00:01"


def test_a_first_message_of_the_shop_is_part_of_the_ticket() -> None:
    """Only an answer ends it: an agent may have written first."""
    ticket = Ticket([Message("agent", "Your parcel is late."), Message("customer", "Oh."), Message("agent", "Sorry.")])
    assert [message.text for message in as_first_answered(ticket).messages] == ["Your parcel is late.", "Oh."]


def test_a_past_ticket_stays_the_same_ticket() -> None:
    """Sent back unchanged it has its dates, photos, phone number and id, so it is not taken for another one."""
    before = as_first_answered(PAST)
    shown = filled_form("id", before, STORE, "Mia")
    request = draft_request(shown, before, STORE)
    assert request.ticket.messages == before.messages
    assert request.ticket.sender == PAST.sender and request.ticket.fingerprint == PAST.fingerprint
    assert (request.agent_name, request.as_of) == ("Mia", "2026-11-16T10:00:01+01:00")


def test_a_new_ticket_has_what_was_typed() -> None:
    """Empty fields are absent, not empty; lines end as on any system."""
    typed = form(text="One\r\nTwo", email=" eva@kunde.example ", order_number="1042")
    request = draft_request(typed, NEW_TICKET, STORE)
    assert request.ticket.messages == [Message("customer", "One\nTwo")]
    assert request.ticket.sender == Customer(email="eva@kunde.example")
    assert (request.ticket.order_number, request.ticket.subject, request.as_of, request.outcome) == (
        "1042",
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("fact", "typed", "sent"),
    [
        ("problem", "damaged", "damaged"),
        ("problem", "none", "none"),
        ("proof_provided", "yes", "yes"),
        ("wish", "unknown", None),
        ("days_since_delivery", "?", None),
        ("days_since_delivery", "-", "none"),
        ("days_since_delivery", " 12 ", "12"),
        ("item_value", "12,50", "12.50"),
        ("item_tags", "lamp, hygiene,", ["lamp", "hygiene"]),
        ("order_number", "1042", "1042"),
    ],
)
def test_a_correction_is_sent_as_the_api_takes_it(fact: str, typed: str, sent: object) -> None:
    """`?` is unknown, `-` is none, a German comma is a point, sets are lists."""
    assert draft_request(form(**{f"fact.{fact}": typed}), NEW_TICKET, STORE).facts == {fact: sent}


def test_fields_left_as_found_correct_nothing() -> None:
    """Nor does a field that is no fact."""
    left = form(**{"fact.problem": "", "fact.wish": "  ", "fact.nonsense": "x"})
    assert draft_request(left, NEW_TICKET, STORE).facts == {}


def test_ticked_items_are_the_items_concerned() -> None:
    """By SKU, several at once."""
    assert draft_request(form(items=["A-1", "B-2"]), NEW_TICKET, STORE).facts == {"items": ["A-1", "B-2"]}


def test_the_moment_is_the_shops_time() -> None:
    """Summer time in summer; seconds may be left out."""
    assert draft_request(form(as_of="2026-07-01T10:00"), NEW_TICKET, STORE).as_of == "2026-07-01T10:00:00+02:00"


@pytest.mark.parametrize(
    "fields", [{"text": " \n "}, {"text": []}, {"channel": "pigeon"}, {"kind": "poem"}, {"as_of": "yesterday"}]
)
def test_what_cannot_be_sent_is_said(fields: dict[str, str | list[str]]) -> None:
    """With what to mend, before anything is decided."""
    with pytest.raises(BadValue):
        draft_request(form(**fields), NEW_TICKET, STORE)
