"""The words of the ledger (words/*.yaml), read once and made into patterns."""

import re
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
import yaml
from msgspec import Struct

Remedy = Literal[
    "refund", "replacement", "repair", "exchange", "credit", "discount", "cancel",
    "keep_item", "free_return", "express", "gift", "callback",
]  # fmt: skip
Topic = Literal["return_by", "money", "contact", "ships", "arrives"]
Unit = Literal["minute", "hour", "day", "working_day", "week", "month", "year"]
Mode = Literal[
    "reported", "negated", "not_negated", "instead", "uncertain", "wish", "general", "right", "choice", "customers",
    "condition", "verb_first", "sequence", "innocent",
]  # fmt: skip

_GAP = r"[^.!?;,:()]{0,70}?"
_FALLBACK = "en"


class _Days(Struct, frozen=True, forbid_unknown_fields=True):
    months: list[str]
    short_months: list[str]
    weekdays: list[str]
    offsets: dict[str, int]
    week: dict[Literal["this", "next"], str]
    span: str
    soon: str
    units: dict[Unit, str]


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    fragments: dict[str, str]
    remedies: dict[Remedy, list[str]]
    services: list[str]
    modes: dict[Mode, str]
    anaphora: str
    full: str
    past: str
    topics: dict[Topic, str]
    days: _Days
    numbers: dict[str, int]
    units_of_money: dict[str, str]
    percent: str
    order_word: str
    tracking_word: str


class Lexicon(Struct, frozen=True):
    """One language's patterns. `numbers`: the values of number words, `number`: figures or such a word."""

    remedies: dict[Remedy, re.Pattern[str]]
    services: re.Pattern[str]
    modes: dict[Mode, re.Pattern[str]]
    anaphora: re.Pattern[str]
    full: re.Pattern[str]
    past: re.Pattern[str]
    topics: dict[Topic, re.Pattern[str]]
    numbers: dict[str, int]
    amount_in_words: re.Pattern[str]
    currencies: dict[str, re.Pattern[str]]
    percent: re.Pattern[str]
    span: re.Pattern[str]
    soon: re.Pattern[str]
    units: dict[Unit, re.Pattern[str]]
    date: re.Pattern[str]
    months: dict[str, int]
    weekdays: list[re.Pattern[str]]
    offset: re.Pattern[str]
    offsets: dict[str, int]
    weeks: dict[Literal["this", "next"], re.Pattern[str]]
    order_number: re.Pattern[str]
    tracking_number: re.Pattern[str]


@cache
def lexicon_of(language: str) -> Lexicon:
    """The language's own words; English ones for a language without any."""
    path = files(__package__).joinpath("words", f"{language}.yaml")
    if not path.is_file():
        path = files(__package__).joinpath("words", f"{_FALLBACK}.yaml")
    return _made(msgspec.convert(yaml.safe_load(path.read_text("utf-8")), _Words, strict=True))


def _made(words: _Words) -> Lexicon:
    def pattern(*templates: str) -> re.Pattern[str]:
        return re.compile("|".join(_filled(t, words.fragments) for t in templates), re.IGNORECASE)

    days = words.days
    longest_first = sorted(words.numbers, key=len, reverse=True)
    number = rf"(?:\d+(?:_\d+)?|{'|'.join(map(re.escape, longest_first))})"
    names = [*days.months, *days.short_months]
    month = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    weekday = "|".join(days.weekdays)
    units = "|".join(unit for unit in days.units.values())
    offsets = sorted(days.offsets, key=len, reverse=True)
    return Lexicon(
        remedies={remedy: pattern(*templates) for remedy, templates in words.remedies.items()},
        services=pattern(*words.services),
        modes={mode: pattern(template) for mode, template in words.modes.items()},
        anaphora=pattern(words.anaphora),
        full=pattern(words.full),
        past=pattern(words.past),
        topics={topic: pattern(template) for topic, template in words.topics.items()},
        numbers=words.numbers,
        amount_in_words=pattern(
            rf"\b(?P<number>{'|'.join(map(re.escape, longest_first))})[ -](?P<unit>{'|'.join(words.units_of_money.values())})(?!\w)"
        ),
        currencies={code: pattern(rf"^(?:{unit})$") for code, unit in words.units_of_money.items()},
        percent=pattern(rf"(?<![\w])(?P<number>{number})\s?(?:{words.percent})(?!\w)"),
        span=pattern(
            rf"(?<!\w)(?:(?P<lead>{days.span})\s)?(?:(?:den|the|der) (?:nächsten|next|coming|kommenden) )?"
            rf"(?:(?:{number})\s?(?:-|–|to|bis|or|oder)\s?)?(?P<number>{number})[ -](?P<unit>{units})(?!\w)"
        ),
        soon=pattern(days.soon),
        units={unit: pattern(rf"^(?:{template})$") for unit, template in days.units.items()},
        date=pattern(
            rf"(?:\b(?:{weekday}),?_? (?:(?:den|dem|the) )?)?(?:"
            rf"(?<![\w])(?P<day>\d{{1,2}})(?:_|st|nd|rd|th)? ?(?:of )?(?P<month>{month})\b_?(?:,? ?(?P<year>\d{{4}})\b)?"
            rf"|\b(?P<month_first>{month})\b_? (?P<day_last>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year_last>\d{{4}}))?(?!\w)"
            r"|(?<![\w])(?P<iso>\d{4}-\d\d-\d\d)(?!\w)"
            r"|(?<![\w])(?P<d>\d{1,2})[_/](?P<m>\d{1,2})(?:[_/](?P<y>\d{4}|\d\d))?_?(?![\w%])(?! ?(?:€|euro|uhr|%)))"
        ),
        months={name: at % 12 + 1 for at, name in enumerate(names)},
        weekdays=[pattern(rf"\b(?:{name})\b") for name in days.weekdays],
        offset=pattern(rf"\b(?:{'|'.join(map(re.escape, offsets))})\b"),
        offsets=days.offsets,
        weeks={week: pattern(template) for week, template in days.week.items()},
        order_number=pattern(
            rf"(?<!\w)(?:#\s?(?P<hash>\w[\w-]*)|{words.order_word}\s(?:#\s?)?(?P<plain>[a-z]{{0,4}}-?\d{{3,}}))"
        ),
        tracking_number=pattern(
            rf"(?<![\w#/-])(?P<long>(?=[a-z\d]*\d{{6}})[a-z\d]{{10,40}})(?!\w)"
            rf"|{words.tracking_word}:?\s(?P<named>(?=\w*\d{{4}})[a-z\d]{{6,40}})(?!\w)"
        ),
    )


def _filled(template: str, fragments: dict[str, str]) -> str:
    """Fragments may hold fragments; `{gap}` skips words up to the next mark."""
    for _ in range(2):
        for name, fragment in fragments.items():
            template = template.replace(f"{{{name}}}", fragment)
    return template.replace("{gap}", _GAP)
