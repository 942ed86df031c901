"""Zendesk: tickets with their comments, as the account's JSON export and the API write them.

Shapes: Zendesk Support API reference, "Tickets", "Ticket Comments", "Users", "Ticket Metrics" and "Incremental
Exports" (side-loaded `users` and `metric_sets`), and the account's full JSON export, one ticket a line, in which
people stand inside the ticket. A ticket without `comments` is its `description`.
"""

from datetime import datetime
from typing import Any, BinaryIO

from server.domain.ticket import Author, Customer, Message, PastTicket
from server.imports.build import attachment, channel_of, each, past_ticket
from server.imports.json_records import json_records, side_loaded
from server.imports.records import NotWanted, Tickets, instant_of, list_of, object_of, text_of, texts_of, unreadable

_LISTS = ("tickets", "results")
_OPEN, _SOLVED = ("new", "open", "pending", "hold"), ("solved", "closed")
_CSAT = {"good": 5, "bad": 1}
_ZENDESK_ITSELF = "-1"
_OF_A_USER = ("id", "name", "email", "phone", "role")
Users = dict[str, dict[str, Any]]


def read_zendesk(file: BinaryIO) -> Tickets:
    """Every ticket of the file."""
    # Whole users, with their photos, locales and fields, would be ten times the size.
    users = {
        user_id: {name: user[name] for name in _OF_A_USER if name in user}
        for user in side_loaded(file, "users", *_LISTS)
        if (user_id := text_of(user, "id"))
    }
    return each(json_records(file, *_LISTS), lambda record: _ticket(record, users), "ticket")


def _ticket(record: dict[str, Any], users: Users) -> PastTicket:
    external_id, status = text_of(record, "id"), record.get("status")
    if external_id is None:
        raise unreadable("no_id")
    if status == "deleted":
        raise NotWanted
    if status not in _OPEN + _SOLVED:
        raise unreadable("no_status_of_zendesk")
    known = users | _people_inside(record)
    requester = _user(record, "requester", known)
    return past_ticket(
        helpdesk="zendesk",
        external_id=external_id,
        subject=text_of(record, "subject", "raw_subject"),
        channel=channel_of(text_of(object_of(record, "via"), "channel")),
        customer=Customer(text_of(requester, "name"), text_of(requester, "email"), text_of(requester, "phone")),
        messages=_messages(record, requester, known),
        solved=status in _SOLVED,
        solved_at=_solved_at(record),
        tags=texts_of(record, "tags"),
        csat=_CSAT.get(text_of(object_of(record, "satisfaction_rating"), "score") or ""),
    )


def _people_inside(record: dict[str, Any]) -> Users:
    people = [object_of(record, name) for name in ("requester", "submitter", "assignee")]
    return {user_id: person for person in people if (user_id := text_of(person, "id"))}


def _solved_at(record: dict[str, Any]) -> datetime | None:
    """A ticket closes days after it was solved, and every later touch moves `updated_at`: metrics tell it exactly."""
    metrics = object_of(record, "metric_set", "ticket_metric")
    return instant_of(metrics, "solved_at") or instant_of(record, "solved_at", "updated_at")


def _messages(record: dict[str, Any], requester: dict[str, Any], users: Users) -> list[Message]:
    comments = list_of(record, "comments")
    if not comments:
        sent_at = instant_of(record, "created_at")
        return [Message("customer", text_of(record, "description") or "", text_of(requester, "name"), sent_at)]
    return [_message(comment, requester, users) for comment in comments if comment.get("public", True)]


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
    author_id, role = text_of(author, "id"), text_of(author, "role")
    if author_id == _ZENDESK_ITSELF:
        return "system"
    if role:
        return "customer" if role == "end-user" else "agent"
    return "customer" if author_id == text_of(requester, "id") else "agent"


def _user(record: dict[str, Any], field: str, users: Users) -> dict[str, Any]:
    """The user inside the record, else the known one, else its id alone."""
    inside = object_of(record, field)
    if inside:
        return inside
    user_id = text_of(record, f"{field}_id")
    return users.get(user_id or "", {"id": user_id})
