"""Freshdesk: tickets with their conversations.

Shapes: Freshdesk API v2 reference, "Tickets" (`include=conversations,requester,stats`) and "Conversations"; and the
JSON of API v1 and of the account export, where each object holds a `helpdesk_ticket` with its notes. Private notes
are no messages. The export in XML is not read.
"""

from datetime import datetime
from typing import Any, BinaryIO

from server.domain.ticket import Attachment, Channel, Customer, Message, PastTicket
from server.imports.build import attachment, each, past_ticket
from server.imports.json_records import json_records
from server.imports.records import (
    NotWanted,
    Tickets,
    instant_of,
    list_of,
    number_of,
    object_of,
    text_of,
    texts_of,
    unreadable,
)

_SOLVED = (4, 5)  # resolved, closed
_OUTBOUND = 10
# Ticket property "source".
_CHANNELS: dict[int | None, Channel] = {1: "email", 2: "form", 3: "phone", 7: "chat", 9: "form", _OUTBOUND: "email"}


def read_freshdesk(file: BinaryIO) -> Tickets:
    """Every ticket of the file."""
    return each(json_records(file, "tickets", "results"), _ticket, "ticket")


def _ticket(outer: dict[str, Any]) -> PastTicket:
    record = object_of(outer, "helpdesk_ticket") or outer
    external_id, status = text_of(record, "display_id", "id"), number_of(record, "status")
    if external_id is None:
        raise unreadable("no_id")
    if status is None:
        raise unreadable("no_status_of_freshdesk")
    if record.get("spam") is True or record.get("deleted") is True:
        raise NotWanted
    requester = object_of(record, "requester")
    return past_ticket(
        helpdesk="freshdesk",
        external_id=external_id,
        subject=text_of(record, "subject"),
        channel=_CHANNELS.get(number_of(record, "source")),
        customer=_customer(record, requester),
        messages=_messages(record, requester),
        solved=status in _SOLVED,
        solved_at=_solved_at(record),
        tags=texts_of(record, "tags") or [name for tag in list_of(record, "tags") if (name := text_of(tag, "name"))],
    )


def _solved_at(record: dict[str, Any]) -> datetime | None:
    stats = object_of(record, "stats", "ticket_states")
    return instant_of(stats, "resolved_at", "closed_at") or instant_of(record, "updated_at")


def _customer(record: dict[str, Any], requester: dict[str, Any]) -> Customer:
    name = text_of(requester, "name") or text_of(record, "requester_name", "name")
    return Customer(
        name,
        text_of(requester, "email") or text_of(record, "email"),
        text_of(requester, "mobile", "phone") or text_of(record, "phone"),
    )


def _messages(record: dict[str, Any], requester: dict[str, Any]) -> list[Message]:
    """The description is the first message, the shop's own where it wrote first; conversations or notes follow."""
    first = Message(
        "agent" if number_of(record, "source") == _OUTBOUND else "customer",
        text_of(record, "description_text", "description", "description_html") or "",
        None if number_of(record, "source") == _OUTBOUND else text_of(requester, "name"),
        instant_of(record, "created_at"),
        [_attachment(file) for file in list_of(record, "attachments")],
    )
    later = list_of(record, "conversations", "notes", "helpdesk_notes")
    unwrapped = [object_of(note, "note", "helpdesk_note") or note for note in later]
    return [first, *(_message(note) for note in unwrapped if not note.get("private"))]


def _message(note: dict[str, Any]) -> Message:
    return Message(
        "customer" if note.get("incoming") else "agent",
        text_of(note, "body_text", "body", "body_html") or "",
        None,
        instant_of(note, "created_at"),
        [_attachment(file) for file in list_of(note, "attachments")],
    )


def _attachment(file: dict[str, Any]) -> Attachment:
    return attachment(text_of(file, "name", "content_file_name"), text_of(file, "content_type", "content_content_type"))
