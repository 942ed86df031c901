"""Rules and the trained reader together: what both see is sure, what neither is sure of is unknown.

A rule reads what it knows exactly and misses what is said in other words; the reader has seen many mails and counts
none. Each value's probability by the reader is raised where a rule says the same, then all are made to add up to one.
How much a rule counts, and from where on a value is known, was tuned on 2,451 letters of evals/mails before the reader
learned from them, and never on held-out mails. Very short mails are few among them: there words count for more.
"""

from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct, structs

from server.domain.facts import PROBLEMS
from server.domain.reading import Read, Reading
from server.llm.mail_reader.model import MailSigns
from server.tickets.intents import NOT_A_CUSTOMER
from server.tickets.wishes import OF_THE_GOODS

T = TypeVar("T")


class Weighing(Struct, frozen=True):
    """By how much a rule raises its value: in a `story`, where its words may mean anything, in few `words`, which are
    about nothing else, and where few words say nothing (`silence`). `known`: the least probability of a value that is
    taken.
    """

    story: float
    words: float
    silence: float
    known: float = 0.0


_PROBLEM = Weighing(story=1.5, words=200.0, silence=5.0, known=0.3)
_DANGER = structs.replace(_PROBLEM, story=5.0, words=600.0)
_WISH = Weighing(story=2.0, words=40.0, silence=1.5)
_TWO_WISHES = structs.replace(_WISH, words=400.0)
_MOOD = Weighing(story=3.0, words=20.0, silence=3.0)
_INTENT = Weighing(story=1.5, words=40.0, silence=10.0)
_WITHDRAWAL = Weighing(story=10.0, words=60.0, silence=1.0, known=0.7)
_DECLARED_WITHOUT_A_RULE = 0.7
_FEW_WORDS = 25

# Overlooking these costs more than a look too many: from this probability on they count as reported.
_NEVER_OVERLOOKED = {"safety": 0.5, "chargeback": 0.5}
_ALSO_REPORTED = 0.5
# Below this the reader is sure of the contrary: that a warning label, not the customer, speaks of fire; that somebody
# who greets customer service is a customer.
_CONTRARY = 0.05


def weigh(reading: Reading, signs: MailSigns | None) -> Reading:
    """The reading of the rules with everything weighed against what the reader sees.

    As it is where no customer writes: suppliers' and advertisers' mails are known by rule, and report nothing.
    """
    if signs is None or (reading.intent.value in NOT_A_CUSTOMER and not _writes_as_customer(signs)):
        return reading
    brief = len(reading.own_words.split()) < _FEW_WORDS
    ruled = _ruled_problem(reading)
    weighing = _DANGER if ruled.value in _NEVER_OVERLOOKED else _PROBLEM
    problem = _leading(_weighed(ruled, signs.problem, weighing, brief=brief), reading, signs)
    withdrawal = _withdrawal(reading, signs, problem, brief=brief)
    if withdrawal.value:
        problem = _meant_by(withdrawal, problem, waits=reading.problem.value == "late")
    return structs.replace(
        reading,
        problem=problem,
        other_problems=_others(problem.value, reading, signs),
        wish=_wish(reading.wish, signs.wish, brief=brief),
        withdrawal_declared=withdrawal,
        mood=_weighed(reading.mood, signs.mood, _MOOD, brief=brief),
        intent=_intent(reading, signs, problem, brief=brief),
    )


def _writes_as_customer(signs: MailSigns) -> bool:
    return sum(signs.intent[other] for other in NOT_A_CUSTOMER) < _CONTRARY


def _weighed(ruled: Read[str], probabilities: Mapping[str, float], weighing: Weighing, *, brief: bool) -> Read[str]:
    """The most probable value, with the rule's words where it is the rule's value; None below what is known."""
    counts = _counts(ruled, weighing, brief=brief)
    raised = {value: p * (counts if value == ruled.value else 1) for value, p in probabilities.items()}
    total = sum(raised.values())
    value, best = max(raised.items(), key=lambda item: item[1])
    sure = round(best / total, 2)
    if sure < weighing.known:
        return Read(None, sure, "")
    return Read(value, sure, ruled.words if value == ruled.value else "")


