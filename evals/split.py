"""Which past tickets may be looked at while rules are tuned (dev), and which only measure them (held-out)."""

import hashlib
from typing import Literal

from server.domain.ticket import Ticket

Split = Literal["dev", "held-out"]


def split_of(ticket: Ticket) -> Split:
    """By a hash of the sender, so that one person's way of writing is never on both sides; a third is held out."""
    sender = ticket.sender
    who = (sender.email or sender.handle or sender.phone or sender.name or "").casefold()
    return "held-out" if hashlib.sha256(who.encode()).digest()[0] < 85 else "dev"
