"""Gorgias: tickets with their messages.

Shapes: Gorgias developer reference, "The Ticket object" and "The TicketMessage object"; a list, or `{"data": […]}` as
the API pages it. Internal notes are no messages. Gorgias cuts quotes into `stripped_text`; the whole text is read,
for its own cutting also takes inline answers away.
"""

from pathlib import Path
from typing import Any

from server.domain.ticket import Customer, Message, PastTicket
from server.imports.build import attachment, channel_of, each, past_ticket
from server.imports.json_records import json_records
from server.imports.records import Tickets, Unreadable, instant_of, list_of, object_of, text_of

_NOTE = "internal-note"


def read_gorgias(path: Path) -> Tickets:
    """Every ticket of the file."""
    return each(json_records(path, "data", "tickets"), _ticket, "ticket")


def _ticket(record: dict[str, Any]) -> PastTicket:
    external_id = text_of(record, "id")
    if external_id is None:
        raise Unreadable("it has no id")
    customer = object_of(record, "customer", "requester")
    closed = text_of(record, "status") == "closed"
    score = object_of(record, "satisfaction_survey").get("score")
    return past_ticket(
        helpdesk="gorgias",
        external_id=external_id,
        subject=text_of(record, "subject"),
        channel=channel_of(text_of(record, "channel")),
        customer=Customer(text_of(customer, "name"), text_of(customer, "email")),
        messages=[_message(message) for message in list_of(record, "messages") if _is_public(message)],
        solved_at=instant_of(record, "closed_datetime", "updated_datetime") if closed else None,
        tags=[name for tag in list_of(record, "tags") if (name := text_of(tag, "name"))],
        csat=score if isinstance(score, int) and 1 <= score <= 5 else None,
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
