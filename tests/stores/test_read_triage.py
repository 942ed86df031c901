"""triage.yaml."""

from datetime import timedelta
from typing import Any

import pytest

from server.domain.fact_tests import FactTest
from server.domain.money import Money
from server.domain.triage import Targets
from server.errors import PackRefused
from server.stores.read_triage import parse_triage

FILE = "triage.yaml"


def test_rules_are_what_the_file_says(folder: Any) -> None:
    """Tests on facts of the tree and of the ticket, spans in seconds, minutes and hours, long and short."""
    triage = folder.read().triage
    assert triage.rules[0].when == {
        "problem": FactTest("is", ("damaged",)),
        "order_value": FactTest("at_least", (Money.of(100, "EUR"),)),
    }
    assert (triage.rules[0].priority, triage.rules[0].tags) == ("urgent", ["valuable"])
    assert triage.rules[1].queue == "boss"
    assert triage.sla == {
        "urgent": Targets(timedelta(minutes=60), timedelta(hours=24)),
        "high": Targets(timedelta(hours=4), timedelta(hours=24)),
    }
    assert triage.channels == {"chat": timedelta(seconds=30), "email": timedelta(hours=24)}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("channels:", "chanels:", "unknown_key"),
        ("mood:", "moot:", "bad_value"),
        ("in: [angry, legal_threat]", "in: [cross]", "bad_value"),
        ("in: [angry, legal_threat]", "param: x", "bad_value"),
        ("in: [angry, legal_threat]", "is: {param: x}", "missing_param"),
        ("{mood: {in: [angry, legal_threat]}}", "{mood: angry}", "bad_value"),
        ("queue: boss", "queues: boss", "unknown_key"),
        (", queue: boss", "", "bad_value"),
        ("priority: urgent", "priority: asap", "bad_value"),
        ("urgent: {first", "asap: {first", "bad_value"),
        ("solve: 24h", "solved: 24h", "unknown_key"),
        ("solve: 24h", "solve: 1 day", "bad_value"),
        ("high: {4h, 24h}", "high: {4h}", "bad_value"),
        ("chat: 30s", "chat: 30", "bad_value"),
        ("chat: 30s", "fax: 30s", "bad_value"),
    ],
)
def test_a_mistake_is_found_at_its_line(folder: Any, old: str, new: str, code: str) -> None:
    """Each wrong line is named."""
    line = folder.replace(FILE, old, new)
    assert (FILE, line, code) in folder.found()
    assert {file for file, _, _ in folder.found()} == {FILE}


def test_a_parameter_may_be_used_by_triage_alone(folder: Any) -> None:
    """It is not unused then."""
    folder.replace("store.yaml", "  promised_days:", "  valuable: 100\n  promised_days:")
    folder.replace(FILE, "at_least: 100", "at_least: {param: valuable}")
    assert folder.found() == []


def test_rules_can_stand_alone(folder: Any) -> None:
    """The database's text gives the same rules, no text gives none, and a broken one is refused."""
    pack = folder.read()
    assert parse_triage(pack.texts[FILE], pack.store) == pack.triage
    assert parse_triage("", pack.store).rules == []
    with pytest.raises(PackRefused):
        parse_triage("rules: [{}]", pack.store)
