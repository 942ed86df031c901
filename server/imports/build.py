"""From a reader's fields to a past ticket that the product keeps."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from msgspec import structs

from server.domain.ticket import Attachment, Channel, Customer, Message, PastTicket, Ticket
from server.errors import KulanzError
from server.imports.records import Refused, Tickets, Unreadable
from server.tickets.plain_text import plain_text
from server.tickets.validate import check_ticket

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
    external_id: str,
    subject: str | None,
    channel: Channel | None,
    customer: Customer,
    messages: Iterable[Message],
    solved_at: datetime | None,
    tags: list[str],
    csat: int | None = None,
    order_number: str | None = None,
) -> PastTicket:
    """A ticket as it is kept: text without HTML, oldest message first. Unreadable where nobody said anything."""
    said = [structs.replace(message, text=plain_text(message.text)) for message in messages]
    told = [message for message in said if message.text.strip() or message.attachments]
    if not told:
        raise Unreadable("it holds no public message")
    dated = sorted(told, key=lambda m: m.sent_at) if all(m.sent_at for m in told) else told  # type: ignore[arg-type, return-value]
    ticket = Ticket(
        dated,
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
        raise Unreadable(error.message) from error
    return PastTicket("", checked, "solved" if solved_at else "open", solved_at, tags or None, csat)


def each(
    records: Iterable[dict[str, Any]], read: Callable[[dict[str, Any]], PastTicket], called: str = "record"
) -> Tickets:
    """Every record as a past ticket, or as a Refused that says why not."""
    for number, record in enumerate(records, start=1):
        try:
            yield read(record)
        except Unreadable as error:
            yield Refused(f"{called} {number}", str(error))


def attachment(name: str | None, media_type: str | None, inline: object = None) -> Attachment:
    """A file by its name and kind; its content is never read."""
    return Attachment(name, media_type, inline if isinstance(inline, bool) else None)
