"""The reasons of a triage as sentences in the agent's language (wording.yaml)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Literal

import msgspec
import yaml
from msgspec import Struct

from server.domain.fact_tests import FactTest, Operand, Operator, Param
from server.domain.money import Money
from server.domain.triage import Priority, TriageRule
from server.triage.rules import BuiltInRule
from server.triage.sla import Clock, Due, DueTimes

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)

Language = Literal["de", "en"]
Counted = tuple[str, str]
"""Singular and plural."""


class Wording(Struct, frozen=True, forbid_unknown_fields=True):
    """One language of wording.yaml; `yes_no` is the word for false, then that for true."""

    language: Language
    weekdays: list[str]
    months: list[str]
    moment: str
    decimal_point: str
    yes_no: tuple[str, str]
    priorities: dict[Priority, str]
    queues: dict[str, str]
    because_priority: str
    because_queue: str
    step_up: str
    shop_rule: str
    always: str
    gives_priority: str
    gives_queue: str
    gives_tags: str
    tests: dict[Operator, str]
    either: str
    both: str
    seconds: Counted
    minutes: Counted
    hours: Counted
    open_time: str
    all_time: str
    moved: str
    from_unanswered: str
    from_answered: str
    from_undated: str
    first_response: str
    solve: str
    all_answered: str
    no_message: str

    def for_rule(self, rule: TriageRule) -> str:
        """Why `rule` gave what it gave: in its own words, or by its tests where the shop wrote it."""
        if isinstance(rule, BuiltInRule):
            return self._for_built_in(rule)
        when = ", ".join(self._test(name, test) for name, test in rule.when.items())
        return self.shop_rule.format(when=when or self.always, gives=", ".join(self._gives(rule)))

    def for_step_up(self, rules: list[BuiltInRule]) -> str:
        """Why the priority stands one step higher than the rules alone would have it."""
        return self.step_up.format(because="; ".join(rule.because[self.language] for rule in rules))

    def for_due_times(self, times: DueTimes) -> Iterator[str]:
        """How each due time came about, or why there is none."""
        if times.clock is None:
            yield self.no_message
            return
        if times.first_response:
            yield self._due(self.first_response, times.clock, times.first_response)
        else:
            yield self.all_answered
        if times.solve:
            yield self._due(self.solve, times.clock, times.solve)

    def _for_built_in(self, rule: BuiltInRule) -> str:
        because = rule.because[self.language]
        if rule.priority:
            return _as_sentence(self.because_priority.format(priority=self.priorities[rule.priority], because=because))
        return self.because_queue.format(queue=self._queue(rule.queue or ""), because=because)

    def _gives(self, rule: TriageRule) -> Iterator[str]:
        if rule.priority:
            yield self.gives_priority.format(priority=self.priorities[rule.priority])
        if rule.queue:
            yield self.gives_queue.format(queue=self._queue(rule.queue))
        if rule.tags:
            yield self.gives_tags.format(tags=", ".join(rule.tags))

    def _queue(self, queue: str) -> str:
        return self.queues.get(queue, queue)

    def _test(self, name: str, test: FactTest) -> str:
        joined_by = self.both if test.operator in ("not", "between") else self.either
        values = joined_by.join(self._operand(operand) for operand in test.operands)
        return self.tests[test.operator].format(fact=name, values=values)

    def _operand(self, operand: Operand) -> str:
        match operand:
            case Param(name):
                return name
            case bool():
                return self.yes_no[operand]
            case Money(amount, currency):
                return f"{str(amount).replace('.', self.decimal_point)} {currency}"
            case frozenset():
                return self.either.join(sorted(operand))
            case _:
                return str(operand)

    def _due(self, template: str, clock: Clock, due: Due) -> str:
        return template.format(due=self._moment(due), span=self._span(clock, due))

    def _moment(self, due: Due) -> str:
        at: datetime = due.at
        return self.moment.format(
            weekday=self.weekdays[at.weekday()],
            day=at.day,
            month=self.months[at.month - 1],
            clock=at.strftime("%H:%M:%S" if due.span % _MINUTE else "%H:%M"),
        )

    def _span(self, clock: Clock, due: Due) -> str:
        template = self.open_time if due.in_open_time else self.moved if due.moved else self.all_time
        start = self.from_undated if clock.undated else self.from_answered if clock.answered else self.from_unanswered
        return template.format(span=self._duration(due.span), start=start)

    def _duration(self, span: timedelta) -> str:
        if span % _MINUTE:
            return _counted(span // timedelta(seconds=1), self.seconds)
        if span % _HOUR or span == _HOUR:
            return _counted(span // _MINUTE, self.minutes)
        return _counted(span // _HOUR, self.hours)


def _counted(number: int, unit: Counted) -> str:
    return f"{number} {unit[number != 1]}"


def _as_sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


_file = files(__package__).joinpath("wording.yaml")
_WORDINGS = {
    wording.language: wording for wording in msgspec.convert(yaml.safe_load(_file.read_text("utf-8")), list[Wording])
}


def wording(language: str) -> Wording:
    """The wording for an agent who reads `language`: German for `de`, else English."""
    return _WORDINGS["de" if language == "de" else "en"]
