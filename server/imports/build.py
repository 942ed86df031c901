"""From a reader's fields to a past ticket that the product keeps."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, TypeVar

from msgspec import structs

from server.domain.ticket import Attachment, Channel, Customer, Message, PastTicket, Ticket
from server.errors import KulanzError
from server.imports.records import LeftOut, NotWanted, Refused, Unreadable, unreadable
from server.tickets.plain_text import plain_text
from server.tickets.validate import check_ticket

T = TypeVar("T")

_CHANNELS: dict[str, Channel] = {
    "email": "email", "mail": "email", "chat": "chat", "chat_message": "chat", "native_messaging": "chat",
    "messaging": "chat", "facebook": "social", "facebook-messenger": "social", "instagram": "social",
    "instagram-comment": "social", "instagram-direct-message": "social", "twitter": "social", "whatsapp": "social",
    "any_channel": "social", "web": "form", "help-center": "form", "contact-form": "form", "contact_form": "form",
    "form": "form", "portal": "form", "voice": "phone", "phone": "phone",
}  # fmt: skip


def channel_of(name: str | None) -> Channel | None:
    """The channel by the name that other systems give it; None where it is none of ours."""
    return _CHANNELS.get((name or "").lower())


def past_ticket(
    *,
    helpdesk: str,
    external_id: str | None,
    subject: str | None,
    channel: Channel | None,
    customer: Customer,
    messages: Iterable[Message],
    solved: bool,
    solved_at: datetime | None,
    tags: list[str],
    csat: int | None = None,
    order_number: str | None = None,
) -> PastTicket:
    """A ticket as it is kept: text without HTML, oldest message first. Unreadable where nobody said anything.

    `solved_at` is when it was solved, where that is known of a solved one.
    """
    said = [structs.replace(message, text=plain_text(message.text)) for message in messages]
    told = [message for message in said if message.text.strip() or message.attachments]
    if not told:
        raise unreadable("no_public_message")
    ticket = Ticket(
        oldest_first(told),
        helpdesk=helpdesk,
        external_id=external_id,
        channel=channel,
        subject=subject,
        customer=customer,
        order_number=order_number,
    )
    try:
        checked = check_ticket(ticket)
    except KulanzError as error:
        raise Unreadable(error.said) from error
    return PastTicket("", checked, "solved" if solved else "open", solved_at if solved else None, tags or None, csat)


def oldest_first(messages: list[Message]) -> list[Message]:
    """In the order of their times; as they stand where one has none."""
    times = [message.sent_at for message in messages if message.sent_at]
    if len(times) < len(messages):
        return messages
    in_time = sorted(zip(times, range(len(messages)), strict=True))
    return [messages[place] for _, place in in_time]


def each(
    records: Iterable[dict[str, Any] | Refused], read: Callable[[dict[str, Any]], T], called: str
) -> Iterator[T | Refused | LeftOut]:
    """Every record as what `read` makes of it, or as what stands for one that is not. `called`: a record's name."""
    for number, record in enumerate(records, start=1):
        if isinstance(record, Refused):
            yield record
            continue
        try:
            yield read(record)
        except Unreadable as error:
            yield Refused.at(called, number, error.reason)
        except NotWanted:
            yield LeftOut()


def attachment(name: str | None, media_type: str | None, inline: object = None) -> Attachment:
    """A file by its name and kind; its content is never read."""
    return Attachment(name, media_type, inline if isinstance(inline, bool) else None)
