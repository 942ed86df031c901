"""What a format's reader yields, and how a record of another system is told to be unreadable."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from server.domain.order import OrderRecord
from server.domain.ticket import PastTicket


class Refused(Struct, frozen=True):
    """A record that cannot be read: where it stands in the file, and why. Never what it says."""

    place: str
    reason: str


Tickets = Iterator[PastTicket | Refused]
Orders = Iterator[OrderRecord | Refused]


class Unreadable(Exception):
    """Why a record cannot be read; becomes a Refused."""


def text_of(record: dict[str, Any], *names: str) -> str | None:
    """The first of these fields that holds a text or number, without blanks around it."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return None


def list_of(record: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """A field that holds a list of objects; empty where it holds none."""
    value = record.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def object_of(record: dict[str, Any], *names: str) -> dict[str, Any]:
    """The first of these fields that holds an object; an empty one where none does."""
    return next((value for name in names if isinstance(value := record.get(name), dict)), {})


def instant_of(record: dict[str, Any], *names: str) -> datetime | None:
    """The first of these fields that holds a time; one without offset is UTC, as these systems write it."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value:
            try:
                instant = datetime.fromisoformat(value)
            except ValueError as error:
                raise Unreadable(f"{name} is no date and time") from error
            return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return None
