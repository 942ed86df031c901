"""A mail as numbers for the words, pairs and pieces of words that it holds."""

import pytest

from server.llm.mail_reader.grams import GRAMS, grams_of


def test_the_same_words_give_the_same_numbers_whatever_their_case() -> None:
    """A shouted mail holds the same words."""
    assert grams_of("Lampe DEFEKT").tolist() == grams_of("LAMPE defekt").tolist()


def test_a_compound_shares_pieces_with_its_parts() -> None:
    """A word that nobody has seen is not all new."""
    assert len(set(grams_of("Lampenschirm").tolist()) & set(grams_of("Schirm").tolist())) >= 3


def test_the_order_of_words_tells_something() -> None:
    """Who wants the money and no new one says it with the words of the opposite."""
    assert grams_of("kein Geld, neue Lampe").tolist() != grams_of("neue kein Lampe, Geld").tolist()


@pytest.mark.parametrize("text", ["", "\u200b", "🙈"])
def test_a_mail_without_words_has_numbers_too(text: str) -> None:
    """Nothing reads as something."""
    found = grams_of(text)
    assert len(found) and found.max() < GRAMS
