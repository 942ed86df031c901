"""A customer never reads who ships, nor what the shop pays."""

from decimal import Decimal

from server.drafting.amounts import amounts_in
from server.drafting.checks.context import CheckContext, Trouble, first_word


def internal_detail(text: str, context: CheckContext) -> Trouble | None:
    """A supplier's name, contact or order number, or a purchase price."""
    case = context.task.case
    names = [word for supplier in case.suppliers.values() for word in (supplier.name, supplier.contact)]
    shipments = case.order.shipments if case.order else []
    numbers = [shipment.supplier_order for shipment in shipments if shipment.supplier_order]
    return first_word([*names, *numbers], text) or _purchase_price(text, context)


def _purchase_price(text: str, context: CheckContext) -> Trouble | None:
    """What an item costs the shop, unless the customer pays just as much."""
    case, decision = context.task.case, context.task.decision
    costs = {(p.cost.normalize(), p.cost_currency) for p in case.products.values() if p.cost and p.cost_currency}
    paid: set[tuple[Decimal, str]] = set()
    if case.order:
        order = case.order
        amounts = [order.total, order.subtotal, order.shipping, order.refunded, *(line.price for line in order.lines)]
        paid = {(amount.normalize(), order.currency) for amount in amounts}
    if decision.amount:
        paid.add((decision.amount.amount.normalize(), decision.amount.currency))
    for found in amounts_in(text):
        money = found.amount.normalize(), found.currency
        if money in costs and money not in paid:
            return Trouble(text[found.start : found.end], found.start, found.end)
    return None
