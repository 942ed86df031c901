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
_NUMERIC_DATE = re.compile(
    r"(?<![\w.,/])(?:(?P<iso>\d{4}-\d\d-\d\d)|(?P<d>\d{1,2})(?:\.(?P<m>\d{1,2})\.|/(?P<m_slash>\d{1,2})/)"
    r"(?P<y>\d{4}|\d\d)?)(?!\w)"
)
_DAY_ALONE = re.compile(
    r"\b(?:zum|am|den|dem|the) (?P<day>\d{1,2})(?:\.(?= [^\W\d_]|\s*[,;!?\n]|\s*$)|(?:st|nd|rd|th)\b(?! (?:of )?[A-Z]))"
)
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|%")
_DAY_BEFORE = re.compile(r"(?<!\w)(?P<day>\d{1,2})(?:_|st|nd|rd|th)? ?(?:of )?$", re.IGNORECASE)
_DAY_AFTER = re.compile(r"_? (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>\d{4}))?(?!\w)", re.IGNORECASE)
_YEAR_AFTER = re.compile(r",? (?P<year>\d{4})(?!\w)")
_WORD_BEFORE = re.compile(r"(?<!\w)(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)[,_]?[ -](?:de[nm] |the )?$", re.IGNORECASE)
_BEFORE = 50
_DAYS_OF: dict[str, int] = {"day": 1, "week": 7, "month": 30, "year": 365}
_HOURS_A_DAY = 24
_MOST = 10_000
_LONGEST = 400


class Figure(Struct, frozen=True):
    """What stands at code points `start` to `end` of a text.

    `value`: the sum, percentage, day, span (number and unit), or the number or link as compared. `is_vague`: a weekday
    or week, which may mean one of several days. `is_from_now`: a span that begins today, such as "in 3 days".
    """

    kind: ClaimKind
    start: int
    end: int
    value: Value
    is_vague: bool = False
    is_from_now: bool = False


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


def figures_in(text: str, language: str, today: date) -> list[Figure]:
    """All figures in the order of their places; `today` is the day that "tomorrow" is counted from."""
    return figures_of(text, mask(text), language, today)


def figures_of(text: str, masked: str, language: str, today: date) -> list[Figure]:
    """The same of a text that is already masked."""
    words = lexicon_of(language)
    found: list[Figure] = []
    for figure in (
        *_links(text),
        *_sums(text),
        *_numeric_dates(text, today),
        *_numbers(masked, words),
        *_told_by_words(masked, words, today),
        *_days_alone(text, today),
    ):
        if not any(figure.start < other.end and other.start < figure.end for other in found):
            found.append(figure)
    return sorted(found, key=lambda figure: figure.start)


def due_by(figure: Figure, today: date, calendar: Calendar) -> date | None:
    """The last day of a span that runs from now; None for any other figure."""
    if not figure.is_from_now or not isinstance(figure.value, tuple) or not isinstance(figure.value[0], int):
        return None
    number, unit = figure.value
    if unit in ("minute", "hour") and number:
        return today if unit == "hour" else None
    if unit == "working_day":
        return calendar.add_working_days(today, min(number, _LONGEST))
    return today + timedelta(days=min(number, _LONGEST) * _DAYS_OF.get(unit, 0))


def as_span(number: int, unit: Unit) -> Span:
    """Weeks are days, years months, and 48 hours two days."""
    if unit == "week":
        return number * 7, "day"
    if unit == "year":
        return number * 12, "month"
    if unit == "hour" and number % _HOURS_A_DAY == 0:
        return number // _HOURS_A_DAY, "day"
    return number, unit


def _links(text: str) -> Iterator[Figure]:
    for match in _LINK.finditer(text):
        link = match[0].rstrip(_AFTER_A_LINK)
        yield Figure("link", match.start(), match.start() + len(link), as_link(link))


def _sums(text: str) -> Iterator[Figure]:
    for found in amounts_in(text):
        yield Figure("amount", found.start, found.end, as_sum(found.amount, found.currency))


def _numeric_dates(text: str, today: date) -> Iterator[Figure]:
    for match in _NUMERIC_DATE.finditer(text):
        if match["iso"]:
            year, month, day = map(int, match["iso"].split("-"))
            found = _day(day, month, year, today)
        else:
            found = _day(int(match["d"]), int(match["m"] or match["m_slash"]), _year(match["y"]), today)
        if found:
            yield Figure("date", match.start(), match.end(), found)


