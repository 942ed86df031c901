"""Which remedies a draft may promise, and which it may offer: those among which the law lets the customer choose."""

from functools import lru_cache

from server.domain import facts
from server.domain.policy import Macro
from server.domain.tree import Action
from server.drafting.ledger.clauses import mask, sentences_in
from server.drafting.ledger.lexicon import Remedy, lexicon_of
from server.drafting.ledger.promises import Manner, promises_in
from server.drafting.task import WritingTask

Remedies = frozenset[Remedy]

_DECIDED: dict[Action, set[Remedy]] = {
    "replace": {"replacement"},
    "resend": {"replacement"},
    "expedite": {"express"},
    "repair": {"repair"},
    "exchange": {"exchange", "replacement"},
    "refund": {"refund"},
    "return_refund": {"refund"},
    "partial_refund": {"refund", "discount"},
    "cancel_and_refund": {"refund", "cancel"},
    "store_credit": {"credit"},
    "discount": {"discount", "credit"},
}
_TO_CHOOSE: dict[str, set[Remedy]] = {
    "W": {"refund", "exchange", "cancel"},
    "L": {"refund", "replacement", "cancel"},
    "M": {"replacement", "repair", "refund"},
    "D": {"replacement", "refund"},
}
_FAULTY = ("damaged", "defective", "wrong_item", "missing_item", "not_as_described")
_FAULTY_TO_GIVE: set[Remedy] = {"replacement", "repair"}
_CLOSED: set[Action] = {"refuse", "store_credit", "discount"}


def decided(task: WritingTask) -> Remedies:
    """What a draft may promise as its own: the decision's remedy, or what is owed anyway while it asks a question."""
    decision = task.decision
    remedies = set(_DECIDED.get(decision.action, set()))
    if decision.action == "ask" and _is(task, *_FAULTY):
        remedies |= _FAULTY_TO_GIVE
    if task.case.order and task.case.order.refunded > 0:
        remedies |= {"refund"}
    if any(remedy.action in ("replace", "resend") for remedy in task.case.remedies):
        remedies |= {"replacement"}
    return frozenset(remedies | _with_the_goods(task) | _of_macros(task, "committed"))


def to_choose(task: WritingTask) -> Remedies:
    """What a draft may offer where the customer wants it, or name as a right or for a case that may come."""
    decision = task.decision
    remedies = set(decided(task) | _of_macros(task, "offered", "entitled", "contingent"))
    if decision.action in _CLOSED and not decision.law:
        return frozenset(remedies)
    for row in decision.law:
        remedies |= _TO_CHOOSE.get(row.row[0], set())
    if _is(task, "late", "lost"):
        remedies |= _TO_CHOOSE["L"]
    if _is(task, *_FAULTY):
        remedies |= _TO_CHOOSE["M"]
    if facts.is_known(task.facts, "withdrawal_open", True) and _is(task, "unwanted", "wrong_size", "cancel"):
        remedies |= _TO_CHOOSE["W"]
    if "wish" in (*decision.asks, *decision.missing_facts):
        remedies |= {"refund", "exchange", "replacement", "repair"}
    return frozenset(remedies)


def own_macros(task: WritingTask) -> list[Macro]:
    """The shop's macros for this very case: what they say is decided by the shop."""
    outcome, intent = task.decision.outcome, task.triage.intent
    return [
        macro
        for macro in task.macros
        if macro.kind == "reply" and outcome in macro.outcomes and (not macro.intents or intent in macro.intents)
    ]


def _of_macros(task: WritingTask, *manners: Manner) -> Remedies:
    """What the shop's macros for the outcome give or offer."""
    given = (_given_by(macro.body, macro.language) for macro in own_macros(task))
    return frozenset(remedy for promises in given for remedy, manner in promises if manner in manners)


@lru_cache(maxsize=2048)
def _given_by(body: str, language: str) -> frozenset[tuple[Remedy, Manner]]:
    """Macros are the same for every draft."""
    promises = promises_in(sentences_in(mask(body)), lexicon_of(language))
    return frozenset((promise.remedy, promise.manner) for promise in promises if promise.remedy)


def _is(task: WritingTask, *problems: str) -> bool:
    return facts.is_known(task.facts, "problem", *problems)


def _with_the_goods(task: WritingTask) -> set[Remedy]:
    """What follows from where the goods are to go."""
    goods_back = task.decision.return_
    if goods_back is None or not goods_back.needed:
        return {"keep_item", *_way_back_at_our_cost(task)}
    return {"free_return"} if goods_back.postage == "shop" else _way_back_at_our_cost(task)


def _way_back_at_our_cost(task: WritingTask) -> set[Remedy]:
    """Whatever goes back because of a defect, a wrong item or a parcel that never came goes at the shop's cost."""
    return {"free_return"} if _is(task, *_FAULTY, "late", "lost") else set()
