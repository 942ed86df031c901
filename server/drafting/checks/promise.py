"""A draft promises no more than was decided: no higher sum, nothing on top."""

from collections.abc import Iterator
from decimal import Decimal

from server.drafting.checks.context import CheckContext, Trouble, trouble_at
from server.drafting.ledger.figures import Figure, Value, as_sum
from server.drafting.ledger.lexicon import Remedy
from server.drafting.ledger.promises import Promise

_ON_TOP: set[Remedy] = {"gift", "keep_item", "free_return", "express"}
_FOR_GOOD: set[Remedy] = {"gift", "keep_item", "express"}
"""Given away even where it hangs on a chance."""
_VOUCHERS: set[Remedy] = {"credit", "discount"}
_OF_MONEY: set[Remedy] = {"refund", "credit", "discount"}
_BINDING = ("committed", "offered")


def promises_more(text: str, context: CheckContext) -> Trouble | None:
    """The first promise of something on top, or of another sum than the decided one."""
    for promise in context.ledger.promises:
        by_chance = promise.manner == "contingent" and promise.remedy in _FOR_GOOD - context.ledger.to_choose
        if (promise.manner in _BINDING or by_chance) and _is_on_top(promise, context):
            return trouble_at(text, promise.start, promise.end)
    for figure in _other_sums(context):
        return trouble_at(text, figure.start, figure.end)
    return _all_of_a_part(text, context)


def _is_on_top(promise: Promise, context: CheckContext) -> bool:
    decided = context.ledger.decided
    if promise.remedy in _VOUCHERS and promise.remedy not in decided:
        return voucher_is_extra(promise, context)
    return promise.remedy in _ON_TOP and promise.remedy not in decided


def voucher_is_extra(voucher: Promise, context: CheckContext) -> bool:
    """Whether a voucher that nobody decided comes beside what was decided, and not in its place."""
    ledger = context.ledger
    if any(reading.found_in(voucher.sentence.told) for reading in context.readings("in_its_place")):
        return False
    main = ledger.decided - _ON_TOP - _VOUCHERS
    vouchers = [p for p in ledger.given if p.remedy in _VOUCHERS]
    others = [p for p in ledger.given if p.manner == "committed" and p.remedy and p.remedy not in _VOUCHERS | _ON_TOP]
    return not main or any(
        other.sentence != voucher.sentence or ledger.words.also.search(voucher.sentence.text)
        for other in others
        for voucher in vouchers
    )


def _other_sums(context: CheckContext) -> Iterator[Figure]:
    """Sums and percentages of a promised remedy that are not the decided ones."""
    ledger = context.ledger
    for promise in ledger.promises:
        if promise.remedy not in _OF_MONEY & ledger.decided or promise.manner not in _BINDING:
            continue
        beside = [f for f in ledger.figures if promise.sentence.start <= f.start < promise.sentence.end]
        for kind in ("amount", "percent"):
            figures = _meant([f for f in beside if f.kind == kind], promise, context)
            decided = _decided(kind, context)
            if decided and figures and not any(f.value in decided for f in figures):
                yield figures[0]
            elif decided and kind == "amount":
                yield from _added(figures, decided, promise, context)


def _meant(figures: list[Figure], promise: Promise, context: CheckContext) -> list[Figure]:
    """Without those that are only named, such as "instead of 10 €", where another one is not."""
    ledger = context.ledger
    meant = [f for f in figures if not ledger.words.in_place_of.search(ledger.masked[promise.sentence.start : f.start])]
    return meant or figures


def _added(figures: list[Figure], decided: set[Value], promise: Promise, context: CheckContext) -> Iterator[Figure]:
    """Sums beside the decided one that come on top of it: no parts of it, and no price that is only named."""
    words, sentence = context.ledger.words, promise.sentence
    others = [f for f in figures if f.value not in decided]
    parts = sum((f.value[0] for f in others if isinstance(f.value, tuple)), start=Decimal(0))
    if any(isinstance(value, tuple) and value[0] == parts for value in decided):
        return
    for figure in others:
        before = context.ledger.masked[sentence.start : figure.start]
        if words.also.search(sentence.clause_at(figure.start).text) and not words.of_sum.search(before):
            yield figure


def _decided(kind: str, context: CheckContext) -> set[Value]:
    task = context.task
    if kind == "percent":
        return {task.discount_percent.normalize()} if task.discount_percent else set()
    order, amount = task.case.order, task.decision.amount
    refunded = {as_sum(order.refunded, order.currency)} if order and order.refunded > 0 else set()
    return {*refunded, as_sum(amount.amount, amount.currency)} if amount else {*refunded}


def _all_of_a_part(text: str, context: CheckContext) -> Trouble | None:
    """ "The full price" where a part of it was decided; twice the price, or something laid on top of it."""
    ledger, task = context.ledger, context.task
    amount = task.decision.amount
    price = sum((line.quantity * line.price - line.discount for line in task.items), start=Decimal(0))
    is_part = bool(amount and task.decision.action in ("partial_refund", "store_credit") and amount.amount < price)
    for promise in ledger.promises:
        if promise.remedy not in _OF_MONEY or promise.manner not in _BINDING:
            continue
        clause = promise.sentence.clause_at(promise.start)
        more = ledger.words.more_than_paid.search(clause.text) or (is_part and ledger.words.full.search(clause.text))
        if more:
            return trouble_at(text, clause.start + more.start(), clause.start + more.end())
    return None
