"""Suites as managers write them: read strictly, with the line to mend."""

import json
from pathlib import Path

import pytest

from server.errors import InvalidRequest
from server.evaluation.past_tickets import past_ticket_cases
from server.evaluation.suite import read_suite
from tests.house.write_case_schema import SCHEMA, written

SUITES = sorted(SCHEMA.parent.glob("*.yaml"))

GOOD = """
- id: a
  why: it matters
  store: mini
  ticket: {messages: [{author: customer, text: "Wo ist #1010?"}]}
  expect: {language: de, not-contains: [Gutschein], checks: all}
"""


def suite(folder: Path, text: str) -> Path:
    file = folder / "sample.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_case_has_a_name_that_lasts(tmp_path: Path) -> None:
    """The suite's file and the case's id, so that runs can be compared."""
    [case] = read_suite(suite(tmp_path, GOOD))
    assert (case.name, case.split, case.expect.not_contains) == ("sample/a", "dev", ["Gutschein"])


def test_a_ticket_may_stand_in_a_file_beside_the_suite(tmp_path: Path) -> None:
    """JSON as the API takes it."""
    (tmp_path / "t.json").write_text(json.dumps({"messages": [{"author": "customer", "text": "Hallo"}]}))
    [case] = read_suite(suite(tmp_path, GOOD.replace(GOOD.split("ticket: ")[1].split("\n")[0], "t.json")))
    assert case.ticket and case.ticket.messages[0].text == "Hallo"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("language: de", "langauge: de"), "sample.yaml:6: unknown_key"),
        (("why: it matters", "wy: it matters"), "why is missing"),
        (("author: customer", "author: nobody"), "sample.yaml:2: bad_value"),
        (("ticket:", "search: {query: x}\n  ticket:"), "either `ticket` or `search`"),
        (("{messages", "nowhere.json #"), "There is no file nowhere.json"),
        ((GOOD, GOOD + GOOD), "There is another case a"),
        ((GOOD, "id: a"), "A suite is a list of cases"),
    ],
    ids=["unknown key", "missing why", "bad ticket", "two questions", "no file", "same id", "no list"],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    """And what to write instead."""
    with pytest.raises(InvalidRequest) as refused:
        read_suite(suite(tmp_path, GOOD.replace(*change)))
    assert told in refused.value.message


@pytest.mark.parametrize("file", SUITES, ids=lambda file: file.stem)
def test_every_suite_of_ours_can_be_read(file: Path) -> None:
    """Each case says why it is there."""
    assert all(len(case.why) > 10 for case in read_suite(file))


def test_our_suites_have_at_least_150_cases_in_both_languages() -> None:
    """Over reading, deciding, replying, suppliers, search, hostile mail and language."""
    cases = [case for file in SUITES for case in read_suite(file)]
    assert len(cases) >= 150
    assert len({case.suite for case in cases}) >= 7


def test_the_schema_for_editors_is_fresh() -> None:
    """`make schema` writes it anew."""
    assert SCHEMA.read_text(encoding="utf-8") == written()


def test_a_store_s_labelled_tickets_are_a_suite(mini_folder: Path) -> None:
    """Each as it stood before the shop first answered, with what people noted as expectation."""
    cases = past_ticket_cases(mini_folder)
    assert len(cases) >= 15
    first = cases[0]
    assert first.ticket and all(message.author != "agent" for message in first.ticket.messages)
    assert first.expect.decision and first.expect.decision.outcome == "on_its_way"
