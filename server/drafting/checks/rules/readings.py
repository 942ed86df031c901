"""What sentences say in whatever words: concepts (classes of words) that stand together (concepts/*.yaml), read once.

A word of a concept may end in `*` (any ending); `…` between two words skips up to eight others, as German verbs need.
Words of the concept `harmless` count for no other. Marks keep words apart: a comma like some words, a colon like many.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

import msgspec
import yaml
from msgspec import Struct

from server.drafting.checks.rules.when import When

_WORD = re.compile(r"[\w'€$£%]+")
_GAP = "…"
_LONGEST_GAP = 8
_WITHIN = 14
_MARKS = {",": 5, ";": 15, ":": 15, "–": 15, "(": 5}
_HARMLESS = "harmless"
_FALLBACK = "en"


class _Reading(Struct, frozen=True, forbid_unknown_fields=True):
    all: list[str]
    none: list[str] = []
    law: list[str] = []
    when: When | None = None
    within: int = _WITHIN


class _Read(Struct, frozen=True, forbid_unknown_fields=True):
    concepts: dict[str, list[str]]
    readings: dict[str, list[_Reading]]


class Found(Struct, frozen=True):
    """Words of a concept, at code points `start` to `end` of a sentence.

    `first` and `last` are places as counted by `within`.
    """

    first: int
    last: int
    start: int
    end: int

    def overlaps(self, other: "Found") -> bool:
        """Whether they share a word."""
        return self.first <= other.last and other.first <= self.last


class Reading(Struct, frozen=True):
    """Of each group of `together` one concept stands within so many words, and none of `without` in the sentence.

    `law`: rows or letters of which one must apply; empty: always.
    """

    together: tuple[frozenset[str], ...]
    without: frozenset[str]
    law: tuple[str, ...]
    when: When | None
    within: int

    def found_in(self, concepts: Mapping[str, list[Found]]) -> tuple[int, int] | None:
        """From where to where the sentence says it."""
        told = concepts.keys()
        if any(group.isdisjoint(told) for group in self.together) or not self.without.isdisjoint(told):
            return None
        groups = [[found for concept in group for found in concepts.get(concept, ())] for group in self.together]
        for found in groups[0]:
            others = [[other for other in group if not other.overlaps(found)] for group in groups[1:]]
            if not all(others):
                continue
            near = [found, *(min(group, key=lambda other: abs(other.first - found.first)) for group in others)]
            if max(word.last for word in near) - min(word.first for word in near) <= self.within:
                return min(word.start for word in near), max(word.end for word in near)
        return None


class Concepts:
    """One language's concepts and readings. Safe in several threads: what is remembered only saves time."""

    def __init__(self, read: _Read) -> None:
        exact, begins = (
            defaultdict[str, list[tuple[str, tuple[str, ...]]]](list),
            defaultdict[str, list[tuple[str, tuple[str, ...]]]](list),
        )
        for concept, entries in read.concepts.items():
            for entry in entries:
                first, *others = entry.split()
                (begins if first.endswith("*") else exact)[first.rstrip("*")].append((concept, tuple(others)))
        self._exact, self._begins = dict(exact), dict(begins)
        self.readings = {check: [_made(reading) for reading in readings] for check, readings in read.readings.items()}
        self._starts = lru_cache(maxsize=20_000)(self._starting_with)

    def in_sentence(self, sentence: str) -> dict[str, list[Found]]:
        """Every concept of a masked sentence with where it stands."""
        words = list(_WORD.finditer(sentence.lower()))
        told, places = [word[0] for word in words], _places(sentence, words)
        found = defaultdict[str, list[Found]](list)
        for at, word in enumerate(told):
            for concept, others in self._starts(word):
                last = _last_of(others, told, places, at) if others else at
                if last is not None:
                    found[concept].append(Found(places[at], places[last], words[at].start(), words[last].end()))
        harmless = found.pop(_HARMLESS, [])
        if not harmless:
            return dict(found)
        told_of = {c: [f for f in all_of if not any(f.overlaps(h) for h in harmless)] for c, all_of in found.items()}
        return {concept: kept for concept, kept in told_of.items() if kept}

    def _starting_with(self, word: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (*self._exact.get(word, ()), *self._beginning(word))

    def _beginning(self, word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        for length in range(1, len(word) + 1):
            yield from self._begins.get(word[:length], ())


@cache
def concepts_of(language: str) -> Concepts:
    """The language's own concepts; English ones for a language without any."""
    folder = files(__package__).joinpath("concepts")
    path = folder.joinpath(f"{language}.yaml")
    if not path.is_file():
        path = folder.joinpath(f"{_FALLBACK}.yaml")
    return Concepts(msgspec.convert(yaml.safe_load(path.read_text("utf-8")), _Read, strict=True))


def _made(reading: _Reading) -> Reading:
    groups = tuple(frozenset(group.split("|")) for group in reading.all)
    return Reading(groups, frozenset(reading.none), tuple(reading.law), reading.when, reading.within)


def _places(sentence: str, words: list[re.Match[str]]) -> list[int]:
    """Words counted through, with the marks between them."""
    places: list[int] = []
    at = end = 0
    for word in words:
        between = sentence[end : word.start()]
        at += 1 if between == " " else 1 + sum(_MARKS.get(mark, 0) for mark in between)
        places.append(at)
        end = word.end()
    return places


def _last_of(others: tuple[str, ...], told: list[str], places: list[int], at: int) -> int | None:
    """The place of the last word of an entry whose first stands at `at`; None where the others do not follow."""
    steps = 1
    for other in others:
        if other == _GAP:
            steps = _LONGEST_GAP
            continue
        ahead = (i for i in range(at + 1, len(told)) if places[i] - places[at] <= steps)
        next_at = next((i for i in ahead if _is(told[i], other)), None)
        if next_at is None:
            return None
        at, steps = next_at, 1
    return at


def _is(word: str, told: str) -> bool:
    return word.startswith(told[:-1]) if told.endswith("*") else word == told
