"""A warning that a colleague has answered the same customer elsewhere (C10): two answers to one matter contradict."""

from datetime import datetime

from msgspec import Struct

from server.domain.case import Case
from server.domain.ticket import Message, PastTicket, Ticket
from server.drafting.formats import clock, day

_WARNING = {
    "de": "{who} hat dieser Person {when} in „{where}“ geantwortet: vor dem Senden dort nachlesen.",
    "en": "{who} answered this customer {when} in “{where}”: read that before sending.",
}
_SOMEBODY = {"de": "Jemand aus dem Team", "en": "A colleague"}
_ANOTHER_TICKET = {"de": "einem anderen Ticket", "en": "another ticket"}
_AT = {"de": "am {day} um {clock}", "en": "on {day} at {clock}"}


class _Answer(Struct, frozen=True):
    """What a colleague wrote in another conversation, and when."""

    elsewhere: Ticket
    message: Message
    sent_at: datetime


def notes_of_answers_elsewhere(case: Case, language: str) -> list[str]:
    """A sentence in the agent's language, where another conversation of this person or about this order was answered
    since the customer began to wait here; of several answers the newest."""
    since = _waiting_since(case.ticket)
    answers = [] if since is None else list(_answers(case, since))
    if not answers:
        return []
    spoken = language if language in _WARNING else "en"
    newest = max(answers, key=lambda answer: answer.sent_at)
    sent = newest.sent_at.astimezone(case.store.zone)
    when = _AT[spoken].format(day=day(sent.date(), spoken, case.today), clock=clock(sent, spoken))
    where = newest.elsewhere.subject or _ANOTHER_TICKET[spoken]
    return [_WARNING[spoken].format(who=newest.message.name or _SOMEBODY[spoken], when=when, where=where)]


def _waiting_since(ticket: Ticket) -> datetime | None:
    """When the oldest message was sent that nobody has answered here; None where all are answered or undated."""
    waiting: datetime | None = None
    for message in ticket.messages:
        if message.author == "agent":
            waiting = None
        elif message.author == "customer" and waiting is None:
            waiting = message.sent_at
    return waiting


def _answers(case: Case, since: datetime) -> list[_Answer]:
    elsewhere: dict[str, PastTicket] = {p.id: p for p in (*case.order_tickets, *case.earlier_customer_tickets)}
    return [
        _Answer(past.ticket, message, message.sent_at)
        for past in elsewhere.values()
        for message in past.ticket.messages
        if message.author == "agent" and message.sent_at and message.sent_at >= since
    ]
