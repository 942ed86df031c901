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
from server.triage.rules import with_defaults
from server.triage.sla import Due, due_times

K = TypeVar("K")


class Step(Struct, frozen=True):
    """First answer or solution of one ticket.

    `took`: from the customer's first message on, None while it has not happened; `open_time`: what of that the shop
    was open. `met`: whether it happened by its due time; None without a priority, and while it may still happen in
    time.
    """

    took: timedelta | None
    open_time: timedelta | None
    met: bool | None


class Served(Struct, frozen=True):
    """A ticket with its two steps."""

    row: TicketRow
    first_answer: Step
    solution: Step


class Times(Struct, frozen=True):
    """A step over many tickets.

    `met`: of those whose due time can be told and has been met or missed; `done`: how many times there are to speak
    of; median, p90 (nine of ten were at least as fast) and the median of opening time are None without any.
    """

    met: Rate
    done: int
    median: timedelta | None
    p90: timedelta | None
    median_open: timedelta | None


class ServiceTimes(Struct, frozen=True):
    """`tickets`: how many there are at all, answered or not."""

    tickets: int
    first_answer: Times
    solution: Times


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
    )


def times_by(tickets: Iterable[Served], group_of: Callable[[Served], K]) -> dict[K, ServiceTimes]:
    """The steps over each group of tickets, in the order in which the groups first occur."""
    groups: dict[K, list[Served]] = {}
    for one in tickets:
        groups.setdefault(group_of(one), []).append(one)
    return {group: service_times(members) for group, members in groups.items()}


def _serve(row: TicketRow, asked_at: datetime, rules: TriageRules, calendar: Calendar, as_of: datetime) -> Served:
    if row.priority is None:
        return Served(row, *(_step(asked_at, at, None, calendar, as_of) for at in (row.answered_at, row.solved_at)))
    opening = Ticket([Message("customer", "", sent_at=asked_at)], channel=row.channel)
    due = due_times(opening, row.priority, rules, calendar, asked_at)
    return Served(
        row,
        _step(asked_at, row.answered_at, due.first_response, calendar, as_of),
        _step(asked_at, row.solved_at, due.solve, calendar, as_of),
    )


def _step(asked_at: datetime, at: datetime | None, due: Due | None, calendar: Calendar, as_of: datetime) -> Step:
    met = None if due is None or (at is None and as_of <= due.at) else at is not None and at <= due.at
    if at is None:
        return Step(None, None, met)
    return Step(_between(asked_at, at), calendar.open_time(asked_at, at), met)


def _between(start: datetime, end: datetime) -> timedelta:
    return end.astimezone(UTC) - start.astimezone(UTC)


def _times(steps: Sequence[Step]) -> Times:
    judged = [step.met for step in steps if step.met is not None]
    took = [step.took.total_seconds() for step in steps if step.took is not None]
    in_open_time = [step.open_time.total_seconds() for step in steps if step.open_time is not None]
    return Times(
        met=rate(sum(judged), len(judged)),
        done=len(took),
        median=timedelta(seconds=median(took)) if took else None,
        p90=timedelta(seconds=percentile(took, 0.9)) if took else None,
        median_open=timedelta(seconds=median(in_open_time)) if in_open_time else None,
    )
