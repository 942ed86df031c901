"""The word rules of the checks by language (*.yaml), read once and made into patterns."""

import re
from functools import cache
from importlib.resources import files

import msgspec
import yaml
from msgspec import Struct

from server.drafting.reading.when import When

_GAP = r"[^.!?;,:()]{0,80}?"
_FAR = r"[^.!?]{0,140}?"
_FALLBACK = "en"


class _Says(Struct, frozen=True, forbid_unknown_fields=True):
    says: str
    unless: str | None = None
    law: list[str] | None = None
    when: When | None = None
    wide: bool = False


class _Asks(Struct, frozen=True, forbid_unknown_fields=True):
    requests: str
    things: dict[str, str]


class _Signature(Struct, frozen=True, forbid_unknown_fields=True):
    not_a_person: str


class _Rules(Struct, frozen=True, forbid_unknown_fields=True):
    denies_law: list[_Says]
    goodwill: _Says
    admits_fault: _Says
    internal: _Says
    opening: _Says
    positive: _Says
    signature: _Signature
    asks: _Asks


class WordRule(Struct, frozen=True):
    """`says` stands in a masked sentence and `unless` does not. `law`: rows or letters of which one must apply. `wide`:
    its words stand in much that takes no right away (`python -m evals.benchmarks.wide_rules`).
    """

    says: re.Pattern[str]
    unless: re.Pattern[str] | None
    law: tuple[str, ...]
    when: When | None
    wide: bool

    def found_in(self, sentence: str) -> re.Match[str] | None:
        """Where the sentence says it."""
        match = self.says.search(sentence)
        return None if match is None or (self.unless and self.unless.search(sentence)) else match


class AskRules(Struct, frozen=True):
    """How a sentence asks, and the words that tell for what."""

    requests: re.Pattern[str]
    things: dict[str, re.Pattern[str]]


class WordRules(Struct, frozen=True):
    """One language's rules, by check."""

    denies_law: list[WordRule]
    goodwill: WordRule
    admits_fault: WordRule
    internal: WordRule
    opening: WordRule
    positive: WordRule
    not_a_person: re.Pattern[str]
    asks: AskRules


@cache
def rules_of(language: str) -> WordRules:
    """The language's own rules; English ones for a language without any."""
    path = files(__package__).joinpath(f"{language}.yaml")
    if not path.is_file():
        path = files(__package__).joinpath(f"{_FALLBACK}.yaml")
    rules = msgspec.convert(yaml.safe_load(path.read_text("utf-8")), _Rules, strict=True)
    return WordRules(
        [_made(rule) for rule in rules.denies_law],
        _made(rules.goodwill),
        _made(rules.admits_fault),
        _made(rules.internal),
        _made(rules.opening),
        _made(rules.positive),
        _pattern(rules.signature.not_a_person),
        AskRules(
            _pattern(rules.asks.requests),
            {thing: _pattern(template) for thing, template in rules.asks.things.items()},
        ),
    )


def _made(rule: _Says) -> WordRule:
    unless = _pattern(rule.unless) if rule.unless else None
    return WordRule(_pattern(rule.says), unless, tuple(rule.law or ()), rule.when, rule.wide)


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(template.replace("{gap}", _GAP).replace("{far}", _FAR), re.IGNORECASE)
