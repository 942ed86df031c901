"""A ticket and its messages, as any helpdesk hands them over (contract.md, Ticket)."""

import hashlib
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, structs

Author = Literal["customer", "agent", "system"]
Channel = Literal["email", "chat", "social", "form", "phone"]
# RFC 3339 with offset: a time without one cannot be compared with a scan in Shenzhen.
Instant = Annotated[datetime, Meta(tz=True)]


def is_plausible(instant: datetime) -> bool:
    """Whether days can be counted from it in both directions: no shop has mail from year 1 or year 9999."""
    return 1970 <= instant.year <= 2200


class Attachment(Struct, frozen=True):
    """A file's name and kind; its content never reaches the server."""

    name: str | None = None
    media_type: str | None = None
    inline: bool | None = None


class Message(Struct, frozen=True):
    """One message; `text` may still hold quoted history and a signature."""

    author: Author
    text: str
    name: str | None = None
    sent_at: Instant | None = None
    attachments: list[Attachment] | None = None


class Customer(Struct, frozen=True):
    """Who writes, as far as the helpdesk shows it."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    handle: str | None = None


class Ticket(Struct, frozen=True):
    """A conversation, oldest message first. Only `messages[].author` and `text` are required."""

    messages: list[Message]
    helpdesk: str | None = None
    external_id: str | None = None
    url: str | None = None
    channel: Channel | None = None
    subject: str | None = None
    customer: Customer | None = None
    order_number: str | None = None

    @property
    def sender(self) -> Customer:
        """The customer, empty where the helpdesk shows none."""
        return self.customer or Customer()

    def until(self, as_of: datetime) -> "Ticket":
        """The ticket without messages dated after `as_of`: they do not exist yet."""
        kept = [m for m in self.messages if m.sent_at is None or m.sent_at <= as_of]
        return structs.replace(self, messages=kept)

    @property
    def fingerprint(self) -> str:
        """What makes it the same ticket: its id in the helpdesk, else customer, subject and first message."""
        if self.helpdesk and self.external_id:
            return f"{self.helpdesk}:{self.external_id}"
        who = (self.sender.email or self.sender.handle or self.sender.phone or self.sender.name or "").casefold()
        first = self.messages[0].text if self.messages else ""
        return hashlib.sha256("\0".join([who, self.subject or "", first]).encode()).hexdigest()

    @property
    def opened_at(self) -> datetime | None:
        """When its first dated message was sent."""
        return min((m.sent_at for m in self.messages if m.sent_at), default=None)

    @property
    def first_answer_at(self) -> datetime | None:
        """When the shop first answered, as far as that is dated."""
        return min((m.sent_at for m in self.messages if m.author == "agent" and m.sent_at), default=None)

    def unanswered(self, as_of: datetime | None) -> "Ticket":
        """The ticket as whoever first answered it at `as_of` saw it; all of it that is no answer where None."""
        seen = self.until(as_of) if as_of else self
        return structs.replace(seen, messages=[m for m in seen.messages if m.author != "agent"])

    @property
    def customer_messages(self) -> list[Message]:
        """What the customer wrote, oldest first."""
        return [m for m in self.messages if m.author == "customer"]


class Labels(Struct, frozen=True, forbid_unknown_fields=True):
    """What a person read in a past ticket (tickets.jsonl, `labels`)."""

    intent: str | None = None
    problem: str | None = None
    wish: str | None = None
    mood: str | None = None
    priority: str | None = None
    language: str | None = None
    outcome: str | None = None
    items: list[str] | None = None
    rating: Literal[-1, 0, 1] | None = None


class PastTicket(Struct, frozen=True):
    """A ticket that the shop keeps, with what became of it. `order_number` is the matched one."""

    id: str
    ticket: Ticket
    status: Literal["open", "solved"]
    solved_at: Instant | None = None
    tags: list[str] | None = None
    csat: int | None = None
    labels: Labels | None = None
    order_number: str | None = None
