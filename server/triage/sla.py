"""By when a ticket wants its first answer and its solution."""

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from server.domain.calendar import Calendar
from server.domain.ticket import Channel, Message, Ticket
from server.domain.triage import Priority, TriageRules

_DAY = timedelta(hours=24)


class Clock(Struct, frozen=True):
    """When a ticket's clock starts; `answered`: an agent has replied since, so only the solution is open."""

    start: datetime
    undated: bool
    answered: bool


class Due(Struct, frozen=True):
    """A due time in the shop's timezone and the span it comes from.

    `in_open_time`: only opening time was counted. `moved`: the span ends while the shop is closed.
    """

    at: datetime
    span: timedelta
    in_open_time: bool
    moved: bool


class DueTimes(Struct, frozen=True):
    """What is due; None where there is nothing to answer, or no customer has written at all."""

    clock: Clock | None
    first_response: Due | None
    solve: Due | None


def due_times(ticket: Ticket, priority: Priority, rules: TriageRules, calendar: Calendar, as_of: datetime) -> DueTimes:
    """When first answer and solution are due, by spans that `rules` gives for every priority and channel."""
    clock = _clock_of(ticket.until(as_of), as_of)
    if clock is None:
        return DueTimes(None, None, None)
    first_response = _due(calendar, clock, _first_response_span(rules, priority, ticket.channel))
    return DueTimes(
        clock,
        first_response=None if clock.answered else first_response,
        solve=_due(calendar, clock, rules.sla[priority].solve),
    )


def _clock_of(ticket: Ticket, as_of: datetime) -> Clock | None:
    """The ticket's clock, None where no customer has written.

    It starts with the oldest unanswered customer message; when all are answered, with the oldest one that
    the last answer was for. A system message answers nothing. An undated message counts as written at `as_of`.
    """
    first: Message | None = None
    answered = False
    for message in ticket.messages:
        if message.author == "agent":
            answered = True
        elif message.author == "customer" and (first is None or answered):
            first, answered = message, False
    if first is None:
        return None
    return Clock(first.sent_at or as_of, undated=first.sent_at is None, answered=answered)


def _first_response_span(rules: TriageRules, priority: Priority, channel: Channel | None) -> timedelta:
    """The priority's span or the channel's, whichever is smaller."""
    of_priority = rules.sla[priority].first_response
    return of_priority if channel is None else min(of_priority, rules.channels[channel])


def _due(calendar: Calendar, clock: Clock, span: timedelta) -> Due:
    """Under 24 hours only opening time counts; else all time does, and the end moves to the next opening."""
    if span < _DAY:
        return Due(calendar.add_open_time(clock.start, span), span, in_open_time=True, moved=False)
    end = clock.start.astimezone(UTC) + span
    at = calendar.next_opening(end)
    return Due(at, span, in_open_time=False, moved=at.astimezone(UTC) != end)
