"""The concepts of a sentence (words/<language>/*.yaml): classes of words, read once for all checks and promises.

An entry is a word or several in a row. `word*`: any ending. `~word`: anywhere in a word, as in German compounds.
`verb+`: all forms of a verb. `…` skips up to eight words, as German verbs need. `=concept`: the entries of another one.
Words of the concept `harmless` count for no other. Marks keep words apart: a comma like some words, a colon like many.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product

import msgspec
import yaml
from msgspec import Struct

from server.drafting.reading.inflect import forms_of
from server.drafting.reading.readings import WITHIN, Found, Reading, Told
from server.drafting.reading.when import When

NAME = "¤"
"""What covers the name of goods in a masked sentence; as long as it stands there it is one word."""

_WORD = re.compile(rf"[\w'€$£%]+|{NAME}+")
_GAP = "…"
_LONGEST_GAP = 8
_MARKS = {",": 5, ";": 15, ":": 15, "–": 15, "(": 5}
_HARMLESS = "harmless"
_FALLBACK = "en"
_NOT = "n't"

_Tail = tuple[str, ...]
_Entries = tuple[tuple[int, _Tail], ...]


class _Reading(Struct, frozen=True, forbid_unknown_fields=True):
    all: list[str]
    none: list[str] = []
    law: list[str] = []
    when: When | None = None
    within: int = WITHIN
    wide: bool = False


class _Read(Struct, frozen=True, forbid_unknown_fields=True):
    concepts: dict[str, list[str]]
    readings: dict[str, list[_Reading]] = {}


class _Starts(Struct, frozen=True):
    """Entries that begin with a word: of this word alone, by the word that must follow, and all others."""

    alone: list[tuple[int, _Tail]]
    before: dict[str, list[tuple[int, _Tail]]]
    others: list[tuple[int, _Tail]]


class Concepts:
    """One language's concepts and readings. Safe in several threads: what is remembered only saves time."""

    def __init__(self, read: list[_Read], language: str) -> None:
        entries = {concept: told for part in read for concept, told in part.concepts.items()}
        self._numbers = {concept: number for number, concept in enumerate(entries)}
        self._exact = defaultdict[str, list[tuple[int, _Tail]]](list)
        self._begins = defaultdict[str, list[tuple[int, _Tail]]](list)
        self._within: list[tuple[str, int, _Tail]] = []
        for concept, told in entries.items():
            for entry in _unfolded(told, entries):
                for words in _all_forms(entry, language):
                    self._put(self._numbers[concept], words)
        self.readings = defaultdict[str, list[Reading]](list)
        for part in read:
            for matter, readings in part.readings.items():
                self.readings[matter] += map(self._made, readings)
        self._starts = lru_cache(maxsize=20_000)(self._starting_with)

    def told_by(self, sentence: str) -> Told:
        """Every concept of a masked sentence with where it stands."""
        words = list(_WORD.finditer(sentence.lower()))
        told, places = [word[0] for word in words], _places(sentence, words)
        found: dict[int, list[Found]] = {}
        all_words = frozenset(told)
        for at, word in enumerate(told):
            starts = self._starts(word)
            following = told[at + 1] if at + 1 < len(told) else ""
            for number, tail in (*starts.alone, *starts.before.get(following, ()), *starts.others):
                if tail and tail[-1][0] != "~" and tail[-1][-1] != "*" and tail[-1] not in all_words:
                    continue
                last = _last_of(tail, told, places, at) if tail else at
                if last is not None:
                    here = Found(places[at], places[last], words[at].start(), words[last].end())
                    found.setdefault(number, []).append(here)
        harmless = found.pop(self._numbers[_HARMLESS], [])
        if harmless:
            found = {n: kept for n, all_of in found.items() if (kept := _beside(all_of, harmless))}
        return Told(sum(1 << number for number in found), found)

    def number_of(self, concept: str) -> int | None:
        """Its place in what a sentence tells; None for none of this language's."""
        return self._numbers.get(concept)

    def bits(self, concepts: Iterable[str]) -> int:
        """A bit for each of some concepts, as in `Told.mask`."""
        return sum(1 << self._numbers[concept] for concept in {*concepts})

    def _put(self, number: int, words: list[str]) -> None:
        first, tail = words[0], tuple(words[1:])
        if first.startswith("~"):
            self._within.append((first[1:], number, tail))
        elif first.endswith("*"):
            self._begins[first[:-1]].append((number, tail))
        elif (number, tail) not in self._exact[first]:
            self._exact[first].append((number, tail))

    def _made(self, reading: _Reading) -> Reading:
        numbers = tuple(tuple(self._numbers[concept] for concept in group.split("|")) for group in reading.all)
        groups = tuple(sum(1 << number for number in {*group}) for group in numbers)
        without, law = self.bits(reading.none), tuple(reading.law)
        return Reading(groups, numbers, without, law, reading.when, reading.within, reading.wide)

    def _starting_with(self, word: str) -> "_Starts":
        alone, before, others = [], defaultdict[str, list[tuple[int, _Tail]]](list), []
        for number, tail in self._entries_of(word):
            if not tail:
                alone.append((number, tail))
            elif tail[0] == _GAP or tail[0].startswith("~") or tail[0].endswith("*"):
                others.append((number, tail))
            else:
                before[tail[0]].append((number, tail))
        return _Starts(alone, dict(before), others)

    def _entries_of(self, word: str) -> _Entries:
        found = [*self._exact.get(word, ())]
        for length in range(1, len(word) + 1):
            found += self._begins.get(word[:length], ())
        found += [(number, tail) for part, number, tail in self._within if part in word]
        bare, mark, _ = word.partition("'")
        if mark and bare and not word.endswith(_NOT):
            found += self._entries_of(bare)
        return tuple(dict.fromkeys(found))


@cache
def concepts_of(language: str) -> Concepts:
    """The language's own concepts; English ones for a language without any."""
    folder = files(__package__).joinpath("words", language)
    if not folder.is_dir():
        language = _FALLBACK
        folder = files(__package__).joinpath("words", language)
    parts = sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    read = [msgspec.convert(yaml.safe_load(path.read_text("utf-8")), _Read, strict=True) for path in parts]
    return Concepts(read, language)


def _unfolded(told: list[str], entries: dict[str, list[str]]) -> Iterator[str]:
    for entry in told:
        if entry.startswith("="):
            yield from _unfolded(entries[entry[1:]], entries)
        else:
            yield entry


def _all_forms(entry: str, language: str) -> Iterator[list[str]]:
    """The entry in words, once for every form of its verbs."""
    ways = [sorted(forms_of(word[:-1], language)) if word.endswith("+") else [word] for word in entry.split()]
    yield from (" ".join(way).split() for way in product(*ways))


def _beside(found: list[Found], harmless: list[Found]) -> list[Found]:
    """Those that share no word with harmless ones, or hold all of those and more."""
    return [word for word in found if not any(word.overlaps(other) and not word.holds(other) for other in harmless)]


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


def _last_of(tail: _Tail, told: list[str], places: list[int], at: int) -> int | None:
    """The place of the last word of an entry whose first stands at `at`; None where the others do not follow."""
    steps = 1
    for other in tail:
        if other == _GAP:
            steps = _LONGEST_GAP
            continue
        furthest, next_at = places[at] + steps, at + 1
        while next_at < len(told) and places[next_at] <= furthest:
            if _is(told[next_at], other):
                break
            next_at += 1
        else:
            return None
        at, steps = next_at, 1
    return at


def _is(word: str, told: str) -> bool:
    if told.endswith("*"):
        return word.startswith(told[:-1])
    return told[1:] in word if told.startswith("~") else word == told
