"""Triage of one ticket: a pure function of the ticket, its facts, the shop and the moment."""

from collections.abc import Iterator
from datetime import datetime

from server.domain.calendar import Calendar
from server.domain.facts import Facts
from server.domain.reading import Reading
from server.domain.store import Store
from server.domain.ticket import Ticket
from server.domain.triage import Triage, TriageRules
from server.triage.prioritise import Ranking, prioritise
from server.triage.rules import with_defaults
from server.triage.situation import Situation
from server.triage.sla import DueTimes, due_times
from server.triage.wording import Wording, wording


def triage_ticket(
    ticket: Ticket,
    reading: Reading,
    facts: Facts,
    store: Store,
    rules: TriageRules,
    calendar: Calendar,
    as_of: datetime,
    language: str,
) -> Triage:
    """Priority, queue, tags and due times of `ticket`, with a reason for each in the agent's `language`.

    `rules` is what the shop's triage.yaml says; the built-in rules and spans fill what it leaves open. Messages
    dated after `as_of` do not exist. Due times are None where there is nothing to answer or to solve.
    """
    rules = with_defaults(rules)
    ranking = prioritise(Situation.of(ticket, reading, facts, store, as_of), rules.rules)
    times = due_times(ticket, ranking.priority, rules, calendar, as_of)
    return Triage(
        priority=ranking.priority,
        intent=reading.intent.value or "other",
        mood=reading.mood.value or "calm",
        language=reading.language,
        queue=ranking.queue,
        tags=ranking.tags,
        first_response_due=times.first_response.at if times.first_response else None,
        solve_due=times.solve.at if times.solve else None,
        reasons=list(_reasons(ranking, times, wording(language))),
    )


def _reasons(ranking: Ranking, times: DueTimes, words: Wording) -> Iterator[str]:
    yield from (words.for_rule(rule) for rule in ranking.applied)
    if ranking.raised_by:
        yield words.for_step_up(ranking.raised_by)
    yield from words.for_due_times(times)
