"""A draft's sentences and clauses with their places, in a form that patterns can be written for.

Masking keeps every length: marks inside numbers and dates become `_`, long quotations `~`, so that a full stop ends a
sentence and a comma a clause. Names of goods become `¤`.
"""

import re
import unicodedata
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from server.drafting.reading.concepts import NAME, Concepts, concepts_of
from server.drafting.reading.heard import Heard
from server.drafting.reading.readings import Told

_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "`": "'", "\u00a0": " ", "\u202f": " ", "—": "–", "−": "-", "‑": "-"}
)  # fmt: skip
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|(?<![\w.])[a-z\d-]+(?:\.[a-z\d-]+)+(?=[/\s]|$)", re.IGNORECASE)
_MAYBE_LINK = re.compile(r"\.(?=[a-zA-Z\d-])|@|:(?=//)")
# Each begins with its mark, so that little is looked at.
_IN_NUMBER = re.compile(r"[.,:](?=\d)(?<=\d.)|,(?=-)(?<=\d,)")
_WEEKDAY_COMMA = re.compile(
    r",(?= (?:den |the |dem )?\d| (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
    r"(?<=tag,|och,|end,|day,|mon,|tue,|wed,|thu,|fri,|sat,|sun,)",
    re.IGNORECASE,
)
_TIME_COMMA = re.compile(r",(?= (?:um|gegen|at|around) \d)", re.IGNORECASE)
_DAY_DOT = re.compile(r"\.(?= ?(?:jan|feb|mär|maer|apr|mai|jun|jul|aug|sep|okt|nov|dez|\d))(?<=\d.)", re.IGNORECASE)
_SHORT_DATE = re.compile(
    r"(?<![\d.,:€$£])(?<![€$£] )(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?!\d)"  # no hour, no amount
)
_ABBREVIATION = re.compile(
    r"\b(?:z\. ?b|d\. ?h|u\. ?a|ca|nr|inkl|zzgl|bzw|evtl|ggf|str|e\.g|i\.e|no(?=\. ?[\d#])|approx|incl|mr|mrs|ms|dr)\.",
    re.IGNORECASE,
)
_QUOTATION = re.compile(
    r"„[^„“”\"\n]{2,300}[“”\"]|“[^“”\n]{2,300}”|«[^«»\n]{2,300}»|»[^«»\n]{2,300}«|\"[^\"\n]{2,300}\""
)
_BULLET = r"(?:[-–*•·]|\d{1,2}[.)] )"
_END = re.compile(rf"[.!?…]+(?=[\s\"”“)]|$)|\n+(?=\s*{_BULLET}|\s*\n)|\n\n+|\n(?=[A-ZÄÖÜ-])")
_ITEM = re.compile(rf"\s*{_BULLET}")
_FULL_STOP = re.compile(r"[.!?…][\s\"”“)]*$")
_CLAUSE_END = re.compile(
    r"[,;:()]|\s–\s|\s-\s|"
    r"\b(?:und|aber|sondern|doch|jedoch|denn|and|but|so that)\b(?=\s+\S)",
    re.IGNORECASE,
)
_FEW_WORDS = 3


class Clause(Struct, frozen=True):
    """Code points `start` to `end` of the draft; `text` is masked and as long as that."""

    start: int
    end: int
    text: str


