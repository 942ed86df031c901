"""Freshdesk: tickets with their conversations.

Shapes: Freshdesk API v2 reference, "Tickets" (`include=conversations,requester,stats`) and "Conversations"; and the
account export of API v1, where each object holds a `helpdesk_ticket` with `notes`. Private notes are no messages.
"""

from pathlib import Path
from typing import Any

from server.domain.ticket import Channel, Customer, Message, PastTicket
from server.imports.build import attachment, each, past_ticket
from server.imports.json_records import json_records
from server.imports.records import Tickets, Unreadable, instant_of, list_of, object_of, text_of

_SOLVED = (4, 5)  # resolved, closed
# Ticket property "source".
_CHANNELS: dict[int, Channel] = {1: "email", 2: "form", 3: "phone", 7: "chat", 9: "form", 10: "email"}


def read_freshdesk(path: Path) -> Tickets:
    """Every ticket of the file."""
    return each(json_records(path, "tickets", "results"), _ticket, "ticket")


def _ticket(outer: dict[str, Any]) -> PastTicket:
    record = object_of(outer, "helpdesk_ticket") or outer
    external_id = text_of(record, "display_id", "id")
    if external_id is None:
        raise Unreadable("it has no id")
    requester = object_of(record, "requester")
    solved = record.get("status") in _SOLVED
    stats = object_of(record, "stats")
    return past_ticket(
        helpdesk="freshdesk",
        external_id=external_id,
        subject=text_of(record, "subject"),
        channel=_CHANNELS.get(record.get("source") or 0),
        customer=_customer(record, requester),
        messages=_messages(record, requester),
        solved_at=_solved_at(stats, record) if solved else None,
        tags=[tag for tag in record.get("tags") or [] if isinstance(tag, str)],
    )


def _solved_at(stats: dict[str, Any], record: dict[str, Any]) -> Any:
    return instant_of(stats, "resolved_at", "closed_at") or instant_of(record, "updated_at")


def _customer(record: dict[str, Any], requester: dict[str, Any]) -> Customer:
    name = text_of(requester, "name") or text_of(record, "requester_name", "name")
    return Customer(
        name,
        text_of(requester, "email") or text_of(record, "email"),
        text_of(requester, "mobile", "phone") or text_of(record, "phone"),
    )


def _messages(record: dict[str, Any], requester: dict[str, Any]) -> list[Message]:
    """The description is the first message; conversations and notes follow."""
    first = Message(
        "customer",
        text_of(record, "description_text", "description", "description_html") or "",
        text_of(requester, "name") or text_of(record, "requester_name"),
        instant_of(record, "created_at"),
        [_attachment(file) for file in list_of(record, "attachments")],
    )
    later = list_of(record, "conversations") or list_of(record, "notes")
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


def _attachment(file: dict[str, Any]) -> Any:
    return attachment(text_of(file, "name", "content_file_name"), text_of(file, "content_type", "content_content_type"))
