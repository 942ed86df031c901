"""What a text promises: each remedy it gives, offers or speaks of, and in what manner."""

from collections.abc import Iterator
from typing import Literal, get_args

from msgspec import Struct

from server.drafting.ledger.clauses import Sentence
from server.drafting.ledger.lexicon import Lexicon, Remedy, RemedyWords
from server.drafting.reading.heard import ALIKE

Manner = Literal["committed", "offered", "entitled", "contingent", "mentioned"]
"""`committed`: it will happen. `offered`: where the customer wants it. `entitled`: as a right. `contingent`: if
something comes to pass. `mentioned`: denied, asked for, retold, doubted; nothing is promised."""


_MANNERS: tuple[tuple[str, Manner], ...] = (("gives", "committed"), ("offers", "offered"))
_REMEDIES: tuple[Remedy, ...] = get_args(Remedy)
_HEARD = {
    f"{verb}_{remedy.removesuffix('_item')}": (remedy, manner) for remedy in _REMEDIES for verb, manner in _MANNERS
}
"""What the sentence reader's sayings promise."""
_ON_ITS_WAY = "already_done"
"""Of a parcel mostly the first one: a new one that has already left is told of in words that are on a list."""


class Promise(Struct, frozen=True):
    """Code points `start` to `end` speak of a remedy; None: that we do something, such as write."""

    remedy: Remedy | None
    manner: Manner
    start: int
    end: int
    sentence: Sentence


def promises_in(sentences: list[Sentence], words: Lexicon) -> list[Promise]:
    """All promises, in order; a remedy once a sentence and manner."""
    found: list[Promise] = []
    for before, sentence in zip([None, *sentences], sentences, strict=False):
        answers = bool(before and before.asks and words.modes["then"].match(sentence.text))
        here = [*_remedies(sentence, words, is_answer=answers)]
        if not here:
            here = [*_taken_up(sentence, found, words), *_services(sentence, words)]
        told = {promise.remedy for promise in here if promise.manner != "mentioned"}
        found += [*here, *_heard(sentence, told)]
    return found


def _remedies(sentence: Sentence, words: Lexicon, *, is_answer: bool) -> Iterator[Promise]:
    lowered = sentence.text.lower()
    if not any(
        (told.may_be_in(lowered) and told.says.search(sentence.text))
        or any(reading.found_in(sentence.told) for reading in words.readings[remedy])
        for remedy, told in words.remedies.items()
    ):
        return
    text = sentence.text
    for mode in ("instead", "innocent"):
        text = words.modes[mode].sub(lambda match: "~" * len(match[0]), text)
    seen: set[tuple[Remedy, Manner]] = set()
    for remedy, told in words.remedies.items():
        for start, end in _places(remedy, told, sentence, text, lowered, words):
            manner = _manner(sentence, start, end, text, words, remedy)
            if is_answer and manner == "committed":
                manner = "offered"
            if (remedy, manner) not in seen:
                seen.add((remedy, manner))
                yield Promise(remedy, manner, sentence.start + start, sentence.start + end, sentence)


def _heard(sentence: Sentence, told: set[Remedy | None]) -> Iterator[Promise]:
    """What is given or offered in words that are on no list; where words give it or its like, they tell how."""
    alike = {other for family in ALIKE if family & told for other in family}
    for saying in sorted(sentence.surely_says(_HEARD.keys())):
        remedy, manner = _HEARD[saying]
        is_new = remedy not in told | alike and not (remedy == "replacement" and sentence.surely_says({_ON_ITS_WAY}))
        if is_new and not (sentence.is_denied or (sentence.asks and manner == "committed")):
            yield Promise(remedy, manner, *sentence.words, sentence)


def _places(
    remedy: Remedy, told: RemedyWords, sentence: Sentence, text: str, lowered: str, words: Lexicon
) -> Iterator[tuple[int, int]]:
    """Where a sentence speaks of a remedy: in the usual words, else by its concepts."""
    found = False
    for match in told.says.finditer(text) if told.may_be_in(lowered) else ():
        found = True
        yield match.span()
    for reading in () if found or sentence.asks else words.readings[remedy]:
        place = reading.found_in(sentence.told)
        if place and all(text[at] == sentence.text[at] for at in (place[0], place[1] - 1)):
            yield place
            return


def _services(sentence: Sentence, words: Lexicon) -> Iterator[Promise]:
    match = words.services.search(sentence.text)
    if match and not sentence.asks:
        yield Promise(None, "committed", sentence.start + match.start(), sentence.start + match.end(), sentence)


def _taken_up(sentence: Sentence, before: list[Promise], words: Lexicon) -> Iterator[Promise]:
    """ "And that is what you get": the remedy of the sentence before, now promised."""
    match = words.anaphora.search(sentence.text)
    if not match or not before or before[-1].remedy is None or before[-1].sentence.end < sentence.start - 2:
        return
    if before[-1].manner == "mentioned" and not _is_denied(sentence.text, words):
        yield Promise(
            before[-1].remedy, "committed", sentence.start + match.start(), sentence.start + match.end(), sentence
        )


def _manner(sentence: Sentence, start: int, end: int, text: str, words: Lexicon, remedy: Remedy) -> Manner:
    scope = _scope(sentence, start, end, text)
    modes = words.modes
    if sentence.is_denied or modes["ends_in_no"].match(text[end:]) or not sentence.may_promise(remedy):
        return "mentioned"
    if modes["reported"].search(scope) and not modes["condition"].search(scope):
        return "mentioned"
    if remedy != "keep_item" and _is_denied(scope, words):
        return "mentioned"
    if remedy == "keep_item" and _is_denied(scope.replace(text[start:end], ""), words):
        return "mentioned"
    if modes["uncertain"].search(scope) or modes["wish"].search(scope) or modes["general"].search(sentence.text):
        return "mentioned"
    if modes["right"].search(sentence.text):
        return "entitled"
    if sentence.asks:
        return "offered"
    conditioned = _condition(sentence, words)
    if conditioned:
        return conditioned
    return "offered" if modes["choice"].search(scope) or sentence.lets_choose(remedy) else "committed"


def _scope(sentence: Sentence, start: int, end: int, text: str) -> str:
    """The clauses that a place touches, whole."""
    first = sentence.clause_at(sentence.start + start)
    last = sentence.clause_at(sentence.start + max(start, end - 1))
    return text[first.start - sentence.start : last.end - sentence.start]


def _is_denied(scope: str, words: Lexicon) -> bool:
    return bool(words.modes["negated"].search(words.modes["not_negated"].sub(" ", scope)))


def _condition(sentence: Sentence, words: Lexicon) -> Manner | None:
    """How a sentence with "if" binds: what the customer may choose, or what chance brings."""
    modes = words.modes
    if modes["sequence"].search(sentence.text):
        return None
    verb_first = modes["verb_first"].match(sentence.text)
    conditions = [c.text for c in sentence.clauses if modes["condition"].search(c.text)]
    if verb_first:
        conditions.append(verb_first[0])
    if not conditions:
        return None
    hangs = " ".join(conditions)
    chosen = modes["customers"].search(hangs) and not modes["negated"].search(hangs)
    return "offered" if chosen else "contingent"
