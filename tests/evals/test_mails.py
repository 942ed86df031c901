"""The labelled mails hold what their README says."""

import json
from pathlib import Path
from typing import Any

import pytest

from server.domain.facts import PROBLEMS
from server.domain.reading import INTENTS

MAILS = Path(__file__).parent.parent.parent / "evals" / "mails"
WISHES = {"refund", "replacement", "repair", "exchange", "credit", "information", "none", "conflict"}
MOODS = {"calm", "happy", "worried", "frustrated", "angry", "legal_threat"}
ALL = [json.loads(line) for file in sorted(MAILS.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("mail", ALL, ids=lambda mail: mail["id"])
def test_a_mail_is_labelled_in_the_words_of_the_facts(mail: dict[str, Any]) -> None:
    """Problems in the order that decides which leads; evidence that stands in the mail."""
    assert [problem for problem in PROBLEMS if problem in mail["problems"]] == mail["problems"]
    assert mail["wish"] in WISHES and mail["mood"] in MOODS and mail["intent"] in INTENTS
    both = f"{mail['text']}\n{mail.get('subject') or ''}"
    assert all(words in both for words in mail.get("evidence", {}).values())


def test_no_mail_is_there_twice() -> None:
    """A mail counted twice would count for more than it is."""
    assert len({mail["id"] for mail in ALL}) == len({mail["text"] for mail in ALL}) == len(ALL)
