"""How much of a draft survives."""

from hypothesis import given
from hypothesis import strategies as st

from server.reports.survival import Survival, survival

TEXTS = st.lists(st.sampled_from(["wir", "senden", "heute", "Ersatz", "das", "Geld"]), max_size=12)


def test_what_was_added_lowers_nothing() -> None:
    """Before, between and after."""
    assert survival("Wir senden Ersatz.", "Hallo! Wir senden dir heute Ersatz. Mia") == Survival(3, 3)


def test_what_was_moved_counts_as_lost() -> None:
    """One of three words changed its place."""
    assert survival("heute senden wir", "senden wir heute") == Survival(3, 2)


def test_a_draft_without_words_lost_nothing() -> None:
    """The share is whole."""
    assert survival("", "Hallo").share == 1.0


@given(TEXTS, TEXTS)
def test_it_is_the_longest_common_subsequence(first: list[str], second: list[str]) -> None:
    """As the textbook's table counts it."""
    row = [0] * (len(second) + 1)
    for word in first:
        above = row
        row = [0]
        for at, other in enumerate(second):
            row.append(above[at] + 1 if word == other else max(above[at + 1], row[at]))
    assert survival(" ".join(first), " ".join(second)) == Survival(len(first), row[-1])
