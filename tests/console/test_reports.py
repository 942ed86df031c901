"""The reports' figures, by rows that can be counted by hand."""

from collections.abc import Iterator
from typing import Any

import pytest
from psycopg.conninfo import make_conninfo

from server.db.embedded import EmbeddedPostgres
from tests.conftest import Service, create_database, run_service
from tests.console.conftest import Browser
from tests.console.reports_shop import keep, order, past, table

MARCH = {"from": "2024-03-04", "to": "2024-03-10"}
"""A week in Berlin without a holiday or a change of the clocks; the shop is open on weekdays from nine to five."""
MAY = {"from": "2024-05-13", "to": "2024-05-19"}
SUMMER = {"from": "2024-07-01", "to": "2024-07-07"}

SERVICE = [
    past("in-time", "2024-03-04T10:00+01:00", "2024-03-04T12:00+01:00", "2024-03-05T10:00+01:00", priority="high"),
    past("night", "2024-03-04T16:00+01:00", "2024-03-05T11:00+01:00", "2024-03-06T10:00+01:00", priority="high"),
    past("late", "2024-03-05T10:00+01:00", "2024-03-07T10:00+01:00", priority="medium", channel="form"),
    past("never", "2024-03-06T10:00+01:00", priority="urgent", channel="chat"),
    past("unread", "2024-03-07T10:00+01:00", "2024-03-07T10:30+01:00"),
    past("spam", "2024-03-08T10:00+01:00", intent="spam", priority="low"),
]
TOPICS = [
    *(past(f"crack-{n}", "2024-05-14T10:00+02:00", intent="damaged", problem="damaged") for n in range(6)),
    past("thanks", "2024-05-15T10:00+02:00", intent="praise"),
    past("lottery", "2024-05-15T11:00+02:00", intent="spam"),
    *(past(f"silent-{n}", "2024-05-16T10:00+02:00") for n in range(2)),
    past("older-crack", "2024-04-10T10:00+02:00", intent="damaged"),
]
PARCELS = [
    *(order(f"L{n}", "2024-07-01T10:00+02:00", supplier="sz-lumen", promised="2024-07-10") for n in range(10)),
    *(
        order(
            f"R{n}",
            "2024-07-02T10:00+02:00",
            supplier="ruhr-licht",
            promised="2024-07-10",
            came="2024-07-10T20:00+02:00",
        )
        for n in range(8)
    ),
    order(
        "X1",
        "2024-07-03T10:00+02:00",
        refunded=49,
        supplier="ruhr-licht",
        promised="2024-07-10",
        came="2024-07-11T08:00+02:00",
    ),
    order("X2", "2024-07-03T10:00+02:00", refunded=10),
]
FAULTS = [
    past("cracked", "2024-07-12T10:00+02:00", problem="damaged", order="L0"),
    past("cracked-again", "2024-07-13T10:00+02:00", problem="defective", order="L0"),
    past("too-late", "2024-07-13T10:00+02:00", problem="late", order="R0"),
]


@pytest.fixture(scope="module")
def service(postgres: EmbeddedPostgres, template: str, mini_folder: Any) -> Iterator[Service]:
    """A shop of its own: nobody else's tickets are counted with these."""
    create_database(postgres, "reports", template)
    with run_service(make_conninfo(postgres.owner_url, dbname="reports"), mini_folder) as running:
        weeks = [f"2024-{month:02}-{day:02}" for month, day in [(3, 18), (3, 25), (4, 2), (4, 8), (4, 15), (4, 22)]]
        placed = [*weeks, "2024-04-29", "2024-05-06", "2024-05-13"]
        per_week = [order(f"{day}-{n}", f"{day}T12:00+02:00") for day in placed for n in range(20)]
        keep(running, [*SERVICE, *TOPICS, *FAULTS], [*per_week, *PARCELS])
        yield running


