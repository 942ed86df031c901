"""The built-in rules, spans and queues as data (rules.yaml), and reading the parts of a shop's triage.yaml."""

import re
from collections.abc import Mapping
from datetime import timedelta
from importlib.resources import files
from typing import Any

import msgspec
import yaml
from msgspec import Struct

from server.domain.fact_tests import FactTest, read_test
from server.domain.facts import spec_of
from server.domain.triage import TICKET_SPECS, Priority, Targets, TriageRule, TriageRules
from server.errors import BadValue

Text = dict[str, str]
"""A text by language: de and en."""

RawWhen = Mapping[str, Mapping[str, Any]]

_SPAN = re.compile(r"([1-9]\d{0,5})([smh])")
_SECONDS = {"s": 1, "m": 60, "h": 3600}


class BuiltInRule(TriageRule, frozen=True, kw_only=True):
    """A rule of rules.yaml; `because` says in words what it looks at."""

    because: Text


def read_when(raw: RawWhen, currency: str) -> dict[str, FactTest]:
    """`{problem: {is: lost}, order_value: {at_least: 200}}` as tests; bare money is in `currency`.

    UnknownFact for a name that is neither a fact nor intent, mood or channel; BadValue for a test that cannot be.
    """
    return {name: read_test(TICKET_SPECS.get(name) or spec_of(name), test, currency) for name, test in raw.items()}


def read_span(raw: str) -> timedelta:
    """`30s`, `60m` or `24h` as a span, or BadValue."""
    match = _SPAN.fullmatch(raw)
    if match is None:
        raise BadValue(f"{raw!r} is no span of time; write a whole number and s, m or h, such as 60m.")
    return timedelta(seconds=int(match[1]) * _SECONDS[match[2]])


def default_rules() -> TriageRules:
    """What holds for a shop without a triage.yaml: the rules of domain.md B1 and the spans of B2."""
    return _DEFAULT


def with_defaults(shop: TriageRules) -> TriageRules:
    """The shop's rules before the built-in ones; its spans in place of theirs, priority by priority."""
    return TriageRules(
        rules=[*shop.rules, *_DEFAULT.rules],
        sla={**_DEFAULT.sla, **shop.sla},
        channels={**_DEFAULT.channels, **shop.channels},
    )


class _Rule(Struct, frozen=True, forbid_unknown_fields=True):
    when: list[dict[str, dict[str, Any]]]
    because: Text
    priority: Priority | None = None
    queue: str | None = None


class _Targets(Struct, frozen=True, forbid_unknown_fields=True):
    first_response: str
    solve: str


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    """rules.yaml as written: `when` lists alternatives, any of which will do."""

    priorities: list[_Rule]
    queues: list[_Rule]
    step_up: list[_Rule]
    sla: dict[Priority, _Targets]
    channels: dict[str, str]


def _in_order(rules: list[_Rule]) -> list[BuiltInRule]:
    return [
        BuiltInRule(
            # The built-in rules compare no money, so no currency matters.
            when=read_when(when, currency=""),
            priority=rule.priority,
            queue=rule.queue,
            because=rule.because,
        )
        for rule in rules
        for when in rule.when
    ]


_file = msgspec.convert(yaml.safe_load(files(__package__).joinpath("rules.yaml").read_text("utf-8")), _File)
_DEFAULT = TriageRules(
    rules=[*_in_order(_file.priorities), *_in_order(_file.queues)],
    sla={
        priority: Targets(read_span(targets.first_response), read_span(targets.solve))
        for priority, targets in _file.sla.items()
    },
    channels={channel: read_span(span) for channel, span in _file.channels.items()},
)
STEP_UP = _in_order(_file.step_up)
"""What raises a ticket by one step in all, on top of every other rule."""
