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
FILES = {
    str(file.relative_to(MAILS)): [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    for file in (*MAILS.glob("*.jsonl"), *MAILS.glob("never_learned/*.jsonl"))
}


def is_labelled(mail: dict[str, Any]) -> bool:
    """Problems in the order that decides which leads; evidence that stands in the mail."""
    both = f"{mail['text']}\n{mail.get('subject') or ''}"
    return (
        [problem for problem in PROBLEMS if problem in mail["problems"]] == mail["problems"]
        and (mail["wish"] in WISHES and mail["mood"] in MOODS and mail["intent"] in INTENTS)
        and all(words in both for words in mail.get("evidence", {}).values())
    )


@pytest.mark.parametrize("file", sorted(FILES))
def test_mails_are_labelled_in_the_words_of_the_facts(file: str) -> None:
    """Every mail of the file."""
    assert [mail["id"] for mail in FILES[file] if not is_labelled(mail)] == []


def test_no_mail_is_there_twice() -> None:
    """A mail counted twice would count for more than it is."""
    mails = [mail for file in FILES.values() for mail in file]
    assert len({mail["id"] for mail in mails}) == len({mail["text"] for mail in mails}) == len(mails)
