"""How sure a rate is, and whether two runs differ by more than chance."""

import random
from math import comb, sqrt

from msgspec import Struct

_Z = 1.959963984540054
"""For 95 %."""

_RESAMPLES = 2_000
_SEED = 20_261_126


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
    share, z2 = passed / n, _Z * _Z
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Rate(passed, n, max(0.0, centre - half), min(1.0, centre + half))


def mcnemar(fixed: int, broken: int) -> float:
    """The exact two-sided probability of so uneven a split, were a change as likely to mend as to break."""
    n, fewer = fixed + broken, min(fixed, broken)
    if n == 0:
        return 1.0
    return float(min(1.0, 2 * sum(comb(n, k) for k in range(fewer + 1)) / 2**n))


def bootstrap_difference(pairs: list[tuple[bool, bool]]) -> tuple[float, float]:
    """The 95 % interval of the change of the pass rate, cases drawn again and again. The same every time.

    `pairs`: for each case whether it passed before and after.
    """
    changes = [int(after) - int(before) for before, after in pairs]
    if not changes:
        return 0.0, 0.0
    dice = random.Random(_SEED)  # noqa: S311  # it guards no secret
    means = sorted(sum(dice.choices(changes, k=len(changes))) / len(changes) for _ in range(_RESAMPLES))
    return means[int(0.025 * _RESAMPLES)], means[int(0.975 * _RESAMPLES) - 1]


def percentile(values: list[int], share: float) -> int:
    """The value below which `share` of them lie; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0
