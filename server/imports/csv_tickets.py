"""Tickets as a table, for every system that has no reader of its own: one row a message, the rows of a ticket together.

Columns, in any order and case: `ticket_id`, `text`, and optional `author` (customer or agent), `sent_at`, `name`,
`email`, `phone`, `subject`, `channel`, `status`, `solved_at`, `order_number`, `tags` (`;` between them), `csat`.
Lines of any ends; UTF-8, UTF-16 or Windows-1252; comma, semicolon or tab, as spreadsheets write them.
"""

import csv
from codecs import getincrementaldecoder
from collections.abc import Iterator
from datetime import tzinfo
from io import TextIOWrapper
from itertools import groupby
from typing import BinaryIO, TextIO

from server.domain.ticket import Author, Customer, Message, PastTicket
from server.errors import InvalidRequest
from server.imports.build import channel_of, past_ticket
from server.imports.records import SENTENCES, Refused, Tickets, Unreadable, instant_of, text_of, unreadable

_NEEDED = ("ticket_id", "text")
_WHO = ("name", "email", "phone")
_SOLVED = ("solved", "closed", "resolved", "gelöst", "geschlossen", "erledigt")
_STARS = ("1", "2", "3", "4", "5")
# A ticket holds at most 1 MB of text. A longer cell is a quotation mark that was never closed.
_LONGEST_CELL = 1_000_000
_LONGEST_HEADER = 65_536
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

Row = dict[str, str]


class _Lines:
    """The lines of a table, and whether they are at their end."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline()
        self.ended = not line
        if self.ended:
            raise StopIteration
        return line


def read_csv_tickets(file: BinaryIO, zone: tzinfo) -> Tickets:
    """Every ticket of the file. `zone`: the shop's, for times without offset."""
    seen: set[str] = set()
    for ticket_id, group in groupby(_rows(file), key=lambda numbered: numbered[1].get("ticket_id", "").strip()):
        numbered = list(group)
        try:
            if not ticket_id:
                raise unreadable("no_ticket_id")
            if ticket_id in seen:
                raise unreadable("ticket_id_twice")
            seen.add(ticket_id)
            yield _ticket(ticket_id, [row for _, row in numbered], zone)
        except Unreadable as error:
            yield Refused.at("line", numbered[0][0], error.reason)


def _rows(file: BinaryIO) -> Iterator[tuple[int, Row]]:
    """Each row with the line that it ends on."""
    csv.field_size_limit(_LONGEST_CELL)
    text = TextIOWrapper(file, encoding=_encoding(file), errors="replace", newline="")
    line = 1
    try:
        header = text.readline(_LONGEST_HEADER)
        delimiter = max(",;\t", key=header.count)
        lines = _Lines(text)
        for row in csv.DictReader(lines, _columns(header, delimiter), delimiter=delimiter):
            if lines.ended:  # the reader asks for one more line only while a quotation mark is open
                raise csv.Error
            line += 1 + sum(value.count("\n") for value in row.values() if isinstance(value, str))
            yield line, {name: value for name, value in row.items() if isinstance(value, str)}
    except csv.Error as error:
        raise InvalidRequest(SENTENCES("table_breaks_off", line=line)) from error
    finally:
        text.detach()


def _columns(header: str, delimiter: str) -> list[str]:
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
    if missing := [name for name in _NEEDED if name not in names]:
        raise InvalidRequest(SENTENCES("no_column", missing=missing[0], needed=", ".join(_NEEDED)))
    return names


def _encoding(file: BinaryIO) -> str:
    """By its byte order mark, else UTF-8 where all of it is; the file stands at its start."""
    file.seek(0)
    if file.read(2) in _UTF_16:
        file.seek(0)
        return "utf-16"
    file.seek(0)
    encoding = "utf-8-sig" if _is_utf_8(file) else "cp1252"
    file.seek(0)
    return encoding


def _is_utf_8(file: BinaryIO) -> bool:
    decoder = getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(_LONGEST_CELL):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _ticket(ticket_id: str, rows: list[Row], zone: tzinfo) -> PastTicket:
    first, last = rows[0], rows[-1]
    messages = [_message(row, zone) for row in rows]
    csat = text_of(last, "csat")
    return past_ticket(
        helpdesk="csv",
        external_id=ticket_id,
        subject=text_of(first, "subject"),
        channel=channel_of(text_of(first, "channel")),
        customer=Customer(*(_told_of_customer(rows, column) for column in _WHO)),
        messages=messages,
        solved=(text_of(last, "status") or "").lower() in _SOLVED,
        solved_at=instant_of(last, "solved_at", zone=zone) or messages[-1].sent_at,
        tags=[tag.strip() for tag in (text_of(first, "tags") or "").split(";") if tag.strip()],
        csat=int(csat) if csat in _STARS else None,
        order_number=text_of(first, "order_number"),
    )


def _told_of_customer(rows: list[Row], column: str) -> str | None:
    return next((value for row in rows if _is_customer(row) and (value := text_of(row, column))), None)


def _message(row: Row, zone: tzinfo) -> Message:
    author: Author = "customer" if _is_customer(row) else "agent"
    return Message(author, text_of(row, "text") or "", text_of(row, "name"), instant_of(row, "sent_at", zone=zone))


def _is_customer(row: Row) -> bool:
    author = (text_of(row, "author") or "customer").lower()
    if author not in ("customer", "agent"):
        raise unreadable("no_author")
    return author == "customer"
