"""Zendesk: tickets with their comments, as the account's JSON export and the API write them.

Shapes: Zendesk Support API reference, "Tickets", "Ticket Comments", "Users" and "Incremental Exports" (side-loaded
`users`), and the account data export in JSON, one ticket a line. A ticket without `comments` is its `description`.
"""

from pathlib import Path
from typing import Any

from server.domain.ticket import Author, Customer, Message, PastTicket
from server.imports.build import attachment, channel_of, each, past_ticket
from server.imports.json_records import json_records, side_loaded
from server.imports.records import Tickets, Unreadable, instant_of, list_of, object_of, text_of

_SOLVED = ("solved", "closed")
_CSAT = {"good": 5, "bad": 1}
Users = dict[str, dict[str, Any]]


def read_zendesk(path: Path) -> Tickets:
    """Every ticket of the file."""
    users = side_loaded(path, "users")
    return each(json_records(path, "tickets", "results"), lambda record: _ticket(record, users), "ticket")


def _ticket(record: dict[str, Any], users: Users) -> PastTicket:
    external_id = text_of(record, "id")
    if external_id is None:
        raise Unreadable("it has no id")
    requester = _user(record, "requester", users)
    status = text_of(record, "status") or ""
    return past_ticket(
        helpdesk="zendesk",
        external_id=external_id,
        subject=text_of(record, "subject", "raw_subject"),
        channel=channel_of(text_of(object_of(record, "via"), "channel")),
        customer=Customer(text_of(requester, "name"), text_of(requester, "email"), text_of(requester, "phone")),
        messages=_messages(record, requester, users),
        solved_at=instant_of(record, "solved_at", "updated_at") if status in _SOLVED else None,
        tags=[tag for tag in record.get("tags") or [] if isinstance(tag, str)],
        csat=_CSAT.get(text_of(object_of(record, "satisfaction_rating"), "score") or ""),
    )


def _messages(record: dict[str, Any], requester: dict[str, Any], users: Users) -> list[Message]:
    comments = [comment for comment in list_of(record, "comments") if comment.get("public", True)]
    if not comments:
        sent_at = instant_of(record, "created_at")
        return [Message("customer", text_of(record, "description") or "", text_of(requester, "name"), sent_at)]
    return [_message(comment, requester, users) for comment in comments]


def _message(comment: dict[str, Any], requester: dict[str, Any], users: Users) -> Message:
    author = _user(comment, "author", users)
    return Message(
        _author(author, requester),
        text_of(comment, "plain_body", "html_body", "body") or "",
        text_of(author, "name"),
        instant_of(comment, "created_at"),
        [
            attachment(text_of(file, "file_name"), text_of(file, "content_type"), file.get("inline"))
            for file in list_of(comment, "attachments")
        ],
    )


def _author(author: dict[str, Any], requester: dict[str, Any]) -> Author:
    """By role; where it is not told, whoever is not the requester answers for the shop."""
    role = text_of(author, "role")
    if role:
        return "customer" if role == "end-user" else "agent"
    return "customer" if text_of(author, "id") == text_of(requester, "id") else "agent"


def _user(record: dict[str, Any], field: str, users: Users) -> dict[str, Any]:
    """The user inside the record, else the side-loaded one, else its id alone."""
    inside = object_of(record, field)
    if inside:
        return inside
    user_id = text_of(record, f"{field}_id")
    return users.get(user_id or "", {"id": user_id})
