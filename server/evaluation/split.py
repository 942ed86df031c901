"""Which cases may be looked at while something is tuned (dev), and which only measure it (held-out)."""

import hashlib
from typing import Literal

from server.domain.ticket import Ticket

Split = Literal["dev", "held-out"]


def split_by(key: str) -> Split:
    """By a hash, so that nobody chose which; a third is held out."""
    return "held-out" if hashlib.sha256(key.encode()).digest()[0] < 85 else "dev"


def split_of(ticket: Ticket) -> Split:
    """By the sender, so that one person's way of writing is never on both sides."""
    sender = ticket.sender
    return split_by((sender.email or sender.handle or sender.phone or sender.name or "").casefold())
