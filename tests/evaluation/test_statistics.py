"""Whether a change is more than chance."""

import pytest

from server.evaluation.statistics import bootstrap_difference, mcnemar


@pytest.mark.parametrize(("fixed", "broken", "p"), [(0, 0, 1.0), (5, 5, 1.0), (1, 9, 0.0215), (6, 0, 0.03125)])
def test_the_test_of_pairs_is_exact(fixed: int, broken: int, p: float) -> None:
    """The binomial probability of so uneven a split."""
    assert mcnemar(fixed, broken) == pytest.approx(p, abs=0.0005)


def test_the_interval_of_a_change_holds_the_change_and_is_the_same_every_time() -> None:
    """Ten of forty cases fixed."""
    pairs = [(False, True)] * 10 + [(True, True)] * 30
    low, high = bootstrap_difference(pairs)
    assert low < 0.25 < high
    assert (low, high) == bootstrap_difference(pairs)
