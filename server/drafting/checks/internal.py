"""A customer never reads who ships, what the shop pays, nor what stands in its internal rules."""

import re

from server.drafting.checks.context import CheckContext, Trouble, first_word, said_by, trouble_at
from server.drafting.ledger.figures import Sum, as_sum
from server.drafting.ledger.sources import between_shop_and_customer

_WORD = re.compile(r"\w+")
_WORDS_OF_A_QUOTE = 6


def internal_detail(text: str, context: CheckContext) -> Trouble | None:
    """A supplier's name, contact or order number, a purchase price, or words of an internal policy.

    A supplier who writes may be called by name.
    """
    case = context.task.case
    sender = case.ticket.sender
    others = [s for s in case.suppliers.values() if s.contact != sender.email and s.name != sender.name]
    names = [word for supplier in others for word in (supplier.name, supplier.contact)]
    shipments = case.order.shipments if case.order else []
    numbers = [shipment.supplier_order for shipment in shipments if shipment.supplier_order]
    return (
        first_word([*names, *numbers], text)
        or _purchase_price(text, context)
        or said_by(context.rules.internal, text, context)
        or _quote(text, context)
    )


def purchase_prices(context: CheckContext) -> set[Sum]:
    """What items cost the shop, unless the customer pays or gets just as much."""
    products = context.task.case.products.values()
    costs = {as_sum(p.cost, p.cost_currency) for p in products if p.cost and p.cost_currency}
    decided = context.task.decision.amount
    between = [money for _, money in between_shop_and_customer(context.task)] + ([decided] if decided else [])
    return costs - {as_sum(money.amount, money.currency) for money in between}


def _purchase_price(text: str, context: CheckContext) -> Trouble | None:
    secret = purchase_prices(context)
    for figure in context.ledger.figures:
        if figure.kind == "amount" and figure.value in secret:
            return trouble_at(text, figure.start, figure.end)
    return None


def _quote(text: str, context: CheckContext) -> Trouble | None:
    """Six words in a row of an internal policy."""
    written = list(_WORD.finditer(text))
    words = [match[0].casefold() for match in written]
    runs = {tuple(words[at : at + _WORDS_OF_A_QUOTE]): at for at in range(len(words) - _WORDS_OF_A_QUOTE + 1)}
    for passage in context.task.policies:
        if passage.audience == "internal":
            told = [word.casefold() for word in _WORD.findall(passage.text)]
            for at in range(len(told) - _WORDS_OF_A_QUOTE + 1):
                place = runs.get(tuple(told[at : at + _WORDS_OF_A_QUOTE]))
                if place is not None:
                    return trouble_at(text, written[place].start(), written[place + _WORDS_OF_A_QUOTE - 1].end())
    return None
