"""Dates, money and lists as people write them: "Dienstag, 24. November", "12,50 €"; "Tuesday 24 November", "€12.50".

A language without words of its own gets figures: 2026-11-24, 12.50 EUR.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from server.domain.money import Money, to_minor_unit
from server.domain.store import Span
from server.drafting.macro_writer.wordings import WORDINGS, Words

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}
_EVERY_DAY = range(7)


def day(value: date, language: str, today: date) -> str:
    """Weekday and date, with the year when it is not the one of `today`."""
    words = _words(language)
    if words is None:
        return value.isoformat()
    pattern = words.day if value.year == today.year else words.day_and_year
    return pattern.format(
        weekday=words.weekdays[value.weekday()], day=value.day, month=words.months[value.month - 1], year=value.year
    )


def clock(instant: datetime, language: str) -> str:
    """The time of day, in the instant's own timezone."""
    words = _words(language)
    pattern = words.time if words else "{hour}:{minute:02d}"
    return pattern.format(hour=instant.hour, minute=instant.minute)


def money(value: Money, language: str) -> str:
    """An amount with its currency; whole amounts keep their two digits."""
    figures = f"{to_minor_unit(value.amount, value.currency):,f}"
    symbol = SYMBOLS.get(value.currency)
    if language == "de":
        figures = figures.translate(str.maketrans(",.", ".,"))
        return f"{figures} {symbol or value.currency}"
    if language == "en":
        return f"{symbol}{figures}" if symbol else f"{value.currency} {figures}"
    return f"{figures.replace(',', '')} {value.currency}"


def percent(value: Decimal, language: str) -> str:
    """15 % in German, 15% in English."""
    figures = f"{value.normalize():f}"
    return f"{figures.replace('.', ',')} %" if language == "de" else f"{figures}%"


def listing(parts: Sequence[str], language: str) -> str:
    """a, b und c."""
    words = _words(language)
    if len(parts) < 2 or words is None:
        return ", ".join(parts)
    return f"{', '.join(parts[:-1])}{words.conjunction}{parts[-1]}"


def hours(opening: dict[int, list[Span]], language: str) -> str:
    """Opening hours, days with the same hours together; "" where none are given."""
    words = _words(language)
    if words is None:
        return ""
    return "; ".join(
        f"{_days(days, words)}, {listing([_span(span, words) for span in opening[days[0]]], language)}"
        for days in _same_hours(opening)
    )


def _same_hours(opening: dict[int, list[Span]]) -> list[list[int]]:
    groups: list[list[int]] = []
    for weekday in _EVERY_DAY:
        spans = opening.get(weekday)
        if not spans:
            continue
        if groups and groups[-1][-1] == weekday - 1 and opening[groups[-1][0]] == spans:
            groups[-1].append(weekday)
        else:
            groups.append([weekday])
    return groups


def _days(days: list[int], words: Words) -> str:
    first, last = words.weekdays[days[0]], words.weekdays[days[-1]]
    return first if first == last else words.span_of_days.format(first=first, last=last)


def _span(span: Span, words: Words) -> str:
    start, end = (
        words.full_hour.format(hour=at.hour) if not at.minute else f"{at.hour}:{at.minute:02d}" for at in span
    )
    return words.span_of_hours.format(start=start, end=end)


def _words(language: str) -> Words | None:
    wording = WORDINGS.get(language)
    return wording.words if wording else None
