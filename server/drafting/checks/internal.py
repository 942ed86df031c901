"""A customer never reads who ships, what the shop pays, nor what stands in its internal rules."""

import re

from server.drafting.checks.context import CheckContext, Trouble, first_word, said_by, trouble_at
from server.drafting.ledger.figures import Sum, as_sum
from server.drafting.ledger.sources import between_shop_and_customer

_WORD = re.compile(r"\w+")
_WORDS_OF_A_QUOTE = 6
_COMMON = frozenset(
    {"versand", "shipping", "fulfilment", "fulfillment", "logistics", "logistik", "trading", "handel", "gmbh", "ltd"}
    | {"co", "kg", "ag", "inc", "bv", "b.v", "limited", "company", "group", "gruppe", "supply", "supplies"}
)


def internal_detail(text: str, context: CheckContext) -> Trouble | None:
    """A supplier's name, contact or order number, a purchase price, or words of an internal policy.

    A supplier who writes may be called by name.
    """
    case = context.task.case
    sender = case.ticket.sender
    others = [s for s in case.suppliers.values() if s.contact != sender.email and s.name != sender.name]
    names = [word for supplier in others for word in (supplier.name, _known_as(supplier.name), supplier.contact)]
    shipments = case.order.shipments if case.order else []
    numbers = [shipment.supplier_order for shipment in shipments if shipment.supplier_order]
    return (
        first_word([*names, *numbers], text)
        or _internal_sum(text, context)
        or said_by(context.rules.internal, text, context)
        or _quote(text, context)
    )


def _known_as(supplier: str) -> str:
    """The name without what it has in common with others: Ruhr-Licht Versand is Ruhr-Licht."""
    words = [word for word in supplier.split() if word.strip(".,&").casefold() not in _COMMON]
    return " ".join(words) if len(words) < len(supplier.split()) else supplier


def internal_sums(context: CheckContext) -> set[Sum]:
    """What items cost the shop and how far agents go alone, unless the customer pays or gets just as much."""
    store, products = context.task.case.store, context.task.case.products.values()
    ceilings = {as_sum(limit.refund_up_to, store.currency) for limit in store.empowerment.values()}
    costs = {as_sum(p.cost, p.cost_currency) for p in products if p.cost and p.cost_currency}
    decided = context.task.decision.amount
    between = [money for _, money in between_shop_and_customer(context.task)] + ([decided] if decided else [])
    return (costs | (ceilings - {*context.ledger.known.supports})) - {
        as_sum(money.amount, money.currency) for money in between
    }


def _internal_sum(text: str, context: CheckContext) -> Trouble | None:
    secret = internal_sums(context)
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
