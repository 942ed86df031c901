"""When a topic has jumped."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from server.reports.period import Period
from server.reports.topics import UNREAD, Week, jumps

LAST = date(2026, 11, 9)
PERIOD = Period(LAST, LAST + timedelta(days=6), ZoneInfo("Europe/Berlin"))


def found(topic: str, count: int, before: int, orders: int = 50, orders_before: int = 50) -> list[int]:
    """The jumps of a week after eight with `before` tickets each."""
    weeks = [Week(LAST - timedelta(weeks=8 - n), orders_before, {topic: before, "praise": 1}) for n in range(8)]
    return [jump.tickets for jump in jumps([*weeks, Week(LAST, orders, {topic: count})], PERIOD)]


@pytest.mark.parametrize(("count", "jumped"), [(10, False), (16, True)])
def test_chance_alone_is_no_jump(count: int, jumped: bool) -> None:
    """Five a week before: ten would come by chance every fiftieth week, sixteen in one of thousands."""
    assert bool(found("damaged", count, 5)) is jumped


def test_more_orders_explain_more_tickets() -> None:
    """Four times the orders, four times the tickets."""
    assert found("damaged", 20, 5, orders=200) == []


def test_few_tickets_are_no_jump() -> None:
    """Four after none."""
    assert (found("damaged", 4, 0), found("damaged", 5, 0)) == ([], [5])


def test_what_nobody_has_read_is_no_topic() -> None:
    """An import of unread tickets does not alarm."""
    assert found(UNREAD, 500, 1) == []


def test_many_tickets_are_counted_without_running_over() -> None:
    """Some thousand in a week."""
    assert found("late", 4000, 1000, 5000, 5000) == [4000]


def test_a_week_without_orders_is_not_judged() -> None:
    """There is nothing to hold it against."""
    assert found("damaged", 50, 1, orders=0) == []
