"""Every amount, percentage, day, span of time, number and link in a text, with its place and its value."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct

from server.domain.calendar import Calendar
from server.domain.draft import ClaimKind
from server.drafting.amounts import amounts_in
from server.drafting.ledger.clauses import mask
from server.drafting.ledger.lexicon import Lexicon, Unit, lexicon_of

Sum = tuple[Decimal, str]
"""An amount without trailing zeros, and its currency."""
Span = tuple[int, Unit]
Value = Sum | Decimal | date | Span | str

_LINK = re.compile(
    r"https?://[^\s<>\"“”]+|www\.[^\s<>\"“”]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w@./-])(?:[a-z\d-]+\.)+(?:com|de|net|org|eu|io|shop|at|ch|info|example|to|me|ly)(?:/[^\s<>\"“”]*)?(?!\w)",
    re.IGNORECASE,
)
_AFTER_A_LINK = ".,;:!?)]}'*"
_OWN_NUMBER = re.compile(r"(?<![\w-])(?P<number>[a-z]{1,4}-\d{4,}(?:-\d+)?)(?![\w-])", re.IGNORECASE)
_DAYS_OF: dict[Unit, int] = {"day": 1, "week": 7, "month": 30, "year": 365}
_HOURS_A_DAY = 24


class Figure(Struct, frozen=True):
    """What stands at code points `start` to `end`.

    `value`: the sum, percentage, day, span (number and unit), or the number or link as compared. `is_vague`: a weekday or
    week, which may mean one of several days. `due`: the day by which a span from now ends, where it is one.
    """

    kind: ClaimKind
    start: int
    end: int
    value: Value
    is_vague: bool = False
    due: date | None = None


def as_sum(amount: Decimal, currency: str) -> Sum:
    """5.00 and 5 are one sum."""
    return amount.normalize(), currency


def as_link(link: str) -> str:
    """A link or address as compared."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", link.rstrip(_AFTER_A_LINK), flags=re.IGNORECASE)
    return bare.rstrip("/").casefold()


def as_number(number: str) -> str:
    """An order, tracking or return number as compared."""
    return re.sub(r"[\s#_-]", "", number).casefold()


def figures_in(text: str, language: str, today: date, calendar: Calendar) -> list[Figure]:
    """All figures in the order of their places; `today` is the day that "tomorrow" is counted from."""
    words, masked = lexicon_of(language), mask(text)
    found: list[Figure] = []
    for figure in (
        *_links(text),
        *_sums(text),
        *_sums_in_words(masked, words),
        *_percents(masked, words),
        *_dates(masked, words, today),
        *_spans(masked, words, today, calendar),
        *_numbers(masked, words),
        *_relative_days(masked, words, today),
    ):
        if not any(figure.start < other.end and other.start < figure.end for other in found):
            found.append(figure)
    return sorted(found, key=lambda figure: figure.start)


def _links(text: str) -> Iterator[Figure]:
    for match in _LINK.finditer(text):
        link = match[0].rstrip(_AFTER_A_LINK)
        yield Figure("link", match.start(), match.start() + len(link), as_link(link))


def _sums(text: str) -> Iterator[Figure]:
    for found in amounts_in(text):
        yield Figure("amount", found.start, found.end, as_sum(found.amount, found.currency))


def _sums_in_words(masked: str, words: Lexicon) -> Iterator[Figure]:
    for match in words.amount_in_words.finditer(masked):
        currency = next((code for code, unit in words.currencies.items() if unit.match(match["unit"])), None)
        if currency:
            amount = Decimal(words.numbers[match["number"].lower()])
            yield Figure("amount", match.start(), match.end(), as_sum(amount, currency))


def _percents(masked: str, words: Lexicon) -> Iterator[Figure]:
    for match in words.percent.finditer(masked):
        yield Figure("percent", match.start(), match.end(), _number(match["number"], words).normalize())


def _number(written: str, words: Lexicon) -> Decimal:
    return Decimal(words.numbers.get(written.lower()) or written.replace("_", "."))


def _dates(masked: str, words: Lexicon, today: date) -> Iterator[Figure]:
    for match in words.date.finditer(masked):
        day = _date(match, words, today)
        if day:
            yield Figure("date", match.start(), match.end(), day)


def _date(match: re.Match[str], words: Lexicon, today: date) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        month_name = match["month"] or match["month_first"]
        month = words.months[month_name.lower()] if month_name else int(match["m"])
        day = int(match["day"] or match["day_last"] or match["d"])
        year = match["year"] or match["year_last"] or match["y"]
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        return min((date(today.year + shift, month, day) for shift in (-1, 0, 1)), key=lambda d: abs((d - today).days))
    except ValueError:
        return None


def _spans(masked: str, words: Lexicon, today: date, calendar: Calendar) -> Iterator[Figure]:
    for match in words.span.finditer(masked):
        unit = next((unit for unit, pattern in words.units.items() if pattern.match(match["unit"])), None)
        number = _number(match["number"], words)
        if unit is None or number != int(number) or number > 10_000:
            continue
        is_from_now = bool(match["lead"] and words.soon.match(match["lead"]))
        due = _due(int(number), unit, today, calendar) if is_from_now else None
        yield Figure("duration", match.start(), match.end(), as_span(int(number), unit), due=due)


def as_span(number: int, unit: Unit) -> Span:
    """Weeks are days, years months, and 48 hours two days."""
    if unit == "week":
        return number * 7, "day"
    if unit == "year":
        return number * 12, "month"
    if unit == "hour" and number % _HOURS_A_DAY == 0:
        return number // _HOURS_A_DAY, "day"
    return number, unit


def _due(number: int, unit: Unit, today: date, calendar: Calendar) -> date:
    if unit == "working_day":
        return calendar.add_working_days(today, min(number, 100))
    if unit in ("hour", "minute"):
        return today + timedelta(days=number // _HOURS_A_DAY if unit == "hour" else 0)
    return today + timedelta(days=number * _DAYS_OF[unit])


def _numbers(masked: str, words: Lexicon) -> Iterator[Figure]:
    for match in words.order_number.finditer(masked):
        group = "hash" if match["hash"] else "plain"
        if any(character.isdigit() for character in match[group]):
            start = match.start() if group == "hash" else match.start(group)
            yield Figure("order", start, match.end(group), as_number(match[group]))
    for match in _OWN_NUMBER.finditer(masked):
        yield Figure("order", match.start(), match.end(), as_number(match[0]))
    for match in words.tracking_number.finditer(masked):
        group = "long" if match["long"] else "named"
        yield Figure("tracking", match.start(group), match.end(group), as_number(match[group]))


def _relative_days(masked: str, words: Lexicon, today: date) -> Iterator[Figure]:
    for match in words.offset.finditer(masked):
        if not re.search(r"(?:guten|jeden|the day after|good|every)\s+$", masked[: match.start()], re.IGNORECASE):
            yield Figure("date", match.start(), match.end(), today + timedelta(days=words.offsets[match[0].lower()]))
    for weekday, pattern in enumerate(words.weekdays):
        for match in pattern.finditer(masked):
            ahead = (weekday - today.weekday() - 1) % 7 + 1
            yield Figure("date", match.start(), match.end(), today + timedelta(days=ahead), is_vague=True)
    for week, pattern in words.weeks.items():
        for match in pattern.finditer(masked):
            friday = today + timedelta(days=4 - today.weekday() + (7 if week == "next" else 0))
            yield Figure("date", match.start(), match.end(), friday, is_vague=True)
