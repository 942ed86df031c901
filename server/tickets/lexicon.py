"""The word lists of lexicon/*.yaml as patterns, and finding what they say in a customer's sentences.

How a pattern is written: as a regular expression on folded text (sentences.py) between word boundaries, in
which a blank joins neighbouring words, `~4` lets up to four words stand between in the same clause (`~` alone:
four), `~~` up to eight, commas included, `*` is any ending, `<name>` one of `words`, and parentheses only group.

Patterns of all languages are tried on every text: people mix them, and the language of three words is a guess.
"""

import re
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Literal

import msgspec
from msgspec import Struct

from server.tickets.sentences import Sentence, sentences

LANGUAGES = ("de", "en")
SURE, LIKELY = 0.9, 0.6
"""How sure a hit is: of a pattern that says it outright, and of one that usually means it."""

View = Literal["whole", "reported", "requested"]
Section = Literal["problem", "wish", "withdrawal", "item_condition", "seal_broken", "mood", "intent", "signal"]


class Concept(Struct, frozen=True, forbid_unknown_fields=True):
    """What says a value: outright, usually, in a question only.

    A hit counts for nothing where the sentence holds one of `unless`, or where it is part of what one of
    `not_as` matches: "fehlt" in "die Rechnung fehlt".
    """

    sure: list[str]
    likely: list[str] = []
    asked: list[str] = []
    unless: list[str] = []
    not_as: list[str] = []


