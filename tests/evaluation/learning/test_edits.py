"""What an agent changed: how much of a draft stayed, and which sentences came, went or were reworded."""

import pytest

from server.evaluation.learning.edits import HEAVILY, SentenceEdit, sentence_edits, share_kept

DRAFT = (
    "Hallo Sandra,\n\ndas tut uns leid. Wir schicken heute Ersatz. Bitte senden Sie die Lampe nicht zurück."
    "\n\nViele Grüße"
)


@pytest.mark.parametrize(
    ("sent", "share"),
    [
        (DRAFT, 1.0),
        (DRAFT.replace("heute ", ""), 18 / 19),
        ("Ganz andere Worte.", 0.0),
        (f"{DRAFT}\n\nPS: Schöne Feiertage!", 1.0),
    ],
    ids=["nothing", "a word", "all", "only more"],
)
def test_the_share_that_stayed_is_of_the_draft_s_words(sent: str, share: float) -> None:
    """What was added takes nothing away."""
    assert share_kept(DRAFT, sent) == pytest.approx(share)


def test_heavily_is_less_than_two_thirds() -> None:
    """As the docs say."""
    assert share_kept("eins zwei drei", "eins zwei") >= HEAVILY > share_kept("eins zwei drei", "eins")


def test_sentences_are_told_as_added_deleted_and_reworded() -> None:
    """Whatever their order in the text."""
    sent = DRAFT.replace("das tut uns leid. ", "").replace(
        "heute Ersatz.", "noch heute Ersatz los. Der Karton ist klein."
    )
    assert sentence_edits(DRAFT, sent) == [
        SentenceEdit("deleted", "das tut uns leid.", ""),
        SentenceEdit("replaced", "Wir schicken heute Ersatz.", "Wir schicken noch heute Ersatz los."),
        SentenceEdit("added", "", "Der Karton ist klein."),
    ]


def test_a_sentence_that_moved_is_no_edit() -> None:
    """Nor are other signs, blanks and capitals."""
    assert sentence_edits("Eins kommt. Zwei geht.", "Zwei geht! eins kommt.") == []
