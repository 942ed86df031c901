"""Refusing what is no ticket to work on, before anything reads it."""

from msgspec import structs

from server.domain.ticket import Attachment, Customer, Message, Ticket, is_plausible
from server.errors import InvalidRequest, TooLarge
from server.tickets.plain_text import clean

MOST_BYTES = 1_000_000
"""Of text in one request (UTF-8), all messages together."""


def check_ticket(ticket: Ticket) -> Ticket:
    """`ticket` without NUL and other invisible characters.

    InvalidRequest where it holds no text at all, TooLarge above 1 MB of text.
    """
    size = sum(_bytes_in(text) for text in (ticket.subject or "", *(message.text for message in ticket.messages)))
    if size > MOST_BYTES:
        raise TooLarge(
            f"The ticket holds {size / 1_000_000:.1f} MB of text, and 1 MB is the most; "
            "send its newest messages without the older ones.",
            bytes=size,
        )
    if not all(is_plausible(message.sent_at) for message in ticket.messages if message.sent_at):
        raise InvalidRequest("A message's sent_at lies outside the years 1970 to 2200; send its real time, or none.")
    cleaned = structs.replace(
        ticket,
        subject=_clean(ticket.subject),
        customer=_clean_customer(ticket.customer),
        order_number=_clean(ticket.order_number),
        messages=[_clean_message(message) for message in ticket.messages],
    )
    if not any(message.text.strip() for message in cleaned.messages) and not (cleaned.subject or "").strip():
        raise InvalidRequest(
            "The ticket holds no text; send at least one message with author and text, "
            'such as {"messages": [{"author": "customer", "text": "Where is my order?"}]}.'
        )
    return cleaned


def check_length(*texts: str | None) -> None:
    """TooLarge where what is sent beside a ticket holds more than 1 MB of text."""
    if sum(_bytes_in(text) for text in texts if text) > MOST_BYTES:
        raise TooLarge("A request may hold at most 1 MB of text; shorten what goes with the ticket.")


def _bytes_in(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _clean(text: str | None) -> str | None:
    return None if text is None else clean(text)


def _clean_customer(customer: Customer | None) -> Customer | None:
    if customer is None:
        return None
    return Customer(_clean(customer.name), _clean(customer.email), _clean(customer.phone), _clean(customer.handle))


def _clean_message(message: Message) -> Message:
    return structs.replace(
        message,
        text=clean(message.text),
        name=_clean(message.name),
        attachments=[Attachment(_clean(a.name), _clean(a.media_type), a.inline) for a in message.attachments or []],
    )
