"""mbox (RFC 4155): mails joined to conversations by Message-ID, In-Reply-To and References (RFC 5322).

The file is gone through twice: first its lines, of which only headers are looked at, to tell what belongs together;
of each mail its place and its id are kept. Then each conversation's mails are read from where they lie, so mails of one
conversation may stand anywhere. A mail that stands in the file twice, as in two folders, is one.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from typing import BinaryIO

from msgspec import Struct

from server.domain.ticket import PastTicket, Ticket
from server.errors import InvalidRequest, KulanzError
from server.imports.build import oldest_first, past_ticket
from server.imports.records import SENTENCES, Refused, Tickets, Unreadable
from server.tickets.ticket_file import read_ticket_file

_ID = re.compile(r"<[^<>\s]{3,250}>")
# Lines of a body that begin with From were given a `>`, and another one where they had some.
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_NAMES_OF_OTHERS = ("References", "In-Reply-To")


class _Mail(Struct, frozen=True):
    """Where a mail lies in the file, its number from 1 and its Message-ID."""

    start: int
    end: int
    number: int
    own_id: str | None


def read_mbox(file: BinaryIO, addresses: list[str]) -> Tickets:
    """Every conversation. `addresses`: the shop's own; a mail from one of them is the agent's."""
    file.seek(0)
    if not file.read(5).startswith(b"From "):
        raise InvalidRequest(SENTENCES("no_mbox"))
    for mails in _conversations(_mails(file)):
        try:
            yield _conversation(file, mails, addresses)
        except Unreadable as error:
            yield Refused.at("mail", mails[0].number, error.reason)


def _mails(file: BinaryIO) -> Iterator[tuple[_Mail, list[str]]]:
    """Every mail, each from a line that begins with From behind an empty one, with the ids that it answers."""
    file.seek(0)
    start = at = number = 0
    headers, is_header, was_empty = [b""], False, True
    for line in file:
        if was_empty and line.startswith(b"From "):
            if number:
                yield _mail(start, at, number, headers)
            start, number, headers, is_header = at, number + 1, [], True
        elif is_header:
            headers.append(line)
        was_empty = not line.strip()
        is_header = is_header and not was_empty
        at += len(line)
    yield _mail(start, at, number, headers)


def _mail(start: int, end: int, number: int, headers: list[bytes]) -> tuple[_Mail, list[str]]:
    parsed = message_from_bytes(b"".join(headers))
    own = _ID.search(str(parsed.get("Message-ID", "")))
    others = [found for name in _NAMES_OF_OTHERS for found in _ID.findall(str(parsed.get(name, "")))]
    return _Mail(start, end, number, own[0] if own else None), others


def _conversations(mails: Iterator[tuple[_Mail, list[str]]]) -> Iterator[list[_Mail]]:
    """The mails of each conversation, in the order in which their first ones stand."""
    leader: dict[str, str] = {}

    def lead(message_id: str) -> str:
        while leader.setdefault(message_id, message_id) != message_id:
            leader[message_id] = message_id = leader[leader[message_id]]
        return message_id

    by_own_id: dict[str, _Mail] = {}
    for mail, answered in mails:
        own_id = mail.own_id or f"mail {mail.number}"
        by_own_id.setdefault(own_id, mail)
        for other in answered:
            leader[lead(other)] = lead(own_id)
    together: dict[str, list[_Mail]] = {}
    for own_id, mail in by_own_id.items():
        together.setdefault(lead(own_id), []).append(mail)
    yield from together.values()


def _conversation(file: BinaryIO, mails: list[_Mail], addresses: list[str]) -> PastTicket:
    """The ticket that a conversation is: the customer is who the shop talks with, solved is what it ended."""
    read = [_read(file, mail, addresses) for mail in mails]
    messages = oldest_first([message for ticket in read for message in ticket.messages])
    customers = [ticket for ticket in read if ticket.messages[0].author == "customer"]
    opening = next(ticket for ticket in read if messages[0] in ticket.messages)
    return past_ticket(
        helpdesk="mbox",
        external_id=_name(mails[read.index(opening)]),
        subject=opening.subject,
        channel="email",
        customer=(customers or read)[0].sender,
        messages=messages,
        solved=messages[-1].author == "agent",
        solved_at=messages[-1].sent_at,
        tags=[],
    )


def _name(mail: _Mail) -> str | None:
    """Without an id of its own a mail is known by what it says."""
    return mail.own_id.strip("<>") if mail.own_id else None


def _read(file: BinaryIO, mail: _Mail, addresses: list[str]) -> Ticket:
    file.seek(mail.start)
    raw = _QUOTED_FROM.sub(rb"\1", file.read(mail.end - mail.start))
    try:
        return read_ticket_file(raw, addresses)
    except KulanzError as error:
        raise Unreadable(error.said) from error
