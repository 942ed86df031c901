"""Due times against a second, deliberately simple reckoning: it looks at every minute of the year, one by one.

The holidays are written out, the clock is read minute by minute, and nothing of the calendar is used.
"""

import random
from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs

from server.domain.calendar import Calendar
from server.domain.store import Span
from server.domain.ticket import Message
from server.domain.triage import Targets, Triage, TriageRules
from tests.samples import sample_store

Triaging = Callable[..., Triage]
Hours = dict[int, list[Span]]

FIRST = datetime(2025, 12, 28, tzinfo=UTC)
LAST = datetime(2027, 2, 28, tzinfo=UTC)
MINUTE = 60

NRW = """2026-01-01 2026-04-03 2026-04-06 2026-05-01 2026-05-14 2026-05-25 2026-06-04 2026-10-03 2026-11-01
2026-12-25 2026-12-26 2027-01-01"""
AUSTRIA = """2026-01-01 2026-01-06 2026-04-06 2026-05-01 2026-05-14 2026-05-25 2026-06-04 2026-08-15 2026-10-26
2026-11-01 2026-12-08 2026-12-25 2026-12-26 2027-01-01 2027-01-06"""

SHOPS: dict[str, tuple[str, str | None, str, dict[str, str]]] = {
    "two spans and Saturday": ("Europe/Berlin", "DE-NW", NRW, {"0-4": "09:00-12:30 13:15-17:00", "5": "10:00-12:00"}),
    "nights": ("Europe/Vienna", "AT", AUSTRIA, {"0-3": "08:00-11:00 22:00-06:00", "5": "20:00-04:00"}),
    "round the clock": ("Europe/Berlin", "DE-NW", NRW, {}),
    "half an hour of summer time": ("Australia/Lord_Howe", None, "", {"0-6": "07:05-19:20"}),
}
TURNING_POINTS = ["2026-01-01", "2026-03-29", "2026-04-04", "2026-05-14", "2026-10-04", "2026-10-25", "2026-12-25"]
CASES_PER_SHOP = 2500


def hours_of(written: dict[str, str]) -> Hours:
    """`{"0-4": "09:00-17:00"}` as hours by weekday."""
    hours: Hours = {}
    for weekdays, spans in written.items():
        first, last = int(weekdays[0]), int(weekdays[-1])
        for weekday in range(first, last + 1):
            ends = [span.split("-") for span in spans.split()]
            hours[weekday] = [(time.fromisoformat(a), time.fromisoformat(b)) for a, b in ends]
    return hours


class MinuteCounter:
    """`open[i]`: whether the shop is open in the i-th minute after FIRST; `counted[i]`: open minutes before it."""

    def __init__(self, timezone: str, holidays: str, hours: Hours) -> None:
        self.open = bytearray(_open_minutes(ZoneInfo(timezone), {*holidays.split()}, hours))
        self.counted = list(accumulate(self.open, initial=0))

    def due(self, start: datetime, span: timedelta) -> datetime:
        """The second at which the span is over."""
        seconds, wanted = int((start - FIRST).total_seconds()), int(span.total_seconds())
        if wanted >= 24 * 60 * MINUTE:
            return FIRST + timedelta(seconds=self._opening(seconds + wanted))
        minute, second = divmod(seconds, MINUTE)
        target = self.counted[minute] * MINUTE + second * self.open[minute] + wanted
        full = bisect_left(self.counted, -(-target // MINUTE)) - 1  # the minute in which the target is reached
        return FIRST + timedelta(seconds=full * MINUTE + target - self.counted[full] * MINUTE)

    def _opening(self, seconds: int) -> int:
        minute = seconds // MINUTE
        if self.open[minute]:
            return seconds
        while not self.open[minute]:
            minute += 1
        return minute * MINUTE


def _open_minutes(zone: ZoneInfo, holidays: set[str], hours: Hours) -> Iterator[bool]:
    tables: dict[date, set[int]] = {}
    for stamp in range(int(FIRST.timestamp()), int(LAST.timestamp()), MINUTE):
        wall = datetime.fromtimestamp(stamp, zone)
        day = wall.date()
        if day not in tables:
            tables[day] = _open_on(day, holidays, hours)
        yield wall.hour * 60 + wall.minute in tables[day]


def _open_on(day: date, holidays: set[str], hours: Hours) -> set[int]:
    """The minutes of the day by the wall clock at which the shop is open, yesterday's night shift among them."""
    if not hours:
        return set() if str(day) in holidays else set(range(1440))
    minutes: set[int] = set()
    for began, offset in ((day, 0), (day - timedelta(days=1), 1440)):
        if str(began) not in holidays:
            for start, end in hours.get(began.weekday(), []):
                first, last = start.hour * 60 + start.minute, end.hour * 60 + end.minute
                last += 1440 if last <= first else 0
                minutes |= set(range(first - offset, last - offset))
    return minutes & set(range(1440))


@pytest.mark.parametrize("shop", SHOPS)
def test_due_times_equal_a_count_of_every_open_minute(triage: Triaging, shop: str) -> None:
    """First response and solution fall on the second that counting minutes finds, in 2,500 cases a shop."""
    timezone, region, holidays, written = SHOPS[shop]
    hours = hours_of(written)
    store = structs.replace(sample_store(), timezone=timezone, region=region, hours=hours)
    calendar, counter = Calendar.of(store), MinuteCounter(timezone, holidays, hours)
    chance = random.Random(shop)  # noqa: S311
    for _ in range(CASES_PER_SHOP):
        start, first_response, solve = _start(chance), _span(chance), _span(chance)
        rules = TriageRules([], {"low": Targets(first_response, solve)}, {})
        answer = triage(
            "praise",
            channel=None,
            messages=[Message("customer", "…", sent_at=start)],
            as_of=start,
            rules=rules,
            store=store,
            calendar=calendar,
        )
        assert answer.first_response_due is not None
        assert answer.solve_due is not None
        found = answer.first_response_due.astimezone(UTC), answer.solve_due.astimezone(UTC)
        assert found == (counter.due(start, first_response), counter.due(start, solve)), (start, first_response, solve)


def _start(chance: random.Random) -> datetime:
    """Any second of 2026, every other time within three days of a holiday or a change of the clocks."""
    if chance.random() < 0.5:
        near = datetime.fromisoformat(chance.choice(TURNING_POINTS)).replace(tzinfo=UTC)
        start = near + timedelta(seconds=chance.randrange(-3 * 86400, 3 * 86400))
    else:
        start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(365 * 86400))
    return start if chance.random() < 0.5 else start.replace(second=0)


def _span(chance: random.Random) -> timedelta:
    """Seconds, minutes or hours, about half of them a day or more."""
    return chance.choice(
        [
            timedelta(seconds=chance.randrange(1, 600)),
            timedelta(minutes=chance.randrange(1, 24 * 60)),
            timedelta(hours=chance.randrange(1, 97)),
            timedelta(hours=chance.choice([4, 23, 24, 48, 72])),
        ]
    )
