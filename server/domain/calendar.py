"""The shop's calendar: public holidays, working days in the law's sense, and opening hours.

Days are calendar dates in the shop's timezone, instants are aware datetimes. Opening hours are read off the
wall clock, elapsed time is counted in real seconds: a night shift in October's long night lasts an hour more.
A wall-clock time that a change of the clocks leaves out or repeats is taken with the offset before the change.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from msgspec import Struct

from server.domain.sentences import SENTENCES
from server.domain.store import Span, Store
from server.errors import BadValue

_DAY = timedelta(days=1)
_SATURDAY = 5
_ANY_YEAR = 2026
_ROUND_THE_CLOCK: dict[int, list[Span]] = {weekday: [(time(), time())] for weekday in range(7)}

Opening = tuple[datetime, datetime]
"""From opening to closing; at the second instant the shop is closed."""


class Calendar(Struct, frozen=True):
    """When a shop works. Made by `Calendar.of(store)`.

    A shop that names no hours at all is taken to work round the clock, public holidays left out. A span
    whose end is not after its start (`22:00-02:00`, `00:00-00:00`) ends on the next day.
    """

    zone: ZoneInfo
    region: str | None
    hours: dict[int, list[Span]]

    @classmethod
    def of(cls, store: Store) -> "Calendar":
        """The store's calendar, or BadValue when its region has no public holidays that we know."""
        if store.region is not None:
            _public_holidays(store.region, _ANY_YEAR)
        named = {weekday: spans for weekday, spans in store.hours.items() if spans}
        return cls(store.zone, store.region, named or _ROUND_THE_CLOCK)

    def is_holiday(self, day: date) -> bool:
        """Whether `day` is a public holiday of the shop's region; never so without a region."""
        return self.region is not None and day in _public_holidays(self.region, day.year)

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday and no public holiday, whatever the shop's hours are (BGB 193)."""
        return day.weekday() < _SATURDAY and not self.is_holiday(day)

    def next_working_day(self, day: date) -> date:
        """`day` itself where it is a working day, else the first one after it."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def add_working_days(self, day: date, n: int) -> date:
        """The `n`th working day after `day`, which itself does not count; for 0 `next_working_day(day)`."""
        if n == 0:
            return self.next_working_day(day)
        for _ in range(n):
            day = self.next_working_day(day + _DAY)
        return day

    def is_open_day(self, day: date) -> bool:
        """Whether the shop has hours on that day and it is no public holiday."""
        return day.weekday() in self.hours and not self.is_holiday(day)

    def openings(self, day: date) -> list[Opening]:
        """The spans in which the shop opens on `day`, earliest first, in the shop's timezone."""
        return [(start.astimezone(self.zone), end.astimezone(self.zone)) for start, end in self._openings_in_utc(day)]

    def next_opening(self, instant: datetime) -> datetime:
        """`instant` itself while the shop is open, else when it opens next; in the shop's timezone.

        The moment of closing is no longer open.
        """
        return self.add_open_time(instant, timedelta(0))

    def add_open_time(self, instant: datetime, span: timedelta) -> datetime:
        """When the shop has been open for `span` since `instant`; in the shop's timezone.

        A span that ends with the opening ends at closing time, not at the next opening.
        """
        openings = self._openings_from(instant.astimezone(UTC))
        start, end = next(openings)
        while span > end - start:
            span -= end - start
            start, end = next(openings)
        return (start + span).astimezone(self.zone)

    def open_time(self, start: datetime, end: datetime) -> timedelta:
        """How long the shop is open between two instants; nothing where the second is not after the first."""
        spent = timedelta(0)
        for opened, closed in self._openings_from(start.astimezone(UTC)):
            if opened >= end:
                return spent
            spent += min(closed, end.astimezone(UTC)) - opened
        return spent

    def _openings_from(self, instant: datetime) -> Iterator[Opening]:
        """What is left of the opening at `instant`, then all later ones, in UTC and without overlap."""
        day = instant.astimezone(self.zone).date() - _DAY  # its last span may reach past midnight
        while True:
            for start, end in self._openings_in_utc(day):
                if end > instant:
                    yield max(start, instant), end
                    instant = end
            day += _DAY

    def _openings_in_utc(self, day: date) -> list[Opening]:
        # Two datetimes of one zone are compared and subtracted by their wall clocks; only UTC counts real time.
        if not self.is_open_day(day):
            return []
        spans = [
            (self._in_utc(day, start), self._in_utc(day if end > start else day + _DAY, end))
            for start, end in self.hours[day.weekday()]
        ]
        return sorted((start, end) for start, end in spans if end > start)  # 02:30-03:10 has no length in March

    def _in_utc(self, day: date, wall_clock: time) -> datetime:
        return datetime.combine(day, wall_clock, self.zone).astimezone(UTC)


@lru_cache(maxsize=1024)
def _public_holidays(region: str, year: int) -> frozenset[date]:
    """Public holidays by PyPI holidays; days only moved, optional or kept by banks and schools are none."""
    country, _, subdivision = region.partition("-")
    try:
        return frozenset(holidays.country_holidays(country, subdivision or None, years=year, observed=False))
    except NotImplementedError:
        raise BadValue(SENTENCES("no_holidays", region=region), region=region) from None
