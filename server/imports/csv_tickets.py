"""Tickets as a table, for every system that has no reader of its own: one row a message, the rows of a ticket together.

Columns, in any order and case: `ticket_id`, `text`, and optional `author` (customer or agent), `sent_at`, `name`,
`email`, `phone`, `subject`, `channel`, `status`, `solved_at`, `order_number`, `tags` (`;` between them), `csat`.
"""

import csv
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from server.domain.ticket import Author, Customer, Message, PastTicket
from server.errors import InvalidRequest
from server.imports.build import channel_of, past_ticket
from server.imports.records import Refused, Tickets, Unreadable, instant_of, text_of

_NEEDED = ("ticket_id", "text")
_SOLVED = ("solved", "closed", "resolved", "gelöst", "geschlossen", "erledigt")
_LONGEST_CELL = 2_000_000
_SAMPLE = 65_536

Rows = list[dict[str, str]]


def read_csv_tickets(path: Path) -> Tickets:
    """Every ticket of the file; in UTF-8 or Windows-1252, with comma, semicolon or tab."""
    seen: set[str] = set()
    for ticket_id, group in groupby(_rows(path), key=lambda numbered: (numbered[1].get("ticket_id") or "").strip()):
        numbered = list(group)
        place = f"line {numbered[0][0]}"
        try:
            if not ticket_id:
                raise Unreadable("it has no ticket_id")
            if ticket_id in seen:
                raise Unreadable("its ticket_id came before; sort the file by ticket_id")
            seen.add(ticket_id)
            yield _ticket(ticket_id, [row for _, row in numbered])
        except Unreadable as error:
            yield Refused(place, str(error))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding=_encoding(path), errors="replace", newline="") as file:
        reader = csv.DictReader(file, delimiter=_delimiter(path))
        reader.fieldnames = [(name or "").strip().lower() for name in reader.fieldnames or []]
        missing = [name for name in _NEEDED if name not in reader.fieldnames]
        if missing:
            raise InvalidRequest(
                f"The table has no column {missing[0]!r}; its first line must name the columns, {', '.join(_NEEDED)} "
                "among them (docs/imports.md)."
            )
        for row in reader:
            yield reader.line_num, {name: value for name, value in row.items() if isinstance(value, str)}


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        for block in iter(lambda: file.readline(), b""):
            try:
                block.decode("utf-8-sig")
            except UnicodeDecodeError:
                return "cp1252"
    return "utf-8-sig"


def _delimiter(path: Path) -> str:
    with path.open("rb") as file:
        first = file.readline(_SAMPLE)
    return max(",;\t", key=lambda delimiter: first.count(delimiter.encode()))


def _ticket(ticket_id: str, rows: Rows) -> PastTicket:
    first = rows[0]
    status = (text_of(rows[-1], "status") or "").lower()
    messages = [_message(row) for row in rows]
    solved_at = instant_of(rows[-1], "solved_at") or messages[-1].sent_at
    csat = text_of(rows[-1], "csat")
    return past_ticket(
        helpdesk="csv",
        external_id=ticket_id,
        subject=text_of(first, "subject"),
        channel=channel_of(text_of(first, "channel")),
        customer=Customer(
            *(next((v for row in rows if _is_customer(row) and (v := text_of(row, field))), None) for field in _WHO)
        ),
        messages=messages,
        solved_at=solved_at if status in _SOLVED else None,
        tags=[tag.strip() for tag in (text_of(first, "tags") or "").split(";") if tag.strip()],
        csat=int(csat) if csat in ("1", "2", "3", "4", "5") else None,
        order_number=text_of(first, "order_number"),
    )


_WHO = ("name", "email", "phone")


def _message(row: dict[str, str]) -> Message:
    author: Author = "customer" if _is_customer(row) else "agent"
    return Message(author, text_of(row, "text") or "", text_of(row, "name"), instant_of(row, "sent_at"))


def _is_customer(row: dict[str, str]) -> bool:
    author = (text_of(row, "author") or "customer").lower()
    if author not in ("customer", "agent"):
        raise Unreadable("its author is neither customer nor agent")
    return author == "customer"
