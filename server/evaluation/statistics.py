"""Whether two runs differ by more than chance."""

import random
from math import comb

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
    changes = [int(after) - int(before) for before, after in pairs]
    if not changes:
        return 0.0, 0.0
    dice = random.Random(_SEED)  # noqa: S311  # it guards no secret
    means = sorted(sum(dice.choices(changes, k=len(changes))) / len(changes) for _ in range(_RESAMPLES))
    return means[int(0.025 * _RESAMPLES)], means[int(0.975 * _RESAMPLES) - 1]