class Guards(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that turn a sentence into a negation, a condition, a hope or a question; see lexicon/de.yaml."""

    negators: list[str]
    denied_after: list[str]
    neutral: list[str]
    conditions: list[str]
    opening_conditions: list[str]
    threats: list[str]
    otherwise: list[str]
    hopes: list[str]
    fillers: list[str]
    questions: list[str]
    turns: list[str]
    policy: list[str]


class LexiconFile(Struct, frozen=True, forbid_unknown_fields=True):
    words: dict[str, list[str]]
    guards: Guards
    problem: dict[str, Concept]
    wish: dict[str, Concept]
    withdrawal: dict[str, Concept]
    item_condition: dict[str, Concept]
    seal_broken: dict[str, Concept]
    mood: dict[str, Concept]
    intent: dict[str, Concept]
    signal: dict[str, Concept]


class Statement(Struct, frozen=True):
    """A sentence as rules see it.

    `whole`: folded, set phrases taken out. `reported`: without conditions and hopes. `requested`: without
    what is wanted only otherwise; empty where the sentence is a threat. `asks_rule`: asks how the shop
    handles something, not about something that happened.
    """

    sentence: Sentence
    whole: str
    reported: str
    requested: str
    asks: bool
    asks_rule: bool


class Hit(Struct, frozen=True):
    """A value that a sentence says; `at` = (number of the sentence, place in it)."""

    value: str
    sure: float
    words: str
    at: tuple[int, int]
    asks: bool


class _Patterns(Struct, frozen=True):
    sure: re.Pattern[str] | None
    likely: re.Pattern[str] | None
    asked: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    not_as: re.Pattern[str] | None


_JOINT = r"(?:[ \-'\"()/*&+#]{1,3})"
_LOOSE_JOINT = r"[^\w.;:!?]{1,4}"
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_GAP = re.compile(r"(?P<joint> )?~(?P<wide>~|\d*) ")


def expand(pattern: str, words: dict[str, list[str]]) -> str:
    """A pattern of the lists as a regular expression."""
    named = re.sub(r"<(\w+)>", lambda name: f"({'|'.join(words[name[1]])})", pattern.strip()).translate(_UMLAUTS)
    grouped = re.sub(r"(?<!\\)\((?!\?)", "(?:", named)
    endings = re.sub(r"(?<=[\w)\]])(?<!\\\w)\*", r"\\w*+", grouped)
    parts, end = [], 0
    for gap in _GAP.finditer(endings):
        parts += [_joined(endings[end : gap.start()]), _gap(gap)]
        end = gap.end()
    return "".join([*parts, _joined(endings[end:])])


def _joined(piece: str) -> str:
    """Blanks as joints, except inside square brackets."""
    return "".join(
        part if part.startswith("[") else part.replace(" ", _JOINT) for part in re.split(r"(\[[^\]]*\])", piece)
    )


def _gap(gap: re.Match[str]) -> str:
    if gap["wide"] == "~":
        return rf"(?:{_LOOSE_JOINT}\w++){{0,8}}?{_LOOSE_JOINT}"
    most = gap["wide"] or "4"
    return rf"(?:{_JOINT}\w++){{0,{most}}}?{_JOINT}" if gap["joint"] else rf"(?:\w++{_JOINT}){{0,{most}}}?"


def _any(expressions: Iterable[str]) -> re.Pattern[str] | None:
    joined = "|".join(expressions)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)") if joined else None


_FILES = [
    msgspec.yaml.decode(
        resources.files("server.tickets").joinpath("lexicon", f"{language}.yaml").read_bytes(), type=LexiconFile
    )
    for language in LANGUAGES
]


def _guard(name: str) -> str:
    expressions = [expand(p, file.words) for file in _FILES for p in getattr(file.guards, name)]
    return "|".join(expressions)


_NEUTRAL = re.compile(rf"(?<!\w)(?:{_guard('neutral')})(?!\w)")
_CONDITION = re.compile(
    rf"(?:(?<!\w)(?:{_guard('conditions')})|(?:^|(?<=[,;:] ))(?:{_guard('opening_conditions')}))(?!\w)[^,;:.!?]*"
)
_THREAT = re.compile(rf"(?<!\w)(?:{_guard('threats')})(?!\w)")
_OTHERWISE = re.compile(rf"(?<!\w)(?:{_guard('otherwise')})(?!\w).*")
_HOPE = re.compile(rf"(?<!\w)(?:{_guard('hopes')})(?!\w).*")
_QUESTION = re.compile(
    rf"\W*(?:(?:{_guard('fillers')})[ ,!:-]+|\w+(?: \w+)?[,!:] *){{0,3}}?(?:{_guard('questions')})(?!\w)"
)
_TURN = re.compile(rf"(?<!\w)(?:{_guard('turns')})(?!\w)")
_POLICY = re.compile(rf"(?<!\w)(?:{_guard('policy')})(?!\w)")
_NEGATOR = re.compile(rf"(?<!\w)(?:{_guard('negators')})(?!\w)")
_DENIED_AFTER = re.compile(rf"{_JOINT}(?:{_guard('denied_after')})\W*$")
_LAST_WORDS = re.compile(r"(?:[^\s,;:]+[ \-]*){0,3}$")
_CLAUSE = re.compile(r"[,;:]|\b(?:aber|sondern|but|jedoch|however|und|and)\b")


def _section(name: str) -> dict[str, _Patterns]:
    concepts = [(file, value, concept) for file in _FILES for value, concept in getattr(file, name).items()]
    patterns = {}
    for value in dict.fromkeys(value for _, value, _ in concepts):
        same = [(file, concept) for file, v, concept in concepts if v == value]
        patterns[value] = _Patterns(
            *(
                _any(expand(p, file.words) for file, concept in same for p in getattr(concept, field))
                for field in ("sure", "likely", "asked", "unless", "not_as")
            )
        )
    return patterns


SECTIONS = {
    name: _section(name)
    for name in ("problem", "wish", "withdrawal", "item_condition", "seal_broken", "mood", "intent", "signal")
}


def statements(words: str) -> list[Statement]:
    """A customer's own words as statements, in order."""
    return [_statement(sentence) for sentence in sentences(words)]


def _statement(sentence: Sentence) -> Statement:
    whole = _NEUTRAL.sub(" , ", sentence.folded)
    conditions = [c[0] for c in _CONDITION.finditer(whole)]
    unconditional = _CONDITION.sub(" , ", whole)
    threatens = any(_THREAT.search(condition) for condition in conditions)
    asks = sentence.asks or _QUESTION.match(whole) is not None
    return Statement(
        sentence,
        whole,
        reported=_HOPE.sub(" , ", unconditional),
        requested="" if threatens else _OTHERWISE.sub(" , ", unconditional),
        asks=asks,
        asks_rule=asks and _POLICY.search(whole) is not None,
    )


def find(section: Section, said: list[Statement], view: View = "whole", only: Iterable[str] | None = None) -> list[Hit]:
    """Every value of `section` that a statement says and does not deny: the first hit of each in each statement."""
    wanted = SECTIONS[section] if only is None else {v: SECTIONS[section][v] for v in only}
    return [hit for value, patterns in wanted.items() for hit in _hits(value, patterns, said, view)]


def end_of_clause(statement: Statement, place: int) -> int:
    """Where what is said at `place` ends: at the next "but", or with the sentence."""
    turn = _TURN.search(statement.whole, place)
    return turn.start() if turn else len(statement.whole)


def _hits(value: str, patterns: _Patterns, said: list[Statement], view: View) -> Iterator[Hit]:
    for number, statement in enumerate(said):
        text: str = getattr(statement, view)
        place, sure = _place(patterns.sure, patterns, text), SURE
        if place is None:
            place, sure = _place(patterns.likely, patterns, text), LIKELY
        if place is None and statement.asks:
            place = _place(patterns.asked, patterns, text)
        if place is not None and not (patterns.unless and patterns.unless.search(statement.whole)):
            yield Hit(value, sure, statement.sentence.text, (number, place), statement.asks)


def _place(pattern: re.Pattern[str] | None, patterns: _Patterns, text: str) -> int | None:
    """Where `pattern` stands in `text` without being denied or part of something else."""
    if pattern is None:
        return None
    found = [match for match in pattern.finditer(text) if not _is_denied(text, match)]
    if found and patterns.not_as:
        others = [other.span() for other in patterns.not_as.finditer(text)]
        found = [m for m in found if not any(start < m.end() and m.start() < end for start, end in others)]
    return found[0].start() if found else None


def _is_denied(text: str, match: re.Match[str]) -> bool:
    """Whether a negation stands within three words before the match in its clause, or right behind it."""
    if _NEGATOR.search(match[0]):
        return False
    before = text[max(0, match.start() - 80) : match.start()]
    clause = _CLAUSE.split(before)[-1]
    last_words = _LAST_WORDS.search(clause)
    denied_before = last_words is not None and _NEGATOR.search(last_words[0]) is not None
    return denied_before or _DENIED_AFTER.match(text, match.end()) is not None
