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
_Given = frozenset[tuple[Remedy, Manner]]

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
    "M": {"replacement", "repair"},
    "M4": {"replacement", "repair", "refund", "discount"},
    "D": {"replacement", "refund"},
}
_FAULTY = ("damaged", "defective", "wrong_item", "missing_item", "not_as_described")
_FAULTY_TO_GIVE: set[Remedy] = {"replacement", "repair"}
_ONLY_WORDS: set[Action] = {"answer", "handover"}
_ON_THE_WAY: set[Action] = {"wait", "trace", "cancel_and_refund"}
"""The customer has nothing yet that could be kept, and whether it may be when it comes is not decided."""
_GIVES_UP = ("lost", "returned", "failed")
_VOUCHERS: set[Remedy] = {"credit", "discount", "keep_item"}
CLOSED: set[Action] = {"refuse", "store_credit", "discount"}
UNDECIDED: set[Action] = {"answer", "ask", "wait", "trace", "handover"}
"""Nothing is given or refused yet."""


def decided(task: WritingTask) -> Remedies:
    """What a draft may promise as its own: the decision's remedy, or what is owed anyway while it asks a question."""
    return _decided(task, _of_macros(task))


def _decided(task: WritingTask, of_macros: _Given) -> Remedies:
    decision = task.decision
    remedies = set(_DECIDED.get(decision.action, set()))
    if decision.action == "ask" and _is(task, *_FAULTY):
        remedies |= _FAULTY_TO_GIVE
    if decision.action in _ONLY_WORDS:
        remedies |= _already_given(task)
    if "free_return" in _in_manner(of_macros, "committed", "contingent", "offered"):
        remedies |= {"free_return"}
    else:
        remedies |= _with_the_goods(task)
    return frozenset(remedies | _in_manner(of_macros, "committed"))


def to_choose(task: WritingTask) -> Remedies:
    """What a draft may offer where the customer wants it, or name as a right or for a case that may come."""
    decision, of_macros = task.decision, _of_macros(task)
    remedies = set(_decided(task, of_macros) | _in_manner(of_macros, "offered", "entitled", "contingent"))
    if decision.action in CLOSED and not decision.law:
        return frozenset(remedies)
    for row in decision.law:
        remedies |= _TO_CHOOSE.get(row.row) or _TO_CHOOSE.get(row.row[0], set())
    if _is_overdue(task):
        remedies |= _TO_CHOOSE["L"]
    if _is(task, *_FAULTY):
        remedies |= _TO_CHOOSE["M"]
    for passage in task.policies:
        if passage.section in decision.cites and passage.audience == "public":
            given = _given_by(passage.text, passage.language)
            remedies |= {remedy for remedy, manner in given if manner != "mentioned"} - _VOUCHERS
    if facts.is_known(task.facts, "withdrawal_open", True) and _is(task, "unwanted", "wrong_size", "cancel"):
        remedies |= _TO_CHOOSE["W"]
    if "wish" in (*decision.asks, *decision.missing_facts):
        remedies |= {"refund", "exchange", "replacement", "repair"}
    return frozenset(remedies)


def _already_given(task: WritingTask) -> set[Remedy]:
    """What the order has had before, of which an answer may speak."""
    order = task.case.order
    given: set[Remedy] = {"refund"} if order and order.refunded > 0 else set()
    return given | ({"replacement"} if any(r.action in ("replace", "resend") for r in task.case.remedies) else set())


def rows_of_law(task: WritingTask) -> list[str]:
    """The rows that apply: the decision's, and those that its facts open for the customer to choose."""
    rows = [row.row for row in task.decision.law]
    if _is_overdue(task):
        rows.append("L1")
    if _is(task, *_FAULTY) and task.decision.action not in CLOSED:
        rows.append("M1")
    if facts.is_known(task.facts, "withdrawal_open", True) and _is(task, "unwanted", "wrong_size", "cancel"):
        rows.append("W1")
    return rows


def _is_overdue(task: WritingTask) -> bool:
    """The promised day is past, or the parcel will not come."""
    days = facts.get(task.facts, "days_past_promise").value
    is_late = isinstance(days, int) and days > 0 and _is(task, "late", "cancel")
    return is_late or _is(task, "lost") or facts.is_known(task.facts, "shipping_status", *_GIVES_UP)


def own_macros(task: WritingTask) -> list[Macro]:
    """The shop's macros for this very case: what they say is decided by the shop."""
    outcome, intent = task.decision.outcome, task.intent
    return [
        macro
        for macro in task.macros
        if macro.kind == "reply" and outcome in macro.outcomes and (not macro.intents or intent in macro.intents)
    ]


def _of_macros(task: WritingTask) -> _Given:
    """What the shop's macros for the outcome give or offer, and how."""
    return frozenset(given for macro in own_macros(task) for given in _given_by(macro.body, macro.language))


def _in_manner(given: _Given, *manners: Manner) -> Remedies:
    return frozenset(remedy for remedy, manner in given if manner in manners)


@lru_cache(maxsize=2048)
def _given_by(body: str, language: str) -> _Given:
    """Macros are the same for every draft."""
    promises = promises_in(sentences_in(mask(body), language), lexicon_of(language))
    return frozenset((promise.remedy, promise.manner) for promise in promises if promise.remedy)


def _is(task: WritingTask, *problems: str) -> bool:
    return facts.is_known(task.facts, "problem", *problems)


def _with_the_goods(task: WritingTask) -> set[Remedy]:
    """What follows from where the goods are to go."""
    goods_back = task.decision.return_
    if goods_back is None and task.decision.action in _ON_THE_WAY:
        return _way_back_at_our_cost(task)
    if goods_back is None or not goods_back.needed:
        return {"keep_item", *_way_back_at_our_cost(task)}
    return {"free_return"} if goods_back.postage == "shop" else _way_back_at_our_cost(task)


def _way_back_at_our_cost(task: WritingTask) -> set[Remedy]:
    """Whatever goes back because of a defect, a wrong item, a parcel that never came or is refused at the door."""
    is_refused = task.decision.action == "cancel_and_refund"
    return {"free_return"} if is_refused or _is(task, *_FAULTY, "late", "lost") else set()
