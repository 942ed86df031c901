"""mbox (RFC 4155): mails joined to conversations by Message-ID, In-Reply-To and References (RFC 5322).

The file is gone through twice: first headers alone, which tell what belongs together and take some 200 bytes a
mail, then each conversation's mails from where they lie. So mails of one conversation may stand anywhere.
"""

import mailbox
import re
from collections.abc import Iterator
from email import message_from_bytes
from itertools import takewhile
from pathlib import Path

from server.domain.ticket import Customer, PastTicket, Ticket
from server.errors import InvalidRequest, KulanzError
from server.imports.build import past_ticket
from server.imports.records import Refused, Tickets, Unreadable
from server.tickets.ticket_file import read_ticket_file

_ID = re.compile(r"<[^<>\s]{3,250}>")


def read_mbox(path: Path, addresses: list[str]) -> Tickets:
    """Every conversation. `addresses`: the shop's own; a mail from one of them is the agent's."""
    with path.open("rb") as file:
        if not file.read(5).startswith(b"From "):
            raise InvalidRequest("The file is no mbox: it does not begin with a From line; export the folder as mbox.")
    box = mailbox.mbox(path, create=False)
    try:
        for keys in _conversations(box):
            try:
                yield _conversation(box, keys, addresses)
            except Unreadable as error:
                yield Refused(f"mail {int(keys[0]) + 1}", str(error))
    finally:
        box.close()


def _conversations(box: mailbox.mbox) -> Iterator[list[str]]:
    """The keys of the mails of each conversation, in the order of their first mail."""
    leader: dict[str, str] = {}
    own_ids: dict[str, str] = {}

    def lead(message_id: str) -> str:
        while leader.setdefault(message_id, message_id) != message_id:
            message_id = leader[message_id]
        return message_id

    for key in box.iterkeys():
        own_ids[key], *others = _ids(box, key)
        for other in others:
            leader[lead(other)] = lead(own_ids[key])
    by_leader: dict[str, list[str]] = {}
    for key, message_id in own_ids.items():
        by_leader.setdefault(lead(message_id), []).append(key)
    yield from by_leader.values()


def _ids(box: mailbox.mbox, key: str) -> list[str]:
    """The mail's own id (its place where it has none) and those that it answers."""
    with box.get_file(key) as file:
        # Bodies of many megabytes need not be read to join conversations.
        lines = list(takewhile(lambda line: line.strip(), iter(file.readline, b"")))
    headers = message_from_bytes(b"".join(lines))
    own = _ID.findall(str(headers.get("Message-ID", "")))[:1] or [f"<mail-{key}>"]
    return own + [found for name in ("References", "In-Reply-To") for found in _ID.findall(str(headers.get(name, "")))]


def _conversation(box: mailbox.mbox, keys: list[str], addresses: list[str]) -> PastTicket:
    mails = [_mail(box, key, addresses) for key in keys]
    messages = [message for mail in mails for message in mail.messages]
    customer = next((m.sender for m in mails if m.messages[0].author == "customer"), mails[0].sender)
    ends_with_shop = messages[-1].author == "agent"
    return past_ticket(
        helpdesk="mbox",
        external_id=_ids(box, keys[0])[0].strip("<>"),
        subject=mails[0].subject,
        channel="email",
        customer=Customer(customer.name, customer.email),
        messages=messages,
        solved_at=messages[-1].sent_at if ends_with_shop else None,
        tags=[],
    )


def _mail(box: mailbox.mbox, key: str, addresses: list[str]) -> Ticket:
    try:
        return read_ticket_file(box.get_bytes(key), addresses)
    except KulanzError as error:
        raise Unreadable(error.message) from error