def _counts(ruled: Read[T], weighing: Weighing, *, brief: bool) -> float:
    """By how much the rules' value is raised. That no word says anything is telling only where there are few."""
    in_story, in_few_words = (weighing.story, weighing.words) if ruled.words else (1.0, weighing.silence)
    most = in_few_words if brief else in_story
    return 1 + (most - 1) * ruled.sure


def _meant_by(withdrawal: Read[bool], problem: Read[str], *, waits: bool) -> Read[str]:
    """Who reports nothing does not want the goods; who waits, and says in so many words that they withdraw, cancels."""
    if problem.value in ("none", None):
        return Read("unwanted", withdrawal.sure, withdrawal.words)
    if withdrawal.words and (problem.value == "late" or (problem.value == "unwanted" and waits)):
        return Read("cancel", withdrawal.sure, withdrawal.words)
    return problem


def _leading(problem: Read[str], reading: Reading, signs: MailSigns) -> Read[str]:
    """What must not be overlooked leads, even where something else is more probable."""
    for value, least in _NEVER_OVERLOOKED.items():
        ruled = reading.problem.value == value
        if signs.problems[value] >= (_CONTRARY if ruled else least):
            words = reading.problem.words if ruled else ""
            return Read(value, max(round(signs.problems[value], 2), least), words)
    return problem


def _others(leading: str | None, reading: Reading, signs: MailSigns) -> list[str]:
    """What is reported beside the leading problem, in the order that decides which leads."""
    ruled = {*reading.other_problems, reading.problem.value}
    also = {value for value, probability in signs.problems.items() if probability >= _ALSO_REPORTED}
    return [p for p in PROBLEMS if p in also | (ruled & set(signs.problems)) and p not in (leading, "none")]


def _ruled_problem(reading: Reading) -> Read[str]:
    """That there is no problem is told by words too, where these say what the mail is about instead."""
    if reading.problem.value == "none" and not reading.problem.words:
        return structs.replace(reading.problem, words=reading.intent.words)
    return reading.problem


def _intent(reading: Reading, signs: MailSigns, problem: Read[str], *, brief: bool) -> Read[str]:
    """The rules' intent goes with the rules' problem, where few words say that and it stands; who cancels, cancels.

    That a promised day has passed is read by rule: then it is late, and no mere question where it is.
    """
    if problem.value == "cancel":
        return Read("cancel", problem.sure, problem.words)
    if brief and reading.problem.words and problem.value == reading.problem.value:
        return reading.intent
    weighed = _weighed(reading.intent, signs.intent, _INTENT, brief=brief)
    is_overdue = reading.intent.value == "late" and bool(reading.intent.words)
    return reading.intent if weighed.value == "wismo" and is_overdue else weighed


def _wish(ruled: Read[str], probabilities: Mapping[str, float], *, brief: bool) -> Read[str]:
    """Two wishes that conflict are unknown, which is called "conflict" while it is weighed."""
    named = structs.replace(ruled, value=ruled.value or "conflict")
    weighed = _weighed(named, probabilities, _WISH if ruled.value else _TWO_WISHES, brief=brief)
    return structs.replace(weighed, value=None) if weighed.value == "conflict" else weighed


def _withdrawal(reading: Reading, signs: MailSigns, problem: Read[str], *, brief: bool) -> Read[bool]:
    """Declared where a rule says so, or where the reader is rather sure. To cancel is to declare it.

    Who wants the money back for goods with a fault has not withdrawn, nor has who asks whether they may give
    something back; there only words that say so count.
    """
    ruled = reading.withdrawal_declared
    if problem.value == "cancel":
        return Read(True, problem.sure, problem.words)
    if (problem.value in OF_THE_GOODS or reading.wish.value == "information") and not ruled.words:
        return ruled
    probability = {True: signs.withdrawal, False: 1 - signs.withdrawal}
    counts = _counts(ruled, _WITHDRAWAL, brief=brief)
    raised = {value: p * (counts if value == ruled.value else 1) for value, p in probability.items()}
    declared = raised[True] / sum(raised.values())
    value = declared >= (_WITHDRAWAL.known if ruled.words else _DECLARED_WITHOUT_A_RULE)
    return Read(value, round(max(declared, 1 - declared), 2), ruled.words if value == ruled.value else "")
