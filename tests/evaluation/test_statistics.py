"""How sure a rate is, and whether a change is more than chance."""

import pytest

from server.evaluation.statistics import bootstrap_difference, mcnemar, percentile, rate


@pytest.mark.parametrize(
    ("passed", "n", "low", "high"), [(9, 10, 0.596, 0.982), (0, 10, 0.0, 0.278), (50, 100, 0.404, 0.596)]
)
def test_the_interval_is_wilson_s(passed: int, n: int, low: float, high: float) -> None:
    """Against published values."""
    found = rate(passed, n)
    assert (found.low, found.high) == (pytest.approx(low, abs=0.001), pytest.approx(high, abs=0.001))


def test_nothing_counted_is_nothing_known() -> None:
    """From 0 to 1."""
    assert (rate(0, 0).low, rate(0, 0).high) == (0.0, 1.0)


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


def test_a_percentile_is_one_of_the_values() -> None:
    """Of nothing it is 0."""
    assert percentile(list(range(1, 21)), 0.95) == 20
    assert percentile([], 0.5) == 0
