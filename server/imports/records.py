"""What a format's reader yields, and how the fields of another system's record are read.

Whatever stands in a field, a helper answers with the value, with nothing, or with Unreadable.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any

from msgspec import Struct

from server.domain.order import OrderRecord
from server.domain.ticket import PastTicket, is_plausible
from server.said import Said, read_sentences
from server.tickets.plain_text import clean

SENTENCES = read_sentences("server.imports")


class Refused(Struct, frozen=True):
    """A record that cannot be read: where it stands in the file, and why. Never what it says."""

    place: Said
    reason: Said

    @classmethod
    def at(cls, called: str, number: int, reason: Said) -> "Refused":
        """`called`: line, mail, order, record or ticket, whose `number` it is."""
        return cls(SENTENCES(f"place.{called}", number=number), reason)


class LeftOut(Struct, frozen=True):
    """A record that can be read and is not wanted: spam, what was deleted, an order that was never placed."""


Tickets = Iterator[PastTicket | Refused | LeftOut]
Orders = Iterator[OrderRecord | Refused | LeftOut]


class Unreadable(Exception):
    """Why a record cannot be read; becomes a Refused."""

    def __init__(self, reason: Said) -> None:
        self.reason = reason
        super().__init__(reason.en)


def unreadable(key: str, **values: object) -> Unreadable:
    """For the reason of that key in sentences.yaml."""
    return Unreadable(SENTENCES(key, **values))


class NotWanted(Exception):
    """Raised for a record that is to be a LeftOut."""


def text_of(record: dict[str, Any], *names: str) -> str | None:
    """The first of these fields that holds a text or number, without blanks around it and invisible characters."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and (text := clean(str(value)).strip()):
            return text
    return None


def list_of(record: dict[str, Any], *names: str) -> list[dict[str, Any]]:
    """The first of these fields that holds a list of objects; empty where none does."""
    for name in names:
        value = record.get(name)
        if isinstance(value, list) and (objects := [item for item in value if isinstance(item, dict)]):
            return objects
    return []


def texts_of(record: dict[str, Any], name: str) -> list[str]:
    """A field that holds a list of texts; empty where it holds none."""
    value = record.get(name)
    return [clean(item) for item in value if isinstance(item, str)] if isinstance(value, list) else []


def object_of(record: dict[str, Any], *names: str) -> dict[str, Any]:
    """The first of these fields that holds an object; an empty one where none does."""
    return next((value for name in names if isinstance(value := record.get(name), dict)), {})


def number_of(record: dict[str, Any], name: str) -> int | None:
    """A field that holds a whole number."""
    value = record.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def instant_of(record: dict[str, Any], *names: str, zone: tzinfo = UTC) -> datetime | None:
    """The first of these fields that holds a time; one without offset is of `zone`. Helpdesks write UTC."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            try:
                instant = datetime.fromisoformat(value.strip())
            except ValueError as error:
                raise unreadable("no_date", name=name) from error
            if not is_plausible(instant):
                raise unreadable("date_out_of_range", name=name)
            return instant if instant.tzinfo else instant.replace(tzinfo=zone)
    return None
