"""A past ticket as an example: how the shop answers such a question, without who asked and what it cost."""

import re

from server.domain.store import Store
from server.domain.ticket import PastTicket
from server.drafting.amounts import amounts_in
from server.tickets.redaction.known import known_people
from server.tickets.redaction.redact import Redaction

_LEFT_OUT = "…"
_PLACEHOLDER = re.compile(r"\[[A-Z]+_\d+\]")
_NUMBER = re.compile(r"(?<!\w)#?[A-Z]{0,4}-?\d{4,}(?!\w)")


def as_example(text: str, past: PastTicket, store: Store) -> str:
    """`text` of the ticket without people, order and parcel numbers, and amounts."""
    text = Redaction(known_people(past.ticket, [], store)).redact(text)
    for amount in reversed(list(amounts_in(text))):
        text = text[: amount.start] + _LEFT_OUT + text[amount.end :]
    return _NUMBER.sub(_LEFT_OUT, _PLACEHOLDER.sub(_LEFT_OUT, text))
