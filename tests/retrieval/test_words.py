"""Words are compared without endings, and compounds also by their parts."""

import pytest

from server.retrieval.words import counted_words, parts_of, words_of


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "Rücksendungen", "Rücksendung"),
        ("de", "zurueck", "zurück"),
        ("de", "Lampen", "Lampe"),
        ("en", "returns", "returning"),
        ("fr", "remboursements", "remboursement"),
        ("nl", "bestellingen", "bestelling"),
        ("it", "l'ordine", "ordini"),
    ],
)
def test_a_word_is_found_in_its_other_forms(language: str, one: str, other: str) -> None:
    """Singular and plural, umlaut and its spelling in two letters."""
    assert set(words_of(one, language)) & set(words_of(other, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Hallo, wie kann ich das denn bitte machen?"), ("en", "Hi there, how can I do that please?")],
)
def test_words_that_say_nothing_are_left_out(language: str, text: str) -> None:
    """Greeting and question words stand in every mail."""
    assert words_of(text, language) in ([], ["mach"])


def test_a_negation_is_no_empty_word() -> None:
    """Whether something goes without a label is the question."""
    assert "ohn" in words_of("ohne Etikett", "de") or "ohne" in words_of("ohne Etikett", "de")


def test_numbers_and_codes_are_kept() -> None:
    """A SKU is the rarest word of all."""
    assert words_of("LUNA-42 in 230 V", "en")[:2] == ["luna", "42"]


def test_a_compound_counts_by_parts_that_the_texts_know() -> None:
    """Rücksendekosten are found by "Kosten" and by "Rücksendung"."""
    counted = counted_words("Rücksendekosten", "de", {"rucksend", "kost"})
    assert set(counted) == {"rucksendekost", "rucksend", "kost"}


def test_a_long_word_is_not_cut_into_words_that_nobody_uses() -> None:
    """Bestellung holds no "Lung"."""
    assert set(counted_words("Bestellung", "de", {"kost", "rucksend"})) == {"bestell"}


def test_english_words_are_no_compounds() -> None:
    """Only German and Dutch write them as one."""
    assert parts_of("warehouse", "en") == []
