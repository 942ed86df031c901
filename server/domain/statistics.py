"""How sure a rate is, and where most of many values lie."""

from collections.abc import Sequence
from math import sqrt
from typing import TypeVar

from msgspec import Struct

Z_95 = 1.959963984540054
"""Standard deviations on either side of the middle that hold 95 %."""

N = TypeVar("N", int, float)


class Rate(Struct, frozen=True):
    """`passed` of `n`, with a 95 % interval (Wilson)."""

    passed: int
    n: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.passed / self.n if self.n else 0.0


def rate(passed: int, n: int) -> Rate:
    """The rate with its interval; 0 to 1 where nothing was counted."""
    if n == 0:
        return Rate(0, 0, 0.0, 1.0)
    share, z2 = passed / n, Z_95 * Z_95
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z_95 * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Rate(passed, n, max(0.0, centre - half), min(1.0, centre + half))


def percentile(values: Sequence[N], share: float) -> N:
    """The value below which `share` of them lie; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0
