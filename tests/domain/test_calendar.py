from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from server.domain.calendar import Calendar
from server.domain.store import Span
from server.errors import BadValue
from tests.samples import sample_store

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE: dict[int, list[Span]] = {
    **{weekday: [(time(9), time(12)), (time(13), time(17))] for weekday in range(5)},
    5: [(time(10), time(12))],
}
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
instants = st.datetimes(datetime(2024, 1, 2), datetime(2028, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
once = settings(derandomize=True, deadline=None, max_examples=150)


def calendar(
    hours: dict[int, list[Span]] = OFFICE, region: str | None = "DE-NW", timezone: str = "Europe/Berlin"
) -> Calendar:
    store = structs.replace(sample_store(), hours=hours, region=region, timezone=timezone)
    return Calendar.of(store)


def at(day: int, month: int, clock: str, year: int = 2026) -> datetime:
    return datetime.combine(date(year, month, day), time.fromisoformat(clock), BERLIN)


office = calendar()


def test_a_holiday_of_the_region_alone_counts() -> None:
    """Corpus Christi is a holiday in North Rhine-Westphalia and Austria, and a working day in Berlin."""
    corpus_christi = date(2026, 6, 4)
    assert calendar(region="DE-NW").is_holiday(corpus_christi)
    assert calendar(region="AT").is_holiday(corpus_christi)
    assert not calendar(region="DE-BE").is_holiday(corpus_christi)
    assert calendar(region="DE-BE").is_working_day(corpus_christi)


def test_days_that_are_only_customary_are_no_holidays() -> None:
    """Christmas Eve and New Year's Eve are working days, and a holiday on a Sunday moves no Monday."""
    assert office.is_working_day(date(2026, 12, 24))
    assert office.is_working_day(date(2026, 12, 31))
    assert not calendar(region="US").is_holiday(date(2027, 7, 5))


def test_a_store_without_a_region_has_no_holidays() -> None:
    """Without a region even Christmas Day is a working day."""
    assert calendar(region=None).is_working_day(date(2026, 12, 25))


@pytest.mark.parametrize("region", ["XX", "DE-XX", "", "Deutschland"])
def test_an_unknown_region_is_refused_with_a_way_out(region: str) -> None:
    """A region without known holidays is named, with examples of what to write."""
    with pytest.raises(BadValue, match="such as DE, DE-NW or AT"):
        calendar(region=region)


def test_saturday_is_no_working_day_though_the_shop_opens() -> None:
    """The law's working days are Monday to Friday, whatever the opening hours say."""
    saturday = date(2026, 11, 14)
    assert office.is_open_day(saturday)
    assert not office.is_working_day(saturday)
    assert office.next_working_day(saturday) == date(2026, 11, 16)


def test_working_days_skip_weekends_and_holidays() -> None:
    """Five working days after Christmas Eve 2026 is 4 January: 25, 26, 27 December, 1 to 3 January do not count."""
    assert office.add_working_days(date(2026, 12, 24), 5) == date(2027, 1, 4)


@once
@given(day=days, n=st.integers(1, 30))
def test_the_nth_working_day_has_n_working_days_up_to_it(day: date, n: int) -> None:
    """Counting day by day from the day after gives the same number, and the last one is a working day."""
    end = office.add_working_days(day, n)
    after = [day + timedelta(days=i) for i in range(1, (end - day).days + 1)]
    assert sum(office.is_working_day(d) for d in after) == n
    assert office.is_working_day(end)


@once
@given(day=days)
def test_no_working_days_later_is_the_next_working_day(day: date) -> None:
    """Adding none moves a weekend or holiday on and leaves a working day where it is."""
    moved = office.add_working_days(day, 0)
    assert moved == office.next_working_day(day) >= day
    assert (moved == day) == office.is_working_day(day)


def test_openings_are_wall_clock_times_in_the_shops_timezone() -> None:
    """The shop opens at nine by the clock on the wall, in winter and in summer."""
    winter, summer = office.openings(date(2026, 3, 27))[0], office.openings(date(2026, 3, 30))[0]
    assert winter[0].isoformat() == "2026-03-27T09:00:00+01:00"
    assert summer[0].isoformat() == "2026-03-30T09:00:00+02:00"


def test_openings_come_in_order_and_not_on_holidays() -> None:
    """Spans are sorted however store.yaml lists them, and a holiday has none."""
    backwards = calendar({4: [(time(13), time(17)), (time(9), time(12))]})
    assert [start.hour for start, _ in backwards.openings(date(2026, 11, 13))] == [9, 13]
    assert backwards.openings(date(2026, 4, 3)) == []


@once
@given(day=days)
def test_an_open_day_is_one_with_openings(day: date) -> None:
    """is_open_day and openings never disagree."""
    assert office.is_open_day(day) == bool(office.openings(day))


def test_a_moment_inside_the_hours_is_its_own_next_opening() -> None:
    """An open shop needs no waiting, from the second of opening on."""
    assert office.next_opening(at(13, 11, "09:00")) == at(13, 11, "09:00")
    assert office.next_opening(at(13, 11, "11:59:59")) == at(13, 11, "11:59:59")


def test_the_moment_of_closing_is_closed() -> None:
    """At twelve the shop closes for lunch, so the next opening is at one."""
    assert office.next_opening(at(13, 11, "12:00")) == at(13, 11, "13:00")


def test_the_next_opening_skips_sunday_and_holiday() -> None:
    """After Saturday noon before Easter Monday the shop opens on Tuesday."""
    assert office.next_opening(at(4, 4, "12:30")) == at(7, 4, "09:00")


@once
@given(instant=instants)
def test_the_next_opening_lies_in_an_opening_and_is_stable(instant: datetime) -> None:
    """It is never earlier, lies in one of its day's openings, and asking again changes nothing."""
    opening = office.next_opening(instant)
    assert opening >= instant
    assert any(start <= opening < end for start, end in office.openings(opening.date()))
    assert office.next_opening(opening) == opening


def test_open_time_runs_over_lunch_night_and_weekend() -> None:
    """Friday 16:30 and four hours: half an hour on Friday, two on Saturday, one and a half on Monday."""
    assert office.add_open_time(at(13, 11, "16:30"), timedelta(hours=4)) == at(16, 11, "10:30")


def test_open_time_that_fills_the_opening_ends_at_closing() -> None:
    """Half an hour from 16:30 is due at 17:00, not the next morning."""
    assert office.add_open_time(at(13, 11, "16:30"), timedelta(minutes=30)) == at(13, 11, "17:00")


@once
@given(instant=instants, a=st.integers(1, 100_000), b=st.integers(1, 100_000))
def test_open_time_adds_up(instant: datetime, a: int, b: int) -> None:
    """Adding a span in two parts ends at the same second as adding it at once."""
    first, second = timedelta(seconds=a), timedelta(seconds=b)
    in_parts = office.add_open_time(office.add_open_time(instant, first), second)
    assert in_parts.astimezone(UTC) == office.add_open_time(instant, first + second).astimezone(UTC)


def test_open_time_between_two_moments_leaves_out_closed_hours() -> None:
    """From Friday 16:30 to Monday 10:30; the other way round nothing."""
    assert office.open_time(at(13, 11, "16:30"), at(16, 11, "10:30")) == timedelta(hours=4)
    assert office.open_time(at(16, 11, "10:30"), at(13, 11, "16:30")) == timedelta(0)


@once
@given(instant=instants, seconds=st.integers(1, 100_000))
def test_open_time_between_undoes_adding_it(instant: datetime, seconds: int) -> None:
    """What was added is what lies between."""
    span = timedelta(seconds=seconds)
    assert office.open_time(instant, office.add_open_time(instant, span)) == span


@pytest.mark.parametrize(
    ("saturday", "due"),
    [((28, 3), "2026-03-29T05:00:00+02:00"), ((24, 10), "2026-10-25T03:00:00+01:00")],
    ids=["short night", "long night"],
)
def test_a_night_shift_counts_real_hours(saturday: tuple[int, int], due: str) -> None:
    """Six hours from 22:00 end at 05:00 when the clocks go forward and at 03:00 when they go back."""
    night = calendar({5: [(time(22), time(6))]})
    assert night.add_open_time(at(*saturday, "22:00"), timedelta(hours=6)).isoformat() == due


def test_an_opening_past_midnight_reaches_into_the_next_day() -> None:
    """At one in the morning the shop that opened at 22:00 is still open."""
    night = calendar({5: [(time(22), time(2))]})
    sunday = at(15, 11, "01:00")
    assert night.next_opening(sunday) == sunday
    assert night.next_opening(sunday + timedelta(hours=1)) == at(21, 11, "22:00")


def test_hours_that_the_clock_leaves_out_do_no_harm() -> None:
    """02:30 to 03:10 has no length in the night when 02:00 becomes 03:00; the next week it has."""
    early = calendar({6: [(time(2, 30), time(3, 10))]})
    assert early.openings(date(2026, 3, 29)) == []
    assert early.next_opening(at(29, 3, "00:00")) == at(5, 4, "02:30")


def test_overlapping_spans_count_once() -> None:
    """09:00-13:00 beside 12:00-15:00 is six hours of opening, not seven."""
    overlapping = calendar({4: [(time(9), time(13)), (time(12), time(15))]})
    assert overlapping.add_open_time(at(13, 11, "08:00"), timedelta(hours=6)) == at(13, 11, "15:00")


@pytest.mark.parametrize("hours", [{}, {0: [], 1: []}])
def test_a_store_that_names_no_hours_works_round_the_clock(hours: dict[int, list[Span]]) -> None:
    """Without hours all time counts, also at night and on Sundays, save public holidays."""
    always = calendar(hours)
    assert always.add_open_time(at(14, 11, "23:00"), timedelta(hours=20)) == at(15, 11, "19:00")
    assert always.next_opening(at(25, 12, "10:00")) == at(27, 12, "00:00")


@pytest.mark.parametrize(
    "ask", [office.next_opening, lambda instant: office.add_open_time(instant, timedelta(hours=1))]
)
def test_instants_are_given_in_the_shops_timezone(ask: Callable[[datetime], datetime]) -> None:
    """An instant in UTC comes back with the shop's offset."""
    answer = ask(datetime(2026, 11, 13, 10, 0, tzinfo=UTC))
    assert answer.utcoffset() == timedelta(hours=1)
