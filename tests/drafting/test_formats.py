"""Dates, money, lists and hours as people write them."""

from datetime import date, time
from decimal import Decimal

import pytest

from server.domain.money import Money
from server.drafting import formats

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("language", "written"),
    [("de", "Dienstag, 24. November"), ("en", "Tuesday 24 November"), ("fr", "2026-11-24")],
)
def test_a_day_has_weekday_and_month_in_words(language: str, written: str) -> None:
    """A day is written out in German and English, in figures elsewhere."""
    assert formats.day(date(2026, 11, 24), language, TODAY) == written


@pytest.mark.parametrize(("language", "written"), [("de", "Montag, 4. Januar 2027"), ("en", "Monday 4 January 2027")])
def test_a_day_of_another_year_names_it(language: str, written: str) -> None:
    """The year stands only where it is not the current one."""
    assert formats.day(date(2027, 1, 4), language, TODAY) == written


@pytest.mark.parametrize(
    ("amount", "currency", "language", "written"),
    [
        ("12.5", "EUR", "de", "12,50 €"),
        ("12.5", "EUR", "en", "€12.50"),
        ("1234.5", "EUR", "de", "1.234,50 €"),
        ("1234.5", "EUR", "en", "€1,234.50"),
        ("20", "CHF", "de", "20,00 CHF"),
        ("20", "CHF", "en", "CHF 20.00"),
        ("9.99", "GBP", "en", "£9.99"),
        ("9.99", "USD", "de", "9,99 $"),
        ("1500", "JPY", "en", "JPY 1,500"),
        ("12.5", "EUR", "fr", "12.50 EUR"),
    ],
)
def test_money_is_written_as_in_the_language(amount: str, currency: str, language: str, written: str) -> None:
    """Sign, comma and order are those of the language."""
    assert formats.money(Money.of(amount, currency), language) == written


@pytest.mark.parametrize(("language", "written"), [("de", "12,5 %"), ("en", "12.5%")])
def test_percent_is_written_as_in_the_language(language: str, written: str) -> None:
    """German sets a blank before the sign."""
    assert formats.percent(Decimal("12.50"), language) == written


def test_whole_percents_stay_whole() -> None:
    """20 is not written as 2E+1."""
    assert formats.percent(Decimal("20"), "de") == "20 %"


@pytest.mark.parametrize(
    ("parts", "written"), [([], ""), (["a"], "a"), (["a", "b"], "a und b"), (["a", "b", "c"], "a, b und c")]
)
def test_a_list_ends_with_and(parts: list[str], written: str) -> None:
    """The last two are joined by a word, without a comma before it."""
    assert formats.listing(parts, "de") == written


def test_days_with_the_same_hours_stand_together() -> None:
    """Opening hours read as a sign at the door."""
    week = {day: [(time(9), time(17))] for day in range(5)} | {5: [(time(10), time(12, 30))]}
    assert formats.hours(week, "de") == "Montag bis Freitag, 9 bis 17 Uhr; Samstag, 10 bis 12:30 Uhr"
    assert formats.hours(week, "en") == "Monday to Friday, 9:00 to 17:00; Saturday, 10:00 to 12:30"


def test_a_day_between_two_spans_is_not_closed_over() -> None:
    """A closed Wednesday parts the week, and two spans of a day are joined."""
    week = {day: [(time(9), time(12)), (time(14), time(18))] for day in (0, 1, 3)}
    assert formats.hours(week, "de") == (
        "Montag bis Dienstag, 9 bis 12 Uhr und 14 bis 18 Uhr; Donnerstag, 9 bis 12 Uhr und 14 bis 18 Uhr"
    )