def _days_alone(text: str, today: date) -> Iterator[Figure]:
    """ "Bis zum 25.", "by the 25th": the next such day."""
    for match in _DAY_ALONE.finditer(text):
        day = int(match["day"])
        months = [(today.year, today.month), (today.year + today.month // 12, today.month % 12 + 1)]
        days = [found for year, month in months if (found := _day(day, month, year, today)) and found >= today]
        if days:
            yield Figure("date", match.start("day"), match.end(), days[0])


def _day(day: int, month: int, year: int | None, today: date) -> date | None:
    """Without a year the one that is nearest to today."""
    try:
        if year is not None:
            return date(year, month, day)
        return min((date(today.year + shift, month, day) for shift in (-1, 0, 1)), key=lambda d: abs((d - today).days))
    except ValueError:
        return None


def _year(written: str | None) -> int | None:
    return None if not written else int(written) + (2000 if len(written) == 2 else 0)


def _told_by_words(masked: str, words: Lexicon, today: date) -> Iterator[Figure]:
    """Figures that words tell: "in no time", a month's name, a unit of time or money, a weekday, "tomorrow"."""
    for ahead, pattern in words.near.items():
        for match in pattern.finditer(masked):
            yield Figure("date", match.start(), match.end(), today + timedelta(days=ahead))
    for token in _TOKEN.finditer(masked):
        word = token[0].lower()
        if word in words.months:
            yield from _date_at(token, masked, words, today)
        elif word in words.units:
            yield from _span_at(token, word, masked, words)
        elif word in words.currencies:
            yield from _sum_at(token, word, masked, words)
        elif word in words.percent:
            yield from _percent_at(token, masked, words)
    for token in _TOKEN.finditer(masked):
        word = token[0].lower()
        if word in words.offsets and not words.not_a_day.search(masked[: token.start()][-_BEFORE:]):
            yield Figure("date", token.start(), token.end(), today + timedelta(days=words.offsets[word]))
        elif word in words.weekdays:
            ahead = (words.weekdays[word] - today.weekday() - 1) % 7 + 1
            yield Figure("date", token.start(), token.end(), today + timedelta(days=ahead), is_vague=True)
    for week, pattern in words.weeks.items():
        for match in pattern.finditer(masked):
            days = (2 - today.weekday()) % 7 if week == "mid" else 4 - today.weekday() + (7 if week == "next" else 0)
            yield Figure("date", match.start(), match.end(), today + timedelta(days=days), is_vague=True)


def _date_at(token: re.Match[str], masked: str, words: Lexicon, today: date) -> Iterator[Figure]:
    """ "24. November 2026", "November 24th", with a weekday before it."""
    before = _DAY_BEFORE.search(masked[max(0, token.start() - _BEFORE) : token.start()])
    after = _DAY_AFTER.match(masked, token.end())
    start, end = token.start(), token.end()
    year = None
    if before:
        number, start = before["day"], max(0, token.start() - _BEFORE) + before.start()
        following = _YEAR_AFTER.match(masked, token.end())
        if following:
            year, end = following["year"], following.end()
    elif after:
        number, year, end = after["day"], after["year"], after.end()
    else:
        return
    day = _day(int(number), words.months[token[0].lower()], _year(year), today)
    if day:
        weekday = _WORD_BEFORE.search(masked[max(0, start - _BEFORE) : start])
        if weekday and weekday["word"].lower() in words.weekdays:
            start -= len(weekday[0])
        yield Figure("date", start, end, day)


def _span_at(token: re.Match[str], unit_word: str, masked: str, words: Lexicon) -> Iterator[Figure]:
    unit, end = words.units[unit_word], token.start()
    compound = _WORD_BEFORE.search(masked[max(0, end - _BEFORE) : end])
    if compound and f"{compound['word'].lower()} {unit_word}" in words.units:
        unit, end = words.units[f"{compound['word'].lower()} {unit_word}"], end - len(compound[0])
    number = words.number.search(masked[max(0, end - _BEFORE) : end])
    if number is None:
        return
    value = _number(number["number"], words)
    if words.ago.search(masked[: max(0, end - _BEFORE) + number.start()]) or words.ago.match(number["lead"] or ""):
        return
    if value == int(value) and value <= _MOST:
        is_from_now = bool(number["lead"] and words.soon.match(number["lead"]))
        start = max(0, end - _BEFORE) + number.start()
        yield Figure("duration", start, token.end(), as_span(int(value), unit), is_from_now=is_from_now)


def _sum_at(token: re.Match[str], word: str, masked: str, words: Lexicon) -> Iterator[Figure]:
    number = _WORD_BEFORE.search(masked[max(0, token.start() - _BEFORE) : token.start()])
    if number and number["word"].lower() in words.numbers:
        amount = Decimal(words.numbers[number["word"].lower()])
        yield Figure("amount", token.start() - len(number[0]), token.end(), as_sum(amount, words.currencies[word]))


def _percent_at(token: re.Match[str], masked: str, words: Lexicon) -> Iterator[Figure]:
    first = max(0, token.start() - _BEFORE)
    number = words.number.search(masked[first : token.start()])
    if number:
        value = _number(number["number"], words).normalize()
        yield Figure("percent", first + number.start("number"), token.end(), value)


def _number(written: str, words: Lexicon) -> Decimal:
    return Decimal(words.numbers.get(written.lower()) or written.replace("_", "."))


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
