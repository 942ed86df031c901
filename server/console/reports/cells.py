"""A figure as a reader reads it, and as a table program does."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from server.console.reports.view import Cell, Column, Met, Share, Sum, View
from server.console.wording import Speech
from server.domain.money import Money
from server.domain.statistics import Rate
from server.drafting.formats import percent

FEW = 20
"""Below so many a rate is shown with its interval."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def shown(cell: Cell, t: Speech) -> str:
    """The cell on a page; a dash where there is nothing to say."""
    match cell:
        case None:
            return "–"
        case Rate():
            return _rate(cell, t)
        case Share():
            return share(cell.value, t)
        case Sum():
            return unbroken(t.money(cell.money)) + (
                t("reports.and_unknown", count=cell.unknown) if cell.unknown else ""
            )
        case Money():
            return unbroken(t.money(cell))
        case Met():
            return "–" if cell.met is None else t("reports.met" if cell.met else "reports.missed")
        case timedelta():
            return duration(cell, t)
        case datetime():
            return t("reports.moment", at=cell)
        case date():
            return week(cell, t)
        case float():
            return number(cell, t)
    return str(cell)


def week(monday: date, t: Speech) -> str:
    """The week's number and the day on which it begins."""
    return t("reports.week", number=monday.isocalendar().week, monday=monday)


def week_labels(view: View) -> list[str]:
    """The weeks of the period, short enough to stand under a plot."""
    return [view.t("reports.short_week", number=monday.isocalendar().week) for monday in view.period.weeks()]


def duration(span: timedelta, t: Speech) -> str:
    """Minutes below an hour, hours below two days, else days."""
    if span < _HOUR:
        return t("reports.minutes", count=round(span / timedelta(minutes=1)))
    if span < 2 * _DAY:
        return t("reports.hours", count=t.number(rounded(span / _HOUR, 1)))
    return t("reports.days", count=t.number(rounded(span / _DAY, 1)))


def about(minutes: float, t: Speech) -> str:
    """A span as roughly as it is known: by five minutes below an hour, by half hours below ten, else by hours."""
    if minutes < 60:
        return t("reports.minutes", count=max(5, 5 * rounded(minutes / 5, 0)))
    if minutes < 600:
        return t("reports.hours", count=t.number((rounded(minutes / 30, 0) / 2).normalize()))
    return t("reports.hours", count=rounded(minutes / 60, 0))


def number(value: float, t: Speech) -> str:
    """With one decimal place."""
    return t.number(rounded(value, 1))


def share(value: float, t: Speech) -> str:
    """A share as whole percent."""
    return unbroken(percent(rounded(100 * value, 0), t.language))


def unbroken(figure: str) -> str:
    """A figure that stays with its unit at the end of a line."""
    return figure.replace(" ", "\N{NO-BREAK SPACE}")


def rounded(value: float, digits: int) -> Decimal:
    """Half up, as people round."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def csv_headings(column: Column, t: Speech) -> list[str]:
    """One heading for each value that a cell of this column is written as, with its unit."""
    title = column.title or t(f"reports.column.{column.key}")
    match column.kind:
        case "rate":
            return [f"{title}, {t(f'reports.csv.{part}')}" for part in ("percent", "passed", "of", "low", "high")]
        case "percent":
            return [f"{title}, {t('reports.csv.percent')}"]
        case "money":
            return [title, f"{title}, {t('reports.csv.unknown')}"]
        case "duration":
            return [f"{title}, {t('reports.csv.hours')}"]
    return [title]


def csv_values(column: Column, cell: Cell, t: Speech) -> list[str]:
    """The cell in as many values as its column has headings; empty where there is nothing to say."""
    match cell:
        case None:
            return [""] * len(csv_headings(column, t))
        case Rate():
            figures = [cell.share, cell.low, cell.high] if cell.n else [None] * 3
            percents = ["" if one is None else t.number(rounded(100 * one, 1)) for one in figures]
            return [percents[0], str(cell.passed), str(cell.n), *percents[1:]]
        case Share():
            return [t.number(rounded(100 * cell.value, 1))]
        case Sum():
            return [t.number(cell.money.amount), str(cell.unknown)]
        case Money():
            return [t.number(cell.amount), "0"]
        case timedelta():
            return [t.number(rounded(cell / _HOUR, 2))]
        case datetime():
            return [cell.isoformat(timespec="minutes")]
        case date():
            return [f"{cell:%G}-W{cell:%V}"]
        case float():
            return [t.number(rounded(cell, 2))]
        case str():
            return [f"'{cell}" if cell.startswith(_FORMULA) else cell]
    return [shown(cell, t)]


def _rate(rate: Rate, t: Speech) -> str:
    if not rate.n:
        return "–"
    text = t("reports.rate", share=share(rate.share, t), passed=rate.passed, of=rate.n)
    if rate.n >= FEW:
        return text
    return text + t("reports.interval", low=rounded(100 * rate.low, 0), high=rounded(100 * rate.high, 0))
