"""The words of the ledger (words/*.yaml), read once and made into patterns."""

import re
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
import yaml
from msgspec import Struct

from server.drafting.reading.concepts import concepts_of
from server.drafting.reading.readings import Reading

Remedy = Literal[
    "refund", "replacement", "repair", "exchange", "credit", "discount", "cancel",
    "keep_item", "free_return", "express", "gift", "callback",
]  # fmt: skip
Topic = Literal["return_by", "result", "money", "contact", "ships", "arrives"]
Unit = Literal["minute", "hour", "day", "working_day", "week", "month", "year"]
Mode = Literal[
    "reported", "negated", "not_negated", "instead", "uncertain", "wish", "general", "right", "choice", "customers",
    "condition", "verb_first", "sequence", "innocent", "then", "said_no", "ends_in_no", "free_to",
]  # fmt: skip

_Week = Literal["this", "next", "mid"]
_GAP = r"[^.!?;,:()]{0,70}?"
_FALLBACK = "en"
_TEN = 10


class _Days(Struct, frozen=True, forbid_unknown_fields=True):
    months: list[str]
    short_months: list[str]
    weekdays: list[list[str]]
    offsets: dict[str, int]
    not_a_day: str
    week: dict[_Week, str]
    span: str
    near: dict[int, str]
    soon: str
    ago: str
    units: dict[Unit, list[str]]


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    fragments: dict[str, str]
    hints: dict[Remedy, list[str]]
    remedies: dict[Remedy, list[str]]
    services: list[str]
    modes: dict[Mode, str]
    anaphora: str
    full: str
    more_than_paid: str
    also: str
    of_sum: str
    other_goods: str
    in_place_of: str
    breaks: str
    past: str
    ahead: str
    topics: dict[Topic, str]
    days: _Days
    compound: str
    numbers: dict[str, int]
    units_of_money: dict[str, str]
    percent: list[str]
    order_word: str
    tracking_word: str
    named: str
    measured: str


class RemedyWords(Struct, frozen=True):
    """`says` can match only where one of `hints`, in lower case, stands."""

    hints: re.Pattern[str]
    says: re.Pattern[str]

    def may_be_in(self, lowered: str) -> bool:
        """Whether a sentence in lower case is worth a look."""
        return self.hints.search(lowered) is not None


class Lexicon(Struct, frozen=True):
    """One language's patterns.

    What single words tell is looked up: `numbers`, `months`, `weekdays`, `offsets` (days from today), `units` of time,
    `currencies`. `near`: days ahead that a phrase tells at most. `named`: what names a number, `measured` follows a
    measure. `number` matches figures or a number word at the end of what stands before a unit.
    """

    remedies: dict[Remedy, RemedyWords]
    readings: dict[Remedy, list[Reading]]
    services: re.Pattern[str]
    modes: dict[Mode, re.Pattern[str]]
    anaphora: re.Pattern[str]
    full: re.Pattern[str]
    more_than_paid: re.Pattern[str]
    also: re.Pattern[str]
    of_sum: re.Pattern[str]
    other_goods: re.Pattern[str]
    in_place_of: re.Pattern[str]
    breaks: re.Pattern[str]
    past: re.Pattern[str]
    ahead: re.Pattern[str]
    topics: dict[Topic, re.Pattern[str]]
    numbers: dict[str, int]
    currencies: dict[str, str]
    percent: frozenset[str]
    units: dict[str, Unit]
    number: re.Pattern[str]
    soon: re.Pattern[str]
    ago: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    offsets: dict[str, int]
    not_a_day: re.Pattern[str]
    weeks: dict[_Week, re.Pattern[str]]
    near: dict[int, re.Pattern[str]]
    order_number: re.Pattern[str]
    tracking_number: re.Pattern[str]
    named: re.Pattern[str]
    measured: re.Pattern[str]


