"""Every amount in a draft is the decision's, the order's, or stands in a policy or in the ticket."""

from collections.abc import Iterator
from decimal import Decimal

from server.domain.order import OrderRecord
from server.drafting.amounts import amounts_in
from server.drafting.checks.context import CheckContext, Trouble
from server.drafting.task import WritingTask

_Sum = tuple[Decimal, str]


def unknown_amount(text: str, context: CheckContext) -> Trouble | None:
    """The first amount that nothing supports."""
    known = {(amount.normalize(), currency) for amount, currency in _known(context.task)}
    for found in amounts_in(text):
        if (found.amount.normalize(), found.currency) not in known:
            return Trouble(text[found.start : found.end], found.start, found.end)
    return None


def _known(task: WritingTask) -> Iterator[_Sum]:
    if task.decision.amount:
        yield task.decision.amount.amount, task.decision.amount.currency
    if task.case.order:
        yield from _of_order(task.case.order)
    for text in (*task.policy_texts, *(message.text for message in task.case.ticket.messages)):
        yield from (amount.money for amount in amounts_in(text))


def _of_order(order: OrderRecord) -> Iterator[_Sum]:
    for amount in (order.total, order.subtotal, order.shipping, order.refunded):
        yield amount, order.currency
    for line in order.lines:
        yield line.price, order.currency
        yield line.quantity * line.price, order.currency
        yield line.quantity * line.price - line.discount, order.currency
