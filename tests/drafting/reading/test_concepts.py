"""What a sentence tells, by its concepts."""

import pytest

from server.drafting.reading.concepts import concepts_of


def told(concept: str, sentence: str, language: str = "de") -> list[str]:
    """The words of a sentence that stand for a concept."""
    concepts = concepts_of(language)
    number = concepts.number_of(concept)
    assert number is not None
    return [sentence[found.start : found.end] for found in concepts.told_by(sentence).found.get(number, [])]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Wir zahlen dir den Preis gern zurück.", "zahlen dir den Preis gern zurück"),
        ("Der Preis wird zurückgezahlt.", "zurückgezahlt"),
        ("Wir haben vor, alles zurückzuzahlen.", "zurückzuzahlen"),
    ],
)
def test_a_verb_is_found_in_any_form_and_in_two_parts(sentence: str, words: str) -> None:
    """German verbs part."""
    assert words in told("refund_verb", sentence)


def test_a_noun_is_found_inside_a_compound() -> None:
    """Marked by a tilde."""
    assert told("refund_noun", "Die Kaufpreiserstattung folgt.") == ["Kaufpreiserstattung"]


def test_a_contraction_tells_what_its_word_does() -> None:
    """We've is we."""
    assert told("us", "We've sent it.", "en") == ["We've"]


def test_harmless_words_count_for_nothing_else() -> None:
    """Free of charge is no charge."""
    assert told("money_thing", "It is free of charge.", "en") == []


def test_a_language_without_concepts_has_the_english_ones() -> None:
    """As with every other word list."""
    assert concepts_of("fr").readings.keys() == concepts_of("en").readings.keys()
