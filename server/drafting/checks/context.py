"""What a check may look at, and what it says."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from server.domain import facts
from server.domain.draft import DraftKind
from server.domain.store import AddressForm
from server.drafting.checks.rules import WordRule, WordRules, rules_of
from server.drafting.ledger.claims import Ledger, read_ledger
from server.drafting.ledger.clauses import Sentence
from server.drafting.ledger.owed import CLOSED, UNDECIDED
from server.drafting.reading.concepts import concepts_of
from server.drafting.reading.heard import Saying, sayings_of
from server.drafting.reading.readings import Reading
from server.drafting.task import WritingTask


class CheckContext(Struct, frozen=True):
    """The draft's task, the language and form of address in which it was written, and its ledger.

    `form`: that of the macro where it has one, else the shop's. `filled`: where our own writer put in what it knows
    (start and end, code points); those words rest on what they were taken from.
    """

    task: WritingTask
    language: str
    form: AddressForm
    ledger: Ledger
    filled: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(
        cls, text: str, task: WritingTask, language: str, form: AddressForm, *, beside: str | None = None
    ) -> "CheckContext":
        """The context of a text, its ledger read once for all checks. `beside`: as `read_ledger` takes it."""
        return cls(task, language, form, read_ledger(text, language, task, beside=beside))

    @property
    def rules(self) -> WordRules:
        """The word rules of the draft's language."""
        return rules_of(self.language)

    def readings(self, check: str) -> list[Reading]:
        """What a check listens for in the draft's language."""
        return concepts_of(self.language).readings[check]


class Trouble(Struct, frozen=True):
    """What does not pass: the words for the reason, and where it stands (code points; None: everywhere).

    `reason`: the sentence of reasons.yaml that says it.
    """

    words: str = ""
    start: int | None = None
    end: int | None = None
    reason: Literal["failed", "held"] = "failed"


Looks = Callable[[str, CheckContext], Trouble | None]
"""A check: None when the text passes."""


class Rule(Struct, frozen=True):
    """A check with its name and weight; it runs on drafts of these kinds."""

    id: str
    severity: Literal["block", "warn"]
    looks: Looks
    kinds: tuple[DraftKind, ...] = ("reply", "supplier_message")


def trouble_at(text: str, start: int, end: int) -> Trouble:
    """The words between two code points."""
    return Trouble(text[start:end], start, end)


def said_by(check: str, rule: WordRule, text: str, context: CheckContext, unless: str | None = None) -> Trouble | None:
    """The first sentence that says what a rule of the check looks for, and no concept `unless` beside it."""
    number = concepts_of(context.language).number_of(unless) if unless else None
    for sentence in context.ledger.sentences:
        match = rule.found_in(sentence.text) if _is_meant(check, rule, sentence) else None
        if match and not _told_beside(number, sentence, match):
            return trouble_at(text, sentence.start + match.start(), sentence.start + match.end())
    return None


def _is_meant(check: str, rule: WordRule | Reading, sentence: Sentence) -> bool:
    """Whether words that a rule finds may be meant so: those of a wide one stand in much that is harmless, and what is
    asked and answered with no is not said.
    """
    return not sentence.is_denied and sentence.may_fail(check, by_wide=rule.wide)


def _told_beside(number: int | None, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a concept is told of in one of the clauses that a match touches."""
    first = sentence.clause_at(sentence.start + match.start()).start - sentence.start
    last = sentence.clause_at(sentence.start + match.end() - 1).end - sentence.start
    told = sentence.told.found.get(number, []) if number is not None else []
    return any(first <= words.start and words.end <= last for words in told)


def applies(rule: WordRule | Reading | Saying, context: CheckContext) -> bool:
    """Whether the rows of the law and the decision are those for which a rule is made."""
    task, rows = context.task, context.ledger.law
    if rule.law and not any(row.startswith(rule.law) for row in rows):
        return False
    if rule.when == "shop_pays_return":
        goods_back = task.decision.return_
        pays = goods_back.postage == "shop" if goods_back else any(row.startswith("M") for row in rows)
        pays = pays or task.decision.action == "cancel_and_refund"  # a parcel refused at the door
        return pays or facts.is_known(task.facts, "problem", "wrong_item", "lost", "late")
    if rule.when == "nothing_refused":
        return bool(rows) or task.decision.action not in CLOSED
    if rule.when == "law_holds":
        return _law_holds(context)
    is_decided = "refund" in context.ledger.decided
    if rule.when == "money_owed":
        return is_decided or law_gives_money(rows)
    return is_decided if rule.when == "money_decided" else True


def _law_holds(context: CheckContext) -> bool:
    return context.task.case.store.jurisdiction != "none"


def law_gives_money(rows: Sequence[str]) -> bool:
    """Whether one of these rows of the law gives the money back."""
    return any(row.startswith(("W", "L", "M4")) for row in rows)


def read_as(check: str, text: str, context: CheckContext) -> Trouble | None:
    """The first sentence that a reading of the check fits, by its concepts, whatever its words; no question."""
    for reading in context.readings(check):
        if not applies(reading, context):
            continue
        for sentence in context.ledger.sentences:
            place = reading.found_in(sentence.told)
            if place and not sentence.asks and _is_meant(check, reading, sentence):
                return trouble_at(text, sentence.start + place[0], sentence.start + place[1])
    return None


def heard_as(
    check: str, text: str, context: CheckContext, *, among: Sequence[Sentence] | None = None
) -> Trouble | None:
    """The first sentence, of these or of all, in which the sentence reader hears what a check listens for; no
    question.
    """
    concepts = concepts_of(context.language)
    rules = sayings_of(check)
    unless = {saying: concepts.bits(rule.none) for saying, rule in rules.items()}
    in_force = {saying for saying, rule in rules.items() if applies(rule, context)}
    # Where nothing is decided, what the law gives in some case may be taken away for one to come.
    is_open = context.task.decision.action in UNDECIDED and _law_holds(context)
    in_general = {saying for saying, rule in rules.items() if rule.in_general and is_open}
    for sentence in context.ledger.sentences if among is None else among:
        heard = sentence.surely_says(in_force) | sentence.certainly_says(in_general)
        if not sentence.asks and any(not sentence.told.mask & unless[saying] for saying in heard):
            return trouble_at(text, *sentence.words)
    return None


def first_word(words: Sequence[str], text: str) -> Trouble | None:
    """The first of some words or phrases in the text, whole words only, whatever the case."""
    match = _any_of(tuple(words)).search(text) if words else None
    return Trouble(match[0], match.start(), match.end()) if match else None


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
