"""How fast the shop answers and solves, held against the targets of triage.yaml as they are now."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import TypeVar

from msgspec import Struct

from server.db.reports import TicketRow
from server.domain.calendar import Calendar
from server.domain.statistics import Rate, percentile, rate
from server.domain.ticket import Message, Ticket
from server.domain.triage import TriageRules
from server.reports.grouping import grouped
from server.triage.rules import with_defaults
from server.triage.sla import due_times

K = TypeVar("K")


class Step(Struct, frozen=True):
    """First answer or solution of one ticket.

    `took`: from the customer's first message on, None while it has not happened. `met`: whether it happened by its due
    time; None without a priority, and while it may still happen in time.
    """

    took: timedelta | None
    met: bool | None


class Served(Struct, frozen=True):
    """A ticket with its two steps; `open_time`: for how much of the wait for the first answer the shop was open."""

    row: TicketRow
    first_answer: Step
    solution: Step
    open_time: timedelta | None


class Times(Struct, frozen=True):
    """A step over many tickets.

    `met`: of those whose due time can be told and has been met or missed; `done`: how many times there are to speak
    of; median and p90 (nine of ten were at least as fast) are None without any.
    """

    met: Rate
    done: int
    median: timedelta | None
    p90: timedelta | None


class ServiceTimes(Struct, frozen=True):
    """`tickets`: how many there are at all, answered or not; `median_open`: of the first answers, in opening time."""

    tickets: int
    first_answer: Times
    solution: Times
    median_open: timedelta | None


def served(rows: Iterable[TicketRow], rules: TriageRules, calendar: Calendar, as_of: datetime) -> list[Served]:
    """Every ticket in which a customer wrote, with its steps.

    The clock starts at the customer's first dated message and runs as triage.yaml says (store-pack.md): spans under 24
    hours count opening time. Left out: spam, which nobody means to answer, and tickets without a customer's message.
    """
    rules = with_defaults(rules)
    return [_serve(row, row.asked_at, rules, calendar, as_of) for row in rows if row.asked_at and row.intent != "spam"]


def service_times(tickets: Sequence[Served]) -> ServiceTimes:
    """Both steps over these tickets."""
    return ServiceTimes(
        len(tickets),
        _times([one.first_answer for one in tickets]),
        _times([one.solution for one in tickets]),
        _median([one.open_time for one in tickets if one.open_time is not None]),
    )


def times_by(tickets: Iterable[Served], group_of: Callable[[Served], K]) -> dict[K, ServiceTimes]:
    """The steps over each group of tickets, in the order in which the groups first occur."""
    return {group: service_times(members) for group, members in grouped(tickets, group_of).items()}


def _serve(row: TicketRow, asked_at: datetime, rules: TriageRules, calendar: Calendar, as_of: datetime) -> Served:
    first_response, solve = _due(row, asked_at, rules, calendar)
    return Served(
        row,
        _step(asked_at, row.answered_at, first_response, as_of),
        _step(asked_at, row.solved_at, solve, as_of),
        calendar.open_time(asked_at, row.answered_at) if row.answered_at else None,
    )


def _due(
    row: TicketRow, asked_at: datetime, rules: TriageRules, calendar: Calendar
) -> tuple[datetime | None, datetime | None]:
    """By when the ticket wanted its first answer and its solution; None without a priority."""
    if row.priority is None:
        return None, None
    opening = Ticket([Message("customer", "", sent_at=asked_at)], channel=row.channel)
    due = due_times(opening, row.priority, rules, calendar, asked_at)
    return due.first_response.at if due.first_response else None, due.solve.at if due.solve else None


def _step(asked_at: datetime, at: datetime | None, due: datetime | None, as_of: datetime) -> Step:
    met = None if due is None or (at is None and as_of <= due) else at is not None and at <= due
    return Step(at.astimezone(UTC) - asked_at.astimezone(UTC) if at else None, met)


def _times(steps: Sequence[Step]) -> Times:
    judged = [step.met for step in steps if step.met is not None]
    took = [step.took for step in steps if step.took is not None]
    seconds = [one.total_seconds() for one in took]
    p90 = timedelta(seconds=percentile(seconds, 0.9)) if took else None
    return Times(rate(sum(judged), len(judged)), len(took), _median(took), p90)


def _median(spans: Sequence[timedelta]) -> timedelta | None:
    return timedelta(seconds=median(one.total_seconds() for one in spans)) if spans else None
