"""Triage: how urgent a ticket is, whose it is and by when it wants an answer."""

from datetime import datetime, timedelta
from typing import Literal, get_args

from msgspec import Struct

from server.domain.fact_tests import FactTest
from server.domain.facts import FactSpec
from server.domain.reading import INTENTS, Mood
from server.domain.ticket import Channel

Priority = Literal["urgent", "high", "medium", "low"]
PRIORITIES: tuple[Priority, ...] = ("urgent", "high", "medium", "low")

TICKET_SPECS: dict[str, FactSpec] = {
    "intent": FactSpec("intent", "choice", "ticket", INTENTS),
    "mood": FactSpec("mood", "choice", "ticket", get_args(Mood)),
    "channel": FactSpec("channel", "choice", "ticket", get_args(Channel)),
}
"""What a rule's `when` may test beside the facts of the tree."""


class Triage(Struct, frozen=True):
    """The answer of POST /v1/triage; due times with offset in the shop's timezone."""

    priority: Priority
    intent: str
    mood: str
    language: str
    queue: str
    tags: list[str]
    first_response_due: datetime | None
    solve_due: datetime | None
    reasons: list[str]


class TriageRule(Struct, frozen=True):
    """`when`: fact name, or problem, intent, mood, channel, to its test; all must hold."""

    when: dict[str, FactTest]
    priority: Priority | None = None
    queue: str | None = None
    tags: list[str] = []


class Targets(Struct, frozen=True):
    first_response: timedelta
    solve: timedelta


class TriageRules(Struct, frozen=True):
    """triage.yaml over the built-in defaults: the shop's rules stand before the built-in ones."""

    rules: list[TriageRule]
    sla: dict[Priority, Targets]
    channels: dict[str, timedelta]
