"""tickets.jsonl."""

from typing import Any

import pytest

FILE = "tickets.jsonl"


def test_a_past_ticket_is_what_its_line_says(folder: Any) -> None:
    """The ticket and what became of it; the order it names need not exist."""
    (past,) = folder.read().tickets
    assert past.id == "zendesk:7"
    assert (past.status, past.csat, past.tags, past.order_number) == ("solved", 5, ["damaged"], None)
    assert past.ticket.order_number == "9999"
    assert [message.author for message in past.ticket.messages] == ["customer", "agent"]
    assert past.labels is not None
    assert (past.labels.outcome, past.labels.rating) == ("replacement", 1)


def test_a_ticket_needs_a_message_and_a_status_only(folder: Any) -> None:
    """Absent and null are the same."""
    folder.write(FILE, '{"messages": [{"author": "customer", "text": "Hi"}], "status": "open", "tags": null}\n')
    assert folder.read().tickets[0].status == "open"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"channel": "email"', '"channel": "fax"', "bad_value"),
        ('"channel": "email"', '"chanel": "email"', "unknown_key"),
        ('"author": "agent", "name"', '"author": "agent", "nick"', "unknown_key"),
        ('"author": "agent"', '"author": "bot"', "bad_value"),
        ("2026-10-09T08:00:00+02:00", "2026-10-09T08:00:00", "bad_value"),
        ('"status": "solved"', '"status": "done"', "bad_value"),
        ('"status": "solved", ', "", "bad_value"),
        ('"csat": 5', '"csat": 6', "bad_value"),
        ('"intent": "damaged"', '"intent": "broken"', "bad_value"),
        ('"problem": "damaged"', '"problem": "broken"', "bad_value"),
        ('"rating": 1', '"rating": true', "bad_value"),
        ('"rating": 1', '"ratings": 1', "unknown_key"),
        ('"items": ["LAMP-1"]', '"items": ["LAMP-9"]', "missing_reference"),
        ('"text": "Die Lampe', '"text": "\\u0000Die Lampe', "bad_value"),
        ('"text": "Die Lampe', '"text": "\\ud800Die Lampe', "bad_value"),
    ],
)
def test_a_mistake_is_found_at_its_line(folder: Any, old: str, new: str, code: str) -> None:
    """The line of the ticket is named."""
    folder.replace(FILE, old, new)
    assert folder.found() == [(FILE, 1, code)]


def test_a_ticket_without_messages_is_found(folder: Any) -> None:
    """There is nothing to learn from it."""
    folder.write(FILE, '{"messages": [], "status": "open"}\n')
    assert folder.found() == [(FILE, 1, "bad_value")]


def test_a_ticket_is_told_once(folder: Any) -> None:
    """The same id of the same helpdesk twice is a duplicate."""
    text = (folder.path / FILE).read_text(encoding="utf-8")
    folder.write(FILE, text + text.replace("kaputt", "zerbrochen"))
    assert folder.found() == [(FILE, 2, "duplicate")]


def test_an_outcome_of_an_older_tree_is_a_warning(folder: Any) -> None:
    """Trees change; what was decided under an old one does not refuse the pack."""
    folder.replace(FILE, '"outcome": "replacement"', '"outcome": "replaced"')
    assert folder.found() == [(FILE, 1, "missing_reference")]
    assert folder.read().tickets


def test_findings_do_not_repeat_what_customers_wrote(folder: Any) -> None:
    """Words of tickets reach no log."""
    folder.replace(FILE, '"author": "customer", "sent_at": "2026', '"author": "Geheim", "sent_at": "2026')
    assert all("Geheim" not in finding.message for finding in folder.findings())
