"""How urgent a ticket is and whose: the first rule that gives a field decides it, tags add up."""

from collections.abc import Iterable

from msgspec import Struct, structs

from server.domain.triage import PRIORITIES, Priority, TriageRule
from server.triage.rules import STEP_UP, BuiltInRule
from server.triage.situation import Situation


class Ranking(Struct, frozen=True):
    """`applied`: each rule that gave something, reduced to what it gave. `raised_by`: what raised the priority."""

    priority: Priority
    queue: str
    tags: list[str]
    applied: list[TriageRule]
    raised_by: list[BuiltInRule]


def prioritise(situation: Situation, rules: Iterable[TriageRule]) -> Ranking:
    """The ranking by `rules`, in their order, then one step up. Some rule must give a priority, some a queue."""
    applied = _applied(rule for rule in rules if situation.meets(rule.when))
    priority = next(rule.priority for rule in applied if rule.priority)
    raised_by = [rule for rule in STEP_UP if situation.meets(rule.when)] if priority != PRIORITIES[0] else []
    return Ranking(
        priority=_one_step_up(priority) if raised_by else priority,
        queue=next(rule.queue for rule in applied if rule.queue),
        tags=[tag for rule in applied for tag in rule.tags],
        applied=applied,
        raised_by=raised_by,
    )


def _applied(matching: Iterable[TriageRule]) -> list[TriageRule]:
    applied: list[TriageRule] = []
    for rule in matching:
        gives = structs.replace(
            rule,
            priority=None if any(earlier.priority for earlier in applied) else rule.priority,
            queue=None if any(earlier.queue for earlier in applied) else rule.queue,
            tags=[tag for tag in dict.fromkeys(rule.tags) if not any(tag in earlier.tags for earlier in applied)],
        )
        if gives.priority or gives.queue or gives.tags:
            applied.append(gives)
    return applied


def _one_step_up(priority: Priority) -> Priority:
    return PRIORITIES[PRIORITIES.index(priority) - 1]
