"""Rules and the trained reader together: what both see is sure, what neither is sure of is unknown.

A rule reads what it knows exactly and misses what is said in other words; the reader has seen many mails and counts
none. Each value's probability by the reader is raised where a rule says the same, then all are made to add up to one.
How much a rule counts, and from where on a value is known, was tuned on the dev split of the demo shop and on the
mails in evals/mails, never on held-out ones.
"""

from collections.abc import Mapping

from msgspec import Struct, structs

from server.domain.facts import PROBLEMS
from server.domain.reading import Read, Reading
from server.llm.mail_reader.model import MailSigns


class Weighing(Struct, frozen=True):
    """`rule`: by how much a rule raises its value. `known`: the least probability of a value that is taken."""

    rule: float
    known: float


_PROBLEM = Weighing(rule=6.0, known=0.40)
_WISH = Weighing(rule=4.0, known=0.0)
_MOOD = Weighing(rule=3.0, known=0.0)
_INTENT = Weighing(rule=3.0, known=0.0)

# Overlooking these costs more than a look too many: from this probability on they count as reported.
_NEVER_OVERLOOKED = {"safety": 0.30, "chargeback": 0.30}
_ALSO_REPORTED = 0.5
_WITHDRAWAL = Weighing(rule=4.0, known=0.5)
_SURE_WITHOUT_A_RULE = 0.99


def weigh(reading: Reading, signs: MailSigns) -> Reading:
    """The reading of the rules with everything weighed against what the reader sees."""
    withdrawal = _withdrawal(reading.withdrawal_declared, signs)
    problem = _leading(_weighed(reading.problem, signs.problem, _PROBLEM), reading, signs)
    if withdrawal.value and problem.value in ("none", None):
        problem = Read("unwanted", withdrawal.sure, withdrawal.words)
    return structs.replace(
        reading,
        problem=problem,
        other_problems=_others(problem.value, reading, signs),
        wish=_wish(reading.wish, signs.wish),
        withdrawal_declared=withdrawal,
        mood=_weighed(reading.mood, signs.mood, _MOOD),
        intent=_weighed(reading.intent, signs.intent, _INTENT),
    )


def _weighed(ruled: Read[str], probabilities: Mapping[str, float], weighing: Weighing) -> Read[str]:
    """The most probable value, with the rule's words where it is the rule's value; None below what is known."""
    raised = {
        value: probability * (1 + (weighing.rule - 1) * ruled.sure if value == ruled.value else 1)
        for value, probability in probabilities.items()
    }
    total = sum(raised.values())
    value, best = max(raised.items(), key=lambda item: item[1])
    sure = round(best / total, 2)
    if sure < weighing.known:
        return Read(None, sure, "")
    return Read(value, sure, ruled.words if value == ruled.value else "")


def _leading(problem: Read[str], reading: Reading, signs: MailSigns) -> Read[str]:
    """What must not be overlooked leads, even where something else is more probable."""
    for value, least in _NEVER_OVERLOOKED.items():
        if reading.problem.value == value or signs.problems[value] >= least:
            words = reading.problem.words if reading.problem.value == value else ""
            return Read(value, max(round(signs.problems[value], 2), least), words)
    return problem


def _others(leading: str | None, reading: Reading, signs: MailSigns) -> list[str]:
    """What is reported beside the leading problem, in the order that decides which leads."""
    ruled = {*reading.other_problems, reading.problem.value}
    also = {value for value, probability in signs.problems.items() if probability >= _ALSO_REPORTED}
    return [p for p in PROBLEMS if p in also | (ruled & set(signs.problems)) and p not in (leading, "none")]


def _wish(ruled: Read[str], probabilities: Mapping[str, float]) -> Read[str]:
    """Two wishes that conflict are unknown, as the rules say it; the reader calls it "conflict"."""
    if ruled.value is None:
        return ruled
    weighed = _weighed(ruled, probabilities, _WISH)
    return structs.replace(weighed, value=None) if weighed.value == "conflict" else weighed


def _withdrawal(ruled: Read[bool], signs: MailSigns) -> Read[bool]:
    """Declared where a rule says so, or where the reader is sure."""
    probability = {True: signs.withdrawal, False: 1 - signs.withdrawal}
    raised = {v: p * (_WITHDRAWAL.rule if v == ruled.value and ruled.words else 1) for v, p in probability.items()}
    declared = raised[True] / sum(raised.values())
    value = declared >= _WITHDRAWAL.known
    return Read(value, round(max(declared, 1 - declared), 2), ruled.words if value == ruled.value else "")
