"""How good a ranking is, by the usual measures. All take the grades of what was found, best place first.

Grades: `ANSWERS`, `HELPS` or 0. `grades` are those of all that should be found.
"""

import random
from collections.abc import Collection, Sequence
from math import log2

ANSWERS, HELPS = 2, 1


def recall_at(k: int, found: Sequence[int], grades: Collection[int]) -> float:
    """Share of the texts that answer among the first k; of k where more than k answer, so that 1 can be reached."""
    return _answering(found[:k]) / min(k, _answering(grades))


def reciprocal_rank(found: Sequence[int]) -> float:
    """1 by the place of the first text that answers; 0 where none was found."""
    return next((1 / place for place, grade in enumerate(found, start=1) if grade == ANSWERS), 0.0)


def ndcg_at(k: int, found: Sequence[int], grades: Collection[int]) -> float:
    """Gain 3 for a text that answers, 1 for one that helps, less by the place's logarithm; 1 for the best order."""
    return _gain(found[:k]) / _gain(sorted(grades, reverse=True)[:k])


def mean_interval(values: Sequence[float], *, resamples: int = 2000) -> tuple[float, float]:
    """95 % interval of a mean, by percentile bootstrap over the questions; the same at every run."""
    dice = random.Random(20261116)  # noqa: S311 - a sample, not a secret
    n = len(values)
    means = sorted(sum(dice.choices(values, k=n)) / n for _ in range(resamples))
    return means[int(resamples * 0.025)], means[int(resamples * 0.975) - 1]


def _answering(grades: Collection[int]) -> int:
    return sum(grade == ANSWERS for grade in grades)


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / log2(place + 1) for place, grade in enumerate(grades, start=1))
