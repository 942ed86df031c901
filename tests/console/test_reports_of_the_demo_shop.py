"""The figures of the demo shop, computed once more from its files, slowly and in another way."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import pytest
from psycopg.conninfo import make_conninfo

from server.db.embedded import EmbeddedPostgres
from tests.conftest import Service, create_database, run_service
from tests.console.conftest import Browser
from tests.console.reports_shop import table

DEMO = Path(__file__).parent.parent.parent / "evals" / "stores" / "nordlicht"
SPAN = {"from": "2026-09-07", "to": "2026-11-15"}
BERLIN = ZoneInfo("Europe/Berlin")
MINUTE = timedelta(minutes=1)
HOLIDAYS = holidays.country_holidays("DE", "NW", years=[2026], observed=False)
FIRST_RESPONSE = {"urgent": 60, "high": 4 * 60, "medium": 24 * 60, "low": 24 * 60}
BY_CHANNEL = {"chat": 0.5, "phone": 3, "social": 60, "form": 24 * 60, "email": 24 * 60}


@pytest.fixture(scope="module")
def service(postgres: EmbeddedPostgres, template: str) -> Iterator[Service]:
    """The demo shop as it is loaded."""
    create_database(postgres, "reports_of_demo", template)
    with run_service(make_conninfo(postgres.owner_url, dbname="reports_of_demo"), DEMO) as running:
        yield running


@pytest.fixture
def manager(visitor: Browser, service: Service) -> Browser:
    """A manager of the demo shop."""
    return visitor.sign_in("manager", "nordlicht")


@pytest.fixture(scope="module")
def tickets() -> list[dict[str, Any]]:
    """Those that were opened in the span."""
    lines = (DEMO / "tickets.jsonl").read_text("utf-8").splitlines()
    return [
        ticket for ticket in map(json.loads, lines) if SPAN["from"] <= asked(ticket).date().isoformat() <= SPAN["to"]
    ]


def test_topics_and_orders_are_those_of_the_files(manager: Browser, tickets: list[dict[str, Any]]) -> None:
    """Week by week and topic by topic."""
    placed = Counter(week_of(day) for day in order_days())
    opened = Counter(week_of(asked(ticket).date()) for ticket in tickets)
    for row in table(manager, "topics", "load", **SPAN):
        assert (int(row["Orders"]), int(row["Tickets"])) == (placed[row["Week"]], opened[row["Week"]])
    found = sorted(int(row["Tickets"]) for row in table(manager, "topics", "topics", **SPAN))
    assert found == sorted(Counter(ticket["labels"]["intent"] for ticket in tickets).values())


def test_first_answers_in_time_are_those_that_a_minute_hand_finds(
    manager: Browser, tickets: list[dict[str, Any]]
) -> None:
    """By priority: every minute from the question on is looked at, whether the shop is open in it."""
    expected: dict[str, list[bool]] = {}
    for ticket in tickets:
        if ticket["labels"]["intent"] != "spam":
            expected.setdefault(ticket["labels"]["priority"], []).append(is_in_time(ticket))
    rows = table(manager, "service", "by_priority", **SPAN)
    found = {
        row["Priority"]: (int(row["First reply in time, count"]), int(row["First reply in time, of"])) for row in rows
    }
    assert found == {priority: (sum(met), len(met)) for priority, met in expected.items()}


def test_the_median_wait_is_that_of_the_files(manager: Browser, tickets: list[dict[str, Any]]) -> None:
    """By channel, in hours."""
    waits: dict[str, list[float]] = {}
    for ticket in tickets:
        if ticket["labels"]["intent"] != "spam" and (at := answered(ticket)):
            hours = (at.astimezone(UTC) - asked(ticket).astimezone(UTC)) / timedelta(hours=1)
            waits.setdefault(ticket["channel"], []).append(hours)
    found = sorted(float(row["Half within, hours"]) for row in table(manager, "service", "by_channel", **SPAN))
    assert found == pytest.approx(sorted(map(median, waits.values())), abs=0.006)


def test_late_parcels_are_those_of_the_tracking(manager: Browser) -> None:
    """Of parcels that came; the orders of a span long past, whose parcels all did or are late."""
    names = {row["Supplier"]: int(row["Late, count"]) for row in table(manager, "money", "scorecard", **SPAN)}
    span = {number for number, day in orders().items() if SPAN["from"] <= day.isoformat() <= SPAN["to"]}
    lines = map(json.loads, (DEMO / "tracking.jsonl").read_text("utf-8").splitlines())
    late = Counter(line["supplier"] for line in lines if line["order"].strip("#NL-") in span and is_late(line))
    assert sorted(late.values()) == sorted(count for count in names.values() if count)


def asked(ticket: dict[str, Any]) -> datetime:
    times = [message["sent_at"] for message in ticket["messages"] if message["author"] == "customer"]
    return min(map(datetime.fromisoformat, times)).astimezone(BERLIN)


def answered(ticket: dict[str, Any]) -> datetime | None:
    times = [datetime.fromisoformat(one["sent_at"]) for one in ticket["messages"] if one["author"] == "agent"]
    return min((at.astimezone(BERLIN) for at in times if at >= asked(ticket)), default=None)


def is_open(at: datetime) -> bool:
    if at.date() in HOLIDAYS:
        return False
    closing = {5: (10, 12), 6: (0, 0)}.get(at.weekday(), (9, 17))
    return closing[0] <= at.hour < closing[1]


def is_in_time(ticket: dict[str, Any]) -> bool:
    at, start = answered(ticket), asked(ticket)
    if at is None:
        return False
    allowed = min(FIRST_RESPONSE[ticket["labels"]["priority"]], BY_CHANNEL[ticket["channel"]])
    if allowed < 24 * 60:
        seconds = 0
        clock = start
        while clock < at:
            step = min(at, clock.replace(second=0, microsecond=0) + MINUTE) - clock
            seconds += step.seconds if is_open(clock) else 0
            clock += step
        return seconds <= allowed * 60
    end = (start.astimezone(UTC) + timedelta(minutes=allowed)).astimezone(BERLIN)
    while not is_open(end):
        end = (end.replace(second=0, microsecond=0).astimezone(UTC) + MINUTE).astimezone(BERLIN)
    return at <= end


def orders() -> dict[str, date]:
    with (DEMO / "orders.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Total"]]
    return {
        row["Name"].strip("#NL-"): datetime.fromisoformat(row["Created at"]).astimezone(BERLIN).date() for row in rows
    }


def order_days() -> list[date]:
    return list(orders().values())


def week_of(day: date) -> str:
    return f"{day:%G}-W{day:%V}"


def is_late(line: dict[str, Any]) -> bool:
    came = [event["at"] for event in line["events"] if event["status"] == "delivered"]
    if not line["promised_by"]:
        return False
    promised = date.fromisoformat(line["promised_by"])
    end = datetime.fromisoformat(came[0]).astimezone(BERLIN).date() if came else datetime.now(BERLIN).date()
    return end > promised
