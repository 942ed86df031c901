"""The word lists and the language that their patterns are written in."""

import re
from typing import get_args

import pytest

from server.domain.facts import PROBLEMS, WISHES
from server.domain.reading import INTENTS, Mood
from server.tickets.lexicon import SECTIONS, expand, find, statements


def test_every_value_is_one_that_a_reading_may_have() -> None:
    """No list is written for a problem, wish, mood or intent that nobody knows."""
    assert set(SECTIONS["problem"]) == set(PROBLEMS) - {"none"}
    assert set(SECTIONS["wish"]) == set(WISHES) - {"none"}
    assert set(SECTIONS["mood"]) == set(get_args(Mood)) - {"calm"}
    assert set(SECTIONS["intent"]) <= set(INTENTS)


@pytest.mark.parametrize("section", SECTIONS)
def test_no_pattern_matches_nothing(section: str) -> None:
    """An empty alternative would find its value in every text."""
    for value, patterns in SECTIONS[section].items():
        for pattern in (patterns.sure, patterns.likely, patterns.asked, patterns.unless, patterns.not_as):
            assert pattern is None or not pattern.search(" , , "), value


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("nicht da", "nicht da", True),
        ("nicht da", "nicht  'da", True),
        ("nicht da", "nicht, da", False),
        ("nicht ~2 da", "nicht mehr hier da", True),
        ("nicht ~2 da", "nicht mehr ganz hier da", False),
        ("nicht ~ da", "nicht a b c d da", True),
        ("nicht ~~ da", "nicht hier, sondern da", True),
        ("beschädig*", "beschaedigt", True),
        ("(groß|klein)e", "grosse", True),
        ("<my> paket", "mein paket", True),
        ("store ?credit", "storecredit", True),
    ],
)
def test_patterns_mean_what_lexicon_says(pattern: str, text: str, *, matches: bool) -> None:
    """Blanks join neighbours, ~ lets words between, * is any ending, <name> a list, ? makes optional."""
    assert bool(re.fullmatch(expand(pattern, {"my": ["mein", "unser"]}), text)) is matches


@pytest.mark.parametrize(
    "text",
    [
        "Die Lampe ist nicht beschädigt.",
        "Es ist nichts kaputt.",
        "No damage at all.",
        "The lamp isn't broken.",
        "Hoffentlich kommt sie nicht kaputt an.",
        "Was mache ich, wenn sie zerbrochen ankommt?",
        "What if it arrives damaged?",
    ],
)
def test_what_is_denied_supposed_or_hoped_is_not_reported(text: str) -> None:
    """A negation, a condition or a hope is no damage."""
    assert find("problem", statements(text), "reported") == []


def test_a_set_phrase_with_a_negation_denies_nothing() -> None:
    """ "Nicht nur" and "no wonder" are no negations."""
    assert find("problem", statements("Sie ist nicht nur zerkratzt, sondern auch zerbrochen."), "reported", ["damaged"])


def test_a_hit_names_the_sentence_that_says_it() -> None:
    """An agent sees why: the customer's sentence as written."""
    hits = find("problem", statements("Hallo! Der Schirm ist zerbrochen. Danke."), "reported")
    assert [(hit.value, hit.words) for hit in hits] == [("damaged", "Der Schirm ist zerbrochen.")]
