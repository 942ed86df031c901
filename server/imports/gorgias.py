"""Gorgias: tickets with their messages.

Shapes: Gorgias developer reference, "The Ticket object", "The TicketMessage object" and "The SatisfactionSurvey
object"; a list, or `{"data": […]}` as the API pages it. Internal notes are no messages. Gorgias cuts quotes into
`stripped_text`; the whole text is read, for its own cutting also takes inline answers away.
"""

from typing import Any, BinaryIO

from server.domain.ticket import Customer, Message, PastTicket
from server.imports.build import attachment, channel_of, each, past_ticket
from server.imports.json_records import json_records
from server.imports.records import NotWanted, Tickets, instant_of, list_of, number_of, object_of, text_of, unreadable

_NOTE = "internal-note"


def read_gorgias(file: BinaryIO) -> Tickets:
    """Every ticket of the file."""
    return each(json_records(file, "data", "tickets"), _ticket, "ticket")


def _ticket(record: dict[str, Any]) -> PastTicket:
    external_id = text_of(record, "id")
    if external_id is None:
        raise unreadable("no_id")
    if record.get("spam") is True or record.get("trashed_datetime"):
        raise NotWanted
    messages = list_of(record, "messages")
    if not messages:
        raise unreadable("no_messages")
    customer = object_of(record, "customer", "requester")
    score = number_of(object_of(record, "satisfaction_survey"), "score")
    return past_ticket(
        helpdesk="gorgias",
        external_id=external_id,
        subject=text_of(record, "subject"),
        channel=channel_of(text_of(record, "channel")),
        customer=Customer(text_of(customer, "name"), text_of(customer, "email")),
        messages=[_message(message) for message in messages if _is_public(message)],
        solved=text_of(record, "status") == "closed",
        solved_at=instant_of(record, "closed_datetime", "updated_datetime"),
        tags=[name for tag in list_of(record, "tags") if (name := text_of(tag, "name"))],
        csat=score if score in (1, 2, 3, 4, 5) else None,
    )


def _is_public(message: dict[str, Any]) -> bool:
    source = object_of(message, "source")
    return _NOTE not in (message.get("channel"), source.get("type")) and message.get("public") is not False


def _message(message: dict[str, Any]) -> Message:
    sender = object_of(message, "sender")
    return Message(
        "agent" if message.get("from_agent") else "customer",
        text_of(message, "body_text", "body_html", "stripped_text") or "",
        text_of(sender, "name", "firstname"),
        instant_of(message, "sent_datetime", "created_datetime"),
        [attachment(text_of(file, "name"), text_of(file, "content_type")) for file in list_of(message, "attachments")],
    )
