"""The labelled sentences hold what their README says, and the writer who is held out is nobody else's echo."""

import pytest

from evals.training.labelled_sentences import SAYINGS, for_thresholds, held_out, to_learn_from
from server.drafting.reading.heard import sayings_of

LEARNED, ASIDE = to_learn_from(), [*held_out(), *for_thresholds()]


def test_every_saying_has_a_name_of_the_list() -> None:
    """A misspelt one would never be learned."""
    assert {saying for said in (*LEARNED, *ASIDE) for saying in said.says} == set(SAYINGS)


def test_no_sentence_is_learned_and_measured() -> None:
    """What is measured on has never been seen."""
    assert not {said.text for said in LEARNED} & {said.text for said in ASIDE}


@pytest.mark.parametrize("language", ["de", "en"])
def test_half_of_a_language_says_nothing(language: str) -> None:
    """Near misses teach as much as hits."""
    of_language = [said for said in LEARNED if said.language == language]
    assert 0.4 < sum(not said.says for said in of_language) / len(of_language) < 0.7


@pytest.mark.parametrize("check", ["denies_law", "goodwill", "internal"])
def test_checks_listen_for_sayings_that_there_are(check: str) -> None:
    """A check that listens for what nobody says hears nothing."""
    assert sayings_of(check).keys() <= set(SAYINGS)
