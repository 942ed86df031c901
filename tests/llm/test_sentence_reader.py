"""The sentence reader runs without a network, hears what is said in words of no list, and no more than is said."""

import pytest

from server.llm.sentence_reader.model import SentenceReader, sentence_reader

SAID = {
    "The new lamp leaves our warehouse for you tonight.": "gives_replacement",
    "Du siehst die 64 € am Freitag wieder auf deiner Karte.": "gives_refund",
    "You'll see the full €64 on your card on Friday.": "gives_refund",
    "Die Schere darfst du behalten, einschicken musst du nichts.": "gives_keep",
    "Would you rather have it in blue? Then that is what we pack for you.": "offers_exchange",
}
NOTHING = [
    "Danke für das Foto, darauf sieht man den Sprung gut.",
    "I'm sorry the vase arrived in pieces.",
    "Du hattest gefragt, ob du dein Geld zurückbekommst.",
    "Viele Grüße aus Bremen",
]


@pytest.fixture(scope="module")
def reader() -> SentenceReader:
    return sentence_reader()


@pytest.mark.parametrize(("sentence", "saying"), SAID.items())
def test_what_is_said_is_heard(reader: SentenceReader, sentence: str, saying: str) -> None:
    """Said without the words that a list would hold."""
    assert reader.read(sentence)[saying] > 0.5


@pytest.mark.parametrize("sentence", NOTHING)
def test_nothing_is_heard_where_nothing_is_said(reader: SentenceReader, sentence: str) -> None:
    """What is thanked for, regretted and retold gives nothing and takes nothing."""
    assert max(reader.read(sentence).values()) < 0.5


def test_the_same_sentence_is_heard_the_same_again(reader: SentenceReader) -> None:
    """Nothing random takes part."""
    assert reader.read("Wir schicken dir eine neue.") == reader.read("Wir schicken dir eine neue.")


@pytest.mark.parametrize("text", ["", "?", "🙈🙈🙈", "x" * 5_000, "\u200b\u0000", "word " * 3_000])
def test_odd_texts_are_no_error(reader: SentenceReader, text: str) -> None:
    """What is too long is cut, what is nothing says something or nothing."""
    assert set(reader.read(text)) == set(reader.names)
