"""The rules against mails that a person has labelled."""

import pytest

from server.domain.reading import Reading
from tests.tickets.labelled_mails import LabelledMail, labelled_mails, labelled_phrases, read_words, value_of

# Right of all 443 mails when this was written. The rules were tuned on them: what a new mail can expect stands at the
# head of mails.yaml. A floor falls only when something else was won.
FLOORS = {
    "language": 1.0,
    "problem": 0.99,
    "other_problems": 0.97,
    "wish": 0.95,
    "withdrawal_declared": 0.99,
    "item_condition": 0.99,
    "seal_broken": 0.99,
    "mood": 0.97,
    "intent": 0.98,
}


@pytest.fixture(scope="module")
def read_mails() -> list[tuple[LabelledMail, Reading]]:
    return [(mail, read_words(mail.text)) for mail in labelled_mails()]


@pytest.mark.parametrize("field", FLOORS)
def test_mails_are_read_as_a_person_reads_them(field: str, read_mails: list[tuple[LabelledMail, Reading]]) -> None:
    """In all but a few mails the rules say of this field what the label says."""
    wrong = [mail.id for mail, reading in read_mails if value_of(reading, field) != mail.labels[field]]
    assert 1 - len(wrong) / len(read_mails) >= FLOORS[field], wrong


@pytest.mark.parametrize(("problem", "phrase"), labelled_phrases("phrases.yaml"))
def test_a_short_statement_tells_its_problem(problem: str, phrase: str) -> None:
    """Chats and subject lines hold one statement, and it is enough."""
    assert read_words(phrase).problem.value == problem


@pytest.mark.parametrize(("label", "phrase"), labelled_phrases("withdrawals.yaml"))
def test_a_withdrawal_is_seen_where_it_is_declared_and_nowhere_else(label: str, phrase: str) -> None:
    """Plain words are enough; a question, a threat, another wish or a defect is none."""
    assert read_words(phrase).withdrawal_declared.value is (label == "declared")
