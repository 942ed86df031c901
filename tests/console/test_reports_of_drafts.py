"""What the reports say of drafts and decisions, by a handful that the API made."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from psycopg.conninfo import make_conninfo

from server.db.embedded import EmbeddedPostgres
from tests.conftest import Service, create_database, run_service
from tests.console.conftest import Browser
from tests.console.reports_shop import table

AS_OF = "2026-11-16T10:00:00+01:00"
CRACKED = "Hallo,\n\nmeine Bestellung #1001 ist mit einem Sprung angekommen. Ich hätte gern Ersatz.\n\nSandra Köhler"
WHERE = "Hallo, wo ist mein Paket? Bestellung #1003. Danke!"
_WORD = re.compile(r"\w+")


@pytest.fixture(scope="module")
def shop(
    postgres: EmbeddedPostgres, template: str, tmp_path_factory: pytest.TempPathFactory, mini_folder: Path
) -> Iterator[Service]:
    """A shop of its own, which turned figures for each agent on and types at 60 words a minute."""
    folder = tmp_path_factory.mktemp("pack") / "mini"
    folder.mkdir()
    for file in mini_folder.rglob("*"):
        if file.is_file():
            target = folder / file.relative_to(mini_folder)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(file.read_bytes())
    with (folder / "store.yaml").open("a", encoding="utf-8") as store:
        store.write("reports: {per_agent: true, typing_words_per_minute: 60}\n")
    create_database(postgres, "reports_of_drafts", template)
    with run_service(make_conninfo(postgres.owner_url, dbname="reports_of_drafts"), folder) as running:
        yield running


@pytest.fixture(scope="module")
def made(shop: Service) -> list[dict[str, Any]]:
    """Sent with four words less and two more; sent as it is; only inserted; discarded; a rewrite without a report."""
    with shop.client() as client:

        def draft(name: str, text: str) -> dict[str, Any]:
            message = {"author": "customer", "text": text, "sent_at": "2026-11-15T10:00:00+01:00"}
            ticket = {
                "helpdesk": "zendesk",
                "external_id": name,
                "messages": [message],
                "customer": {"email": "sandra.koehler@mail.example"},
            }
            answer = client.post(
                "/v1/drafts", json={"ticket": ticket, "as_of": AS_OF}, headers={"Accept": "application/json"}
            )
            made: dict[str, Any] = answer.json()
            return made

        def report(one: dict[str, Any], action: str, text: str | None = None) -> None:
            client.post(f"/v1/drafts/{one['id']}/outcome", json={"action": action, "final_text": text})

        drafts = [draft("a", CRACKED), draft("b", CRACKED), draft("c", WHERE), draft("d", WHERE)]
        report(drafts[0], "inserted", drafts[0]["text"])
        report(drafts[0], "sent", "Ganz neu: " + re.sub(r"(\w+\W*){4}$", "", drafts[0]["text"]))
        report(drafts[1], "sent", drafts[1]["text"])
        report(drafts[2], "inserted", drafts[2]["text"])
        report(drafts[3], "discarded")
        address = f"/v1/drafts/{drafts[3]['id']}/rewrite"
        rewrite = client.post(address, json={"preset": "shorter"}, headers={"Accept": "application/json"})
        return [*drafts, rewrite.json()]


@pytest.fixture
def service(shop: Service, made: list[dict[str, Any]]) -> Service:
    """The shop with its drafts, for the visitors of tests/console."""
    assert [one["kind"] for one in made] == ["reply"] * 5
    return shop


def test_drafts_are_counted_by_what_became_of_them(manager: Browser) -> None:
    """Inserted and then sent is sent."""
    week = table(manager, "drafts", "use", weeks="4")[-1]
    counted = {name: week[name] for name in ("Shown", "Sent", "Only inserted", "Discarded", "Nothing reported")}
    assert counted == {"Shown": "5", "Sent": "2", "Only inserted": "1", "Discarded": "1", "Nothing reported": "1"}
    assert (week["Used, count"], week["Used, of"], week["Rewrites"]) == ("3", "5", "1")


def test_what_try_it_made_is_no_draft_of_anybody(manager: Browser) -> None:
    """It is not in the report, however often it is tried."""
    manager.send("/console/try", {"message": CRACKED})
    assert table(manager, "drafts", "use", weeks="4")[-1]["Shown"] == "5"


def test_survival_is_told_in_fifths(manager: Browser) -> None:
    """Four words of a long mail are less than a fifth; both are in the last band."""
    rows = table(manager, "drafts", "survival", weeks="4")
    assert [(row["Compared, count"], row["Compared, of"]) for row in rows] == [("0", "2")] * 4 + [("2", "2")]


def test_time_saved_is_made_of_words(manager: Browser, made: list[dict[str, Any]]) -> None:
    """All words of the two sent drafts are read, four of them did not survive."""
    words = sum(len(_WORD.findall(one["text"])) for one in made[:2])
    values = [row["Value"] for row in table(manager, "drafts", "saving", weeks="4")]
    assert values == ["2", str(words - 4), str(words), "60", "240"]


def test_a_built_in_text_costs_nothing(manager: Browser) -> None:
    """No draft of a model, no cost."""
    assert [row["Value"] for row in table(manager, "drafts", "cost", weeks="4")] == ["", "0", "0", "0"]


def test_drafts_are_told_by_writer_with_the_reason(manager: Browser) -> None:
    """There is no model in the tests."""
    (row,) = table(manager, "drafts", "drafts_writer", weeks="4")
    assert (row["Written by"], row["Shown"]) == ("Macros in the model's place: no model set", "5")


def test_drafts_are_told_by_outcome(manager: Browser, made: list[dict[str, Any]]) -> None:
    """As the API named it."""
    rows = {row["Outcome"]: row["Shown"] for row in table(manager, "drafts", "drafts_outcome", weeks="4")}
    outcomes = [one["decision"]["outcome"] or "a question back" for one in made]
    assert rows == {outcome: str(outcomes.count(outcome)) for outcome in outcomes}


def test_figures_for_each_agent_are_there_when_the_store_says_so(manager: Browser) -> None:
    """Mia made them all."""
    (row,) = table(manager, "drafts", "drafts_agent", weeks="4")
    assert (row["Person"], row["Shown"]) == ("Mia", "5")


def test_decisions_count_when_their_reply_was_used(manager: Browser, made: list[dict[str, Any]]) -> None:
    """Three of four, with what the API told of their cost."""
    week = table(manager, "money", "money_weeks", weeks="4")[-1]
    costs = [one["decision"]["cost"] for one in made[:3]]
    assert week["Decisions"] == "3"
    assert Decimal(week["Cost to the shop"]) == _sum(cost["to_shop"] for cost in costs)
    assert Decimal(week["Owed by the supplier"]) == _sum(cost["from_supplier"] for cost in costs)
    assert week["Cost to the shop, unknown"] == str(sum(cost["to_shop"] is None for cost in costs))


def test_money_is_told_by_reason_and_product(manager: Browser, made: list[dict[str, Any]]) -> None:
    """The cracked goods cost most, and are the order's only product or several."""
    reasons = table(manager, "money", "money_problem", weeks="4")
    assert [(row["Reason"], row["Decisions"]) for row in reasons] == [("damaged", "2"), ("late", "1")]
    products = table(manager, "money", "money_product", weeks="4")
    assert sum(int(row["Decisions"]) for row in products) == 3
    assert Decimal(products[0]["Cost to the shop"]) == _sum(one["decision"]["cost"]["to_shop"] for one in made[:2])


def test_a_sum_leads_to_its_decisions(manager: Browser, made: list[dict[str, Any]]) -> None:
    """The two that were about damage."""
    rows = table(manager, "decisions", "decisions", weeks="4", problem="damaged")
    assert [row["Outcome"] for row in rows] == [made[0]["decision"]["outcome"]] * 2


def _sum(amounts: Any) -> Decimal:
    return sum((Decimal(one["amount"]) for one in amounts if one), Decimal(0))