def test_first_answers_are_held_against_their_due_times(manager: Browser) -> None:
    """Two of four in time: four opening hours reach over the night; no priority, no judgement; spam is not there."""
    (week,) = table(manager, "service", "in_time", **MARCH)
    assert week["Week"] == "2024-W10"
    assert week["Tickets"] == "5"
    assert (week["First reply in time, count"], week["First reply in time, of"]) == ("2", "4")
    assert week["First reply in time, percent"] == "50.0"


def test_waits_are_told_by_the_clock_and_in_opening_time(manager: Browser) -> None:
    """Waits of 2, 19, 48 and half an hour; open for 2, 3, 16 and half an hour of them."""
    (week,) = table(manager, "service", "waiting", **MARCH)
    assert week["Half within, hours"] == "10.50"
    assert week["Nine in ten within, hours"] == "48.00"
    assert week["Half within (opening time), hours"] == "2.50"


def test_solutions_are_held_against_their_due_times(manager: Browser) -> None:
    """One solved on the minute, one too late, two overdue and open."""
    (week,) = table(manager, "service", "in_time", **MARCH)
    assert (week["Solved in time, count"], week["Solved in time, of"]) == ("1", "4")
    assert week["Half solved within, hours"] == "33.00"


def test_service_is_told_by_priority_and_channel(manager: Browser) -> None:
    """Priorities by urgency, the unread last."""
    rows = table(manager, "service", "by_priority", **MARCH)
    assert [(row["Priority"], row["Tickets"]) for row in rows] == [
        ("urgent", "1"),
        ("high", "2"),
        ("medium", "1"),
        ("no priority", "1"),
    ]
    channels = {
        row["Channel"]: row["First reply in time, percent"] for row in table(manager, "service", "by_channel", **MARCH)
    }
    assert channels == {"E-mail": "100.0", "Contact form": "0.0", "Chat": "0.0"}


def test_tickets_are_counted_per_100_orders(manager: Browser) -> None:
    """Ten tickets, twenty orders."""
    (week,) = table(manager, "topics", "load", **MAY)
    assert (week["Orders"], week["Tickets"], week["Tickets per 100 orders"]) == ("20", "10", "50.00")


def test_topics_are_counted_with_those_that_nobody_has_read(manager: Browser) -> None:
    """The most frequent first."""
    rows = table(manager, "topics", "topics", **MAY)
    assert [(row["Topic"], row["Tickets"], row["Tickets per 100 orders"]) for row in rows] == [
        ("Damaged", "6", "30.00"),
        ("not read yet", "2", "10.00"),
        ("Praise", "1", "5.00"),
        ("Spam", "1", "5.00"),
    ]


def test_a_jump_is_a_finding(manager: Browser) -> None:
    """Six after one in the eight weeks before, which leads to expect 0.1; a single praise is none."""
    page = manager.client.get("/console/reports/topics", params=MAY).text
    assert "“Damaged” came 6 times with 20 orders; the eight weeks before lead to expect 0.1." in page
    assert "“Praise” came" not in page


def test_the_refund_rate_is_by_the_week_of_the_order(manager: Browser) -> None:
    """Two of twenty."""
    (week,) = table(manager, "money", "refund_rate", **SUMMER)
    assert (week["Refunded, count"], week["Refunded, of"]) == ("2", "20")


def test_suppliers_are_scored_by_their_parcels(manager: Browser) -> None:
    """Two tickets about one order are one faulty parcel; the promised day is in time, what never came is late."""
    lumen, ruhr = table(manager, "money", "scorecard", **SUMMER)
    assert (lumen["Supplier"], lumen["Parcels"]) == ("Shenzhen Lumen", "10")
    assert (lumen["Faulty, count"], lumen["Late, count"]) == ("1", "10")
    assert (ruhr["Parcels"], ruhr["Faulty, count"], ruhr["Late, count"]) == ("9", "0", "1")


