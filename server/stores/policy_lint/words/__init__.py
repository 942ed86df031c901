"""What the lint knows of a language: how its policies say facts, which words are hard (one YAML file each)."""

import re
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
from msgspec import Struct

Topic = Literal["delivery", "returns", "withdrawal", "warranty", "damage", "refunds", "payment", "contact"]
FactName = Literal["return_window", "withdrawal_period", "refund_days", "liability"]
Unit = Literal["day", "working_day", "week", "month", "year", "hour"]

LANGUAGES = ("de", "en")
"""Policies in other languages are looked at by nothing but their headings."""


class _Fact(Struct, frozen=True, forbid_unknown_fields=True):
    any: list[str]
    unless: str


class _Postage(Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    shop: str
    customer: str
    unless: str


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    numbers: dict[str, int]
    units: dict[Unit, str]
    topics: dict[Topic, str]
    beside: str
    facts: dict[FactName, _Fact]
    countries: dict[str, str]
    delivery_sentence: str
    postage: _Postage
    hard_words: list[tuple[str, str]]
    working_days: str
    weeks: tuple[str, str]
    form: str


class FactPattern(Struct, frozen=True):
    """A fact is said where one of `any` matches and `unless` does not; group `n` is its number, `u` its unit."""

    any: list[re.Pattern[str]]
    unless: re.Pattern[str]


class PostagePattern(Struct, frozen=True):
    """Who pays the way back, in a sentence that is `about` it and not about a fault of the goods (`unless`)."""

    about: re.Pattern[str]
    shop: re.Pattern[str]
    customer: re.Pattern[str]
    unless: re.Pattern[str]


class Words(Struct, frozen=True):
    """A language. `weeks`: how a range and a single number of working days are said in weeks."""

    numbers: dict[str, int]
    units: dict[Unit, re.Pattern[str]]
    span: re.Pattern[str]
    topics: dict[Topic, re.Pattern[str]]
    beside: re.Pattern[str]
    facts: dict[FactName, FactPattern]
    countries: dict[str, re.Pattern[str]]
    delivery_sentence: re.Pattern[str]
    postage: PostagePattern
    hard_words: list[tuple[re.Pattern[str], str]]
    working_days: re.Pattern[str]
    weeks: tuple[str, str]
    form: re.Pattern[str]


@cache
def words_of(language: str) -> Words | None:
    """The words of a language, None where the lint has none."""
    if language not in LANGUAGES:
        return None
    source = files(__package__).joinpath(f"{language}.yaml").read_bytes()
    file = msgspec.yaml.decode(source, type=_File)
    span = _duration(file, ["day", "week", "working_day"])
    rate = _duration(file, ["month", "year"])

    def pattern(text: str) -> re.Pattern[str]:
        return re.compile(text.replace("{span}", span).replace("{rate}", rate))

    return Words(
        file.numbers,
        {unit: re.compile(rf"(?:{text})") for unit, text in file.units.items()},
        re.compile(_duration(file, list(file.units))),
        {topic: pattern(text) for topic, text in file.topics.items()},
        pattern(file.beside),
        {name: FactPattern([pattern(p) for p in fact.any], pattern(fact.unless)) for name, fact in file.facts.items()},
        {country: pattern(text) for country, text in file.countries.items()},
        pattern(file.delivery_sentence),
        PostagePattern(*(pattern(text) for text in msgspec.structs.astuple(file.postage))),
        [(re.compile(text, re.IGNORECASE), plain) for text, plain in file.hard_words],
        re.compile(file.working_days, re.IGNORECASE),
        file.weeks,
        re.compile(file.form),
    )


def _duration(file: _File, units: list[Unit]) -> str:
    """A number with its unit; of a range the second number."""
    words = "|".join(file.units[unit] for unit in units)
    return rf"(?<![\w_])(?:\d+ ?(?:bis|to|-|–|oder|or) ?)?(?P<n>\d+)[ -]?(?P<u>(?:{words})\b)"
