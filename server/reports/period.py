"""The span that a report looks at: whole ISO weeks, Monday to Sunday, in the shop's timezone."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

WEEK = timedelta(days=7)


class Period(Struct, frozen=True):
    """`first` is a Monday, `last` a Sunday; both are in."""

    first: date
    last: date
    zone: ZoneInfo

    @classmethod
    def of_days(cls, start: date, end: date, zone: ZoneInfo) -> "Period":
        """The whole weeks that hold both days, whichever is the earlier."""
        start, end = min(start, end), max(start, end)
        return cls(monday(start), monday(end) + timedelta(days=6), zone)

    @classmethod
    def of_weeks(cls, count: int, today: date, zone: ZoneInfo) -> "Period":
        """`count` weeks, the last of which is the one of `today`."""
        return cls.of_days(today - (count - 1) * WEEK, today, zone)

    @property
    def since(self) -> datetime:
        """Its first instant."""
        return datetime.combine(self.first, time(), self.zone)

    @property
    def until(self) -> datetime:
        """The first instant after it."""
        return datetime.combine(self.last + timedelta(days=1), time(), self.zone)

    def earlier(self, weeks: int) -> "Period":
        """The weeks right before it."""
        return Period(self.first - weeks * WEEK, self.first - timedelta(days=1), self.zone)

    def weeks(self) -> list[date]:
        """The Mondays of its weeks, earliest first."""
        return list(self._mondays())

    def week_of(self, instant: datetime) -> date:
        """The Monday of the week in which an instant lies, by the shop's clock."""
        return monday(instant.astimezone(self.zone).date())

    def _mondays(self) -> Iterator[date]:
        week = self.first
        while week <= self.last:
            yield week
            week += WEEK


def monday(day: date) -> date:
    """The Monday of the ISO week that holds `day`."""
    return day - timedelta(days=day.weekday())