def test_repeated_trouble_is_a_finding(manager: Browser) -> None:
    """All ten of one late against one of nine; one faulty parcel is too few."""
    page = manager.client.get("/console/reports/money", params=SUMMER).text
    assert "Shenzhen Lumen: 10 of 10 parcels came late (100%)" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "were faulty" not in page


def test_a_figure_leads_to_its_tickets(manager: Browser) -> None:
    """The six behind the topic, each with a link to Try it."""
    rows = table(manager, "tickets", "tickets", topic="damaged", **MAY)
    assert {row["Subject"] for row in rows} == {f"crack-{n}" for n in range(6)}
    page = manager.client.get("/console/reports/tickets", params={"topic": "damaged", **MAY}).text
    assert page.count("/console/try?ticket=") == 6


def test_small_numbers_carry_their_interval(manager: Browser) -> None:
    """Two of four may be anything from 15 to 85 percent."""
    page = manager.client.get("/console/reports/service", params=MARCH).text
    assert "50% (2 of 4), 15–85%" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_a_german_file_opens_in_a_german_table_program(manager: Browser) -> None:
    """Byte order mark, semicolons, decimal commas, CRLF."""
    answer = manager.client.get("/console/reports/topics/load.csv", params=MAY, headers={"accept-language": "de"})
    assert answer.content == (
        "\ufeffWoche;Bestellungen;Tickets;Tickets je 100 Bestellungen\r\n2024-W20;20;10;50,00\r\n".encode()
    )
    assert 'filename="kulanz-load-2024-05-13-2024-05-19.csv"' in answer.headers["content-disposition"]


def test_text_that_would_be_a_formula_stays_text(manager: Browser, service: Service) -> None:
    """A subject from a mail goes into the file."""
    keep(service, [past("=HYPERLINK(1)", "2023-02-01T10:00+01:00")], [])
    (row,) = table(manager, "tickets", "tickets", **{"from": "2023-02-01", "to": "2023-02-01"})
    assert row["Subject"] == "'=HYPERLINK(1)"


def test_days_within_weeks_mean_the_whole_weeks(manager: Browser) -> None:
    """In either order."""
    rows = table(manager, "topics", "load", **{"from": "2024-05-14", "to": "2024-05-08"})
    assert [row["Week"] for row in rows] == ["2024-W19", "2024-W20"]


def test_an_empty_period_leads_to_where_something_is(manager: Browser) -> None:
    """The twelve weeks up to the newest ticket."""
    page = manager.client.get("/console/reports/service", params={"from": "2001-01-01", "to": "2001-01-01"}).text
    assert "There is nothing to count in these weeks" in page
    assert "Look at the weeks up to" in page


@pytest.mark.parametrize(
    "query", [{"from": "yesterday"}, {"weeks": "7"}, {"from": "0001-01-01"}, {"from": "1990-01-01"}]
)
def test_a_span_that_is_none_is_refused(manager: Browser, query: dict[str, str]) -> None:
    """With what to write instead."""
    assert manager.client.get("/console/reports/service", params=query).status_code == 400


@pytest.mark.parametrize("path", ["nothing", "service/nothing.csv", "service/by_priority.svg", "service/in_time.txt"])
def test_what_is_not_there_is_told(manager: Browser, path: str) -> None:
    """No such report, table or plot."""
    assert manager.get(f"/console/reports/{path}").status_code == 404


def test_a_plot_is_a_picture_without_scripts(manager: Browser) -> None:
    """In the reader's language, narrower for a phone."""
    wide = manager.client.get("/console/reports/service/in_time.svg", params=MARCH)
    narrow = manager.client.get("/console/reports/service/in_time.svg", params={**MARCH, "narrow": "1"})
    assert wide.headers["content-type"] == "image/svg+xml"
    assert "<script" not in wide.text
    assert "First reply" in wide.text
    assert ('width="860"' in wide.text, 'width="320"' in narrow.text) == (True, True)


def test_agents_see_no_reports(visitor: Browser) -> None:
    """The console is for managers."""
    assert visitor.sign_in("agent").get("/console/reports").status_code == 403
