"""The language of a customer's words."""

import pytest

from server.tickets.language import language_of, without_names
from tests.tickets.labelled_mails import read_words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Guten Tag, wo bleibt meine Lampe?", "de"),
        ("Hi, where is my lamp?", "en"),
        ("Bonjour, où est mon colis ?", "fr"),
        ("Hola, ¿dónde está mi pedido?", "es"),
        ("Buongiorno, dove è il mio ordine?", "it"),
        ("Hallo, waar blijft mijn bestelling?", "nl"),
        ("storno bitte", "de"),
        ("Hi, Luna defect. Thanks", "en"),
    ],
)
def test_ordinary_words_tell_their_language(text: str, language: str) -> None:
    """Six languages, down to two words with a greeting."""
    assert language_of(text, None, ["de", "en"]) == language


@pytest.mark.parametrize("text", ["48213", "1042", "ok", "#1042 https://a.example/de/hilfe anna@example.org", "👍", ""])
def test_below_two_words_the_known_language_stays(text: str) -> None:
    """A number, an address or one word says nothing."""
    assert language_of(text, "fr", ["de", "en"]) == "fr"
    assert language_of(text, None, ["en", "de"]) == "en"


def test_names_are_no_language() -> None:
    """A product's or customer's name is taken out before the language is guessed."""
    assert without_names("My Leselampe Luna flickers", ["Leselampe Luna"]).split() == ["My", "flickers"]


def test_a_short_newest_message_keeps_the_language_of_the_ones_before() -> None:
    """A customer who wrote English and then sends a number still writes English."""
    assert read_words("Hello, my lamp arrived broken.", "1042").language == "en"
