"""A customer never reads who ships, nor what the shop pays."""

from server.drafting.amounts import amounts_in
from server.drafting.checks.amount import as_sum, between_shop_and_customer
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
    products = context.task.case.products.values()
    costs = {as_sum(p.cost, p.cost_currency) for p in products if p.cost and p.cost_currency}
    secret = costs - between_shop_and_customer(context.task)
    for found in amounts_in(text):
        if as_sum(found.amount, found.currency) in secret:
            return Trouble(text[found.start : found.end], found.start, found.end)
    return None
