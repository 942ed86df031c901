"""A ticket that waits in a small German shop, triaged through the public face."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from server.domain.calendar import Calendar
from server.domain.facts import Facts, known, none, unknown
from server.domain.reading import Read, Reading
from server.domain.store import Store
from server.domain.ticket import Channel, Message, Ticket
from server.domain.triage import Triage, TriageRules
from server.triage.triage import triage_ticket
from tests.samples import sample_store

MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))

Triaging = Callable[..., Triage]


def reading(intent: str | None, mood: str | None) -> Reading:
    """A reading in which only intent and mood matter."""
    silent: Read[str] = Read(None, 0.0, "")
    return Reading(
        own_words="",
        earlier_words="",
        language="de",
        problem=silent,
        other_problems=[],
        wish=silent,
        withdrawal_declared=Read(None, 0.0, ""),
        proof_provided=False,
        item_condition=silent,
        seal_broken=Read(None, 0.0, ""),
        mood=Read(mood, 1.0, ""),
        intent=Read(intent, 1.0, ""),
        numbers=[],
        other_numbers=[],
        items=[],
    )


@pytest.fixture(scope="session")
def triage() -> Triaging:
    """triage(intent, facts…): the triage of one message that a customer wrote on Monday at ten."""

    def triaged(
        intent: str | None = "other",
        mood: str | None = "calm",
        *,
        channel: Channel | None = "email",
        messages: list[Message] | None = None,
        rules: TriageRules | None = None,
        as_of: datetime = MONDAY,
        language: str = "de",
        store: Store | None = None,
        calendar: Calendar | None = None,
        **facts: object,
    ) -> Triage:
        store = store or sample_store()
        if messages is None:
            messages = [Message("customer", "Hallo", sent_at=MONDAY)]
        return triage_ticket(
            Ticket(messages, channel=channel),
            reading(intent, mood),
            as_facts(facts),
            store,
            rules or TriageRules([], {}, {}),
            calendar or Calendar.of(store),
            as_of,
            language,
        )

    return triaged


def as_facts(values: dict[str, object]) -> Facts:
    """Facts by their values; None is unknown, "none" is none."""
    return {
        name: unknown("order") if value is None else none("order") if value == "none" else known(value, "order")
        for name, value in values.items()
    }
