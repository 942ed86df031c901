"""Whether two runs differ by more than chance."""

from math import comb

import numpy as np

_RESAMPLES = 2_000
_SEED = 20_261_126


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
    n = len(pairs)
    if not n:
        return 0.0, 0.0
    fixed, broken = sum(b > a for a, b in pairs), sum(a > b for a, b in pairs)
    # Drawing cases with replacement draws how many of them were fixed and broken.
    drawn = np.random.default_rng(_SEED).multinomial(n, [fixed / n, broken / n, (n - fixed - broken) / n], _RESAMPLES)
    means = np.sort((drawn[:, 0] - drawn[:, 1]) / n)
    return float(means[int(0.025 * _RESAMPLES)]), float(means[int(0.975 * _RESAMPLES) - 1])
