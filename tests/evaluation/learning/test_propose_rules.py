"""Rules out of edits: what five drafts share, as a sentence without anybody in it, and what was answered before."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from server.db.edited_drafts import EditedText
from server.db.eval_rules import RuleAnswer
from server.domain.store import Store
from server.evaluation.learning.propose_rules import ProposedRule, propose_rules
from server.evaluation.learning.slots import with_slots
from server.stores.read_pack import read_pack
from server.tickets.redaction.known import Known

NOW = datetime(2026, 11, 16, tzinfo=UTC)
DRAFT = "Guten Tag,\n\ndie neue Lampe ist unterwegs.\n\nViele Grüße"
LABELS = [
    "Das Rücksendeetikett liegt im Paket.",
    "Im Paket finden Sie ein Rücksendeetikett.",
    "Ein Etikett für die Rücksendung haben wir beigelegt.",
    "Das Etikett für die Rücksendung finden Sie im Karton.",
    "Dem Paket liegt ein Retourenetikett bei.",
]
PHOTOS = [
    "Bitte schicken Sie uns ein Foto des Schadens.",
    "Rufen Sie uns gern zwischen 9 und 17 Uhr an.",
    "Über eine Bewertung freuen wir uns sehr.",
]


@pytest.fixture(scope="module")
def store(mini_folder: Path) -> Store:
    pack, _ = read_pack(mini_folder, None)
    assert pack
    return pack.store


def edited(*sent: str, draft: str = DRAFT, language: str = "de", customer: str | None = None) -> list[EditedText]:
    return [
        EditedText(str(number), "reply", language, None, "replacement", "replacement", draft, text, customer, NOW)
        for number, text in enumerate(sent)
    ]


def with_sentence(sentence: str) -> str:
    return DRAFT.replace("unterwegs.", f"unterwegs. {sentence}")


def test_five_drafts_with_the_same_kind_of_sentence_give_a_rule(store: Store) -> None:
    """Each in words of its own, beside others that only one draft has."""
    [rule] = propose_rules(store, edited(*map(with_sentence, [*LABELS, *PHOTOS])), [])
    assert (rule.change, rule.language, rule.macro) == ("added", "de", "replacement")
    assert rule.sentence in LABELS
    assert rule.drafts == ["0", "1", "2", "3", "4"]


def test_four_drafts_give_none(store: Store) -> None:
    """Nor does one draft that says it five times."""
    assert propose_rules(store, edited(*map(with_sentence, LABELS[:4])), []) == []
    assert propose_rules(store, edited(with_sentence(" ".join(LABELS))), []) == []


def test_what_is_taken_out_and_what_is_reworded_are_rules_too(store: Store) -> None:
    """Told apart, and of a rewording both sides."""
    long = DRAFT.replace("unterwegs.", "unterwegs. Wir bitten die Unannehmlichkeiten zu entschuldigen.")
    [deleted] = propose_rules(store, edited(*[DRAFT] * 5, draft=long), [])
    assert (deleted.change, deleted.sentence) == ("deleted", "Wir bitten die Unannehmlichkeiten zu entschuldigen.")
    reworded = DRAFT.replace("die neue Lampe ist unterwegs", "die neue Lampe ist seit heute unterwegs")
    [replaced] = propose_rules(store, edited(*[reworded] * 5), [])
    assert replaced == ProposedRule(
        "replaced",
        "de",
        "die neue Lampe ist seit heute unterwegs.",
        "die neue Lampe ist unterwegs.",
        ["0", "1", "2", "3", "4"],
        "replacement",
    )


def test_languages_are_not_mixed(store: Store) -> None:
    """Three German and two English drafts are too few of each."""
    german, english = edited(*map(with_sentence, LABELS[:3])), edited(*map(with_sentence, LABELS[3:]), language="en")
    assert propose_rules(store, [*german, *english], []) == []


@pytest.mark.parametrize("accepted", [True, False])
def test_what_was_answered_is_not_proposed_again(store: Store, accepted: bool) -> None:
    """Whatever the answer was, and in whichever of its words the rule would come."""
    answer = RuleAnswer("de", "added", LABELS[4], accepted, None, "Jo Ost", NOW)
    assert propose_rules(store, edited(*map(with_sentence, LABELS)), [answer]) == []


def test_a_rule_names_nobody_no_sum_and_no_day(store: Store) -> None:
    """Slots stand for them."""
    said = "Liebe Sandra, Ihre 49,90 € sind am 3. Mai auf dem Konto."
    [rule] = propose_rules(store, edited(*[with_sentence(said)] * 5, customer="Sandra Köhler"), [])
    assert rule.sentence == "Liebe [Name], Ihre [Betrag] sind am [Datum] auf dem Konto."


@pytest.mark.parametrize(
    ("sentence", "slotted", "language"),
    [
        ("Am Freitag, 13. November, kommt #1001 für 5 €.", "Am [Datum], kommt [Nummer] für [Betrag].", "de"),
        ("It costs €1,200.50 until May 3.", "It costs [amount] until [date].", "en"),
        ("You have 14 days from 2026-05-03.", "You have 14 days from [date].", "en"),
        ("Mail an anna@mail.example", "Mail an [E-Mail-Adresse]", "de"),
    ],
)
def test_slots_are_words_of_the_sentence_s_language(sentence: str, slotted: str, language: str) -> None:
    """A number of days is part of a rule and stays."""
    assert with_slots(sentence, Known([], [], [], [], [], ["DE"], []), language) == slotted
