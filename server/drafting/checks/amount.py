"""Every amount in a draft is the decision's, the order's, or stands in a policy or in the ticket."""

from collections.abc import Iterator
from decimal import Decimal

from server.domain.money import Money
from server.domain.order import OrderRecord
from server.drafting.amounts import amounts_in
from server.drafting.checks.context import CheckContext, Trouble
from server.drafting.task import WritingTask

Sum = tuple[Decimal, str]
"""An amount without trailing zeros, and its currency."""


def unknown_amount(text: str, context: CheckContext) -> Trouble | None:
    """The first amount that nothing supports."""
    task = context.task
    texts = [*task.policy_texts, *(message.text for message in task.case.ticket.messages)]
    told = {as_sum(found.amount, found.currency) for text in texts for found in amounts_in(text)}
    known = told | between_shop_and_customer(task)
    for found in amounts_in(text):
        if as_sum(found.amount, found.currency) not in known:
            return Trouble(text[found.start : found.end], found.start, found.end)
    return None


def between_shop_and_customer(task: WritingTask) -> set[Sum]:
    """What the decision gives and what the order cost."""
    decided = [task.decision.amount] if task.decision.amount else []
    return {as_sum(money.amount, money.currency) for money in [*decided, *_of_order(task.case.order)]}


def as_sum(amount: Decimal, currency: str) -> Sum:
    """5.00 and 5 are one sum."""
    return amount.normalize(), currency


def _of_order(order: OrderRecord | None) -> Iterator[Money]:
    if order is None:
        return
    for amount in (order.total, order.subtotal, order.shipping, order.refunded):
        yield Money(amount, order.currency)
    for line in order.lines:
        price = line.quantity * line.price
        yield from (Money(amount, order.currency) for amount in (line.price, price, price - line.discount))