@cache
def lexicon_of(language: str) -> Lexicon:
    """The language's own words; English ones for a language without any."""
    path = files(__package__).joinpath("words", f"{language}.yaml")
    if not path.is_file():
        path = files(__package__).joinpath("words", f"{_FALLBACK}.yaml")
    return _made(msgspec.convert(yaml.safe_load(path.read_text("utf-8")), _Words, strict=True), language)


def _made(words: _Words, language: str) -> Lexicon:
    def pattern(*templates: str) -> re.Pattern[str]:
        return re.compile("|".join(_filled(t, words.fragments) for t in templates), re.IGNORECASE)

    days, numbers = words.days, _with_compounds(words)
    number = rf"(?:\d+(?:_\d+)?|{'|'.join(sorted(map(re.escape, numbers), key=len, reverse=True))})"
    return Lexicon(
        remedies={
            remedy: RemedyWords(re.compile("|".join(map(re.escape, words.hints[remedy]))), pattern(*templates))
            for remedy, templates in words.remedies.items()
        },
        readings={remedy: concepts_of(language).readings[f"gives_{remedy}"] for remedy in words.remedies},
        services=pattern(*words.services),
        modes={mode: pattern(template) for mode, template in words.modes.items()},
        anaphora=pattern(words.anaphora),
        full=pattern(words.full),
        more_than_paid=pattern(words.more_than_paid),
        also=pattern(words.also),
        of_sum=pattern(words.of_sum),
        other_goods=pattern(words.other_goods),
        in_place_of=pattern(words.in_place_of),
        breaks=pattern(words.breaks),
        past=pattern(words.past),
        ahead=pattern(words.ahead),
        topics={topic: pattern(template) for topic, template in words.topics.items()},
        numbers=numbers,
        currencies=words.units_of_money,
        percent=frozenset(words.percent),
        units={word: unit for unit, names in days.units.items() for word in names},
        number=pattern(
            rf"(?<!\w)(?:(?P<lead>{days.span})\s(?:(?:den|the|der) )?(?:(?:nächsten|next|coming|kommenden) )?)?"
            rf"(?:{number}\s?(?:-|–|to|bis|or|oder|,)\s?)?(?P<number>{number})[ -]?(?:per )?$"
        ),
        soon=pattern(days.soon),
        ago=pattern(days.ago),
        months={name: at % 12 + 1 for at, name in enumerate([*days.months, *days.short_months])},
        weekdays={name: at for at, names in enumerate(days.weekdays) for name in names},
        offsets=days.offsets,
        not_a_day=pattern(days.not_a_day),
        weeks={week: pattern(template) for week, template in days.week.items()},
        near={days_ahead: pattern(template) for days_ahead, template in days.near.items()},
        order_number=pattern(
            rf"(?<!\w)(?:#\s?(?P<hash>\w[\w-]*)|{words.order_word}\s(?:#\s?)?(?P<plain>[a-z]{{0,4}}-?\d{{3,}}))"
        ),
        tracking_number=pattern(
            rf"(?<![\w#/-])(?P<long>(?=[a-z\d]*\d{{6}})[a-z\d]{{10,40}})(?!\w)"
            rf"|{words.tracking_word}:?\s(?P<named>(?=\w*\d{{4}})[a-z\d]{{6,40}})(?!\w)"
        ),
        named=pattern(words.named),
        measured=pattern(words.measured),
    )


def _with_compounds(words: _Words) -> dict[str, int]:
    """With 21 to 99 in words: fünfunddreißig, thirty-five."""
    units = {word: number for word, number in words.numbers.items() if number < _TEN}
    tens = {word: number for word, number in words.numbers.items() if _TEN < number < _TEN**2 and number % _TEN == 0}
    compounds = {
        words.compound.format(unit=unit, ten=ten): small + large
        for unit, small in units.items()
        for ten, large in tens.items()
    }
    return compounds | words.numbers


def _filled(template: str, fragments: dict[str, str]) -> str:
    """Fragments may hold fragments; `{gap}` skips words up to the next mark."""
    for _ in range(2):
        for name, fragment in fragments.items():
            template = template.replace(f"{{{name}}}", fragment)
    return template.replace("{gap}", _GAP)
