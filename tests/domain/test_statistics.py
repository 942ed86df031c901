"""How sure a rate is, and where most values lie."""

import pytest

from server.domain.statistics import percentile, rate


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


def test_a_percentile_is_one_of_the_values() -> None:
    """Of nothing it is 0."""
    assert percentile(list(range(1, 21)), 0.95) == 20
    assert percentile([], 0.5) == 0
