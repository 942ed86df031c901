"""Chance that is the same on every machine: dice that fall by a key."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Dice of one key. Only `Random.random` is used: Python promises its sequence for all versions."""

    def __init__(self, *key: object) -> None:
        self._random = Random("/".join(map(str, ("nordlicht", *key))))  # noqa: S311  # sample data, no secret

    def fraction(self) -> float:
        """At least 0, below 1."""
        return self._random.random()

    def number(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self.fraction() * (most - least + 1))

    def chance(self, likelihood: float) -> bool:
        return self.fraction() < likelihood

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.number(0, len(choices) - 1)]

    def weighted(self, choices: Mapping[T, float]) -> T:
        """A key, as often as its weight says."""
        left = self.fraction() * sum(choices.values())
        for choice, weight in choices.items():
            left -= weight
            if left < 0:
                return choice
        return next(reversed(list(choices)))

    def filled(self, pattern: str) -> str:
        """The pattern with a digit for every #."""
        return "".join(str(self.number(0, 9)) if sign == "#" else sign for sign in pattern)