class Sentence(Struct, frozen=True):
    """A sentence with its clauses, in order, and the concepts that it tells of. `asks` where it is a question.

    `heard`: what the sentence reader hears in it, where it listened. `is_denied`: a question that the next sentence
    answers with no.
    """

    start: int
    end: int
    text: str
    clauses: list[Clause]
    told: Told
    heard: Heard | None = None
    is_denied: bool = False

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip().endswith("?")

    def surely_says(self, sayings: Set[str]) -> Set[str]:
        """Those of the sayings that the sentence reader hears."""
        return sayings & self.heard.surely if self.heard else frozenset()

    def certainly_says(self, sayings: Set[str]) -> Set[str]:
        """Those that it hears beyond doubt."""
        return sayings & self.heard.certainly if self.heard else frozenset()

    def may_fail(self, check: str, *, by_wide: bool = False) -> bool:
        """Whether what a rule of the check, or a wide one, finds may be meant so: the sentence reader does not rule it
        out.
        """
        return not self.heard or check not in (self.heard.not_meant_wide if by_wide else self.heard.not_meant)

    def may_promise(self, remedy: str) -> bool:
        """Whether words that tell of a remedy may give or offer it: the sentence reader does not rule it out."""
        return self.may_fail("promise") and self.may_fail(remedy)

    def lets_choose(self, remedy: str) -> bool:
        """Whether the sentence reader surely hears it offered, and not given."""
        return bool(self.heard and remedy in self.heard.to_choose)

    @property
    def words(self) -> tuple[int, int]:
        """From where to where it stands, without what is around it."""
        before = len(self.text) - len(self.text.lstrip())
        return self.start + before, self.start + len(self.text.rstrip())

    def clause_at(self, place: int) -> Clause:
        """The clause that holds a code point of the draft."""
        return next((clause for clause in self.clauses if clause.start <= place < clause.end), self.clauses[-1])


def normal(text: str) -> str:
    """NFC, as claims are counted in."""
    return unicodedata.normalize("NFC", text)


def mask(text: str) -> str:
    """The text as patterns see it, just as long."""
    masked = text.translate(_TYPOGRAPHY)
    if _MAYBE_LINK.search(masked):
        masked = _LINK.sub(_covered, masked)
    masked = _QUOTATION.sub(_quotation, masked)
    masked = _SHORT_DATE.sub(lambda found: found[0].replace(".", "_"), masked)
    for pattern in (_IN_NUMBER, _TIME_COMMA, _WEEKDAY_COMMA, _DAY_DOT):
        masked = pattern.sub("_", masked)
    return _ABBREVIATION.sub(lambda found: found[0].replace(".", "_"), masked)


def without_names(masked: str, text: str, names: Sequence[str]) -> str:
    """The masked text with names covered as well: titles of goods claim nothing, but are goods."""
    for match in _any_of(tuple(names)).finditer(text.translate(_TYPOGRAPHY)):
        masked = masked[: match.start()] + NAME * len(match[0]) + masked[match.end() :]
    return masked


def sentences_in(masked: str, language: str) -> list[Sentence]:
    """The sentences of a masked text."""
    concepts = concepts_of(language)
    return [_sentence(masked, start, end, concepts) for start, end in sentence_places(masked)]


def sentence_places(masked: str) -> list[tuple[int, int]]:
    """From where to where each sentence stands, with what is around it."""
    ends = [0, *(match.end() for match in _END.finditer(masked)), len(masked)]
    places: list[tuple[int, int]] = []
    for start, end in pairwise(ends):
        if places and _leads_in(masked[slice(*places[-1])], masked[start:end]):
            places[-1] = (places[-1][0], end)
        elif masked[start:end].strip():
            places.append((start, end))
    return places


def _leads_in(text: str, item: str) -> bool:
    """Whether a line without an end goes on in the first line of a list: "There's no need to" and "– return it"."""
    last_line = text.rstrip().rpartition("\n")[2]
    return bool(_ITEM.match(item) and not _ITEM.match(last_line) and not _FULL_STOP.search(text))


def _sentence(masked: str, start: int, end: int, concepts: Concepts) -> Sentence:
    text = masked[start:end]
    clauses: list[Clause] = []
    at = 0
    for stop in [*(match.start() for match in _CLAUSE_END.finditer(text)), len(text)]:
        if stop > at and text[at:stop].strip():
            clauses.append(Clause(start + at, start + stop, text[at:stop]))
            at = stop
    return Sentence(start, end, text, clauses or [Clause(start, end, text)], concepts.told_by(text))


@lru_cache(maxsize=256)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted({name for name in names if len(name) > 2}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)", re.IGNORECASE)


def _covered(match: re.Match[str]) -> str:
    return "~" * len(match[0])


def _quotation(match: re.Match[str]) -> str:
    """A word or two in quotation marks is the writer's own; more is someone else's, or a title."""
    return match[0] if len(match[0].split()) < _FEW_WORDS else _covered(match)
