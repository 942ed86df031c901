"""A customer never reads who ships, what the shop pays, nor what stands in its internal rules."""

import re
from functools import lru_cache

from server.drafting.checks.context import CheckContext, Trouble, first_word, heard_as, read_as, said_by, trouble_at
from server.drafting.ledger.figures import Figure, as_sum
from server.drafting.ledger.sources import between_shop_and_customer

_WORD = re.compile(r"\w+")
_WORDS_OF_A_QUOTE = 6
_A_LONG_WORD = 7  # letters; six short ones in a row are anybody's
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
        or said_by("internal", context.rules.internal, text, context)
        or read_as("internal", text, context)
        or _quote(text, context)
        or heard_as("internal", text, context)
    )


def _known_as(supplier: str) -> str:
    """The name without what it has in common with others: Ruhr-Licht Versand is Ruhr-Licht."""
    words = [word for word in supplier.split() if word.strip(".,&").casefold() not in _COMMON]
    return " ".join(words) if len(words) < len(supplier.split()) else supplier


def internal_figures(context: CheckContext) -> list[Figure]:
    """Sums that are the shop's alone: what items cost it, and, unless they are promised, how far agents go alone."""
    ledger, case = context.ledger, context.task.case
    costs = {as_sum(p.cost, p.cost_currency) for p in case.products.values() if p.cost and p.cost_currency}
    ceilings = {as_sum(limit.refund_up_to, case.store.currency) for limit in case.store.empowerment.values()}
    decided = context.task.decision.amount
    between = [money for _, money in between_shop_and_customer(context.task)] + ([decided] if decided else [])
    open_to_all = {as_sum(money.amount, money.currency) for money in between}
    return [
        figure
        for figure in ledger.figures
        if figure.kind == "amount"
        and (
            figure.value in costs - open_to_all
            or (figure.value in ceilings - {*ledger.known.supports} and not _is_promised(figure, context))
        )
    ]


def _is_promised(figure: Figure, context: CheckContext) -> bool:
    """Whether its clause gives something."""
    sentence = context.ledger.sentence_at(figure.start)
    clause = sentence.clause_at(figure.start) if sentence else None
    return any(
        p.remedy and p.sentence == sentence and sentence.clause_at(p.start) == clause for p in context.ledger.given
    )


def _internal_sum(text: str, context: CheckContext) -> Trouble | None:
    figures = internal_figures(context)
    return trouble_at(text, figures[0].start, figures[0].end) if figures else None


def _quote(text: str, context: CheckContext) -> Trouble | None:
    """Six words in a row of an internal policy."""
    written = list(_WORD.finditer(text))
    words = [match[0].casefold() for match in written]
    runs = {tuple(words[at : at + _WORDS_OF_A_QUOTE]): at for at in range(len(words) - _WORDS_OF_A_QUOTE + 1)}
    for passage in context.task.policies:
        if passage.audience == "internal":
            for run in runs.keys() & _runs_of(passage.text):
                place = runs[run]
                return trouble_at(text, written[place].start(), written[place + _WORDS_OF_A_QUOTE - 1].end())
    return None


@lru_cache(maxsize=256)
def _runs_of(policy: str) -> frozenset[tuple[str, ...]]:
    """Policies are the same for every draft."""
    told = [word.casefold() for word in _WORD.findall(policy)]
    runs = (tuple(told[at : at + _WORDS_OF_A_QUOTE]) for at in range(len(told) - _WORDS_OF_A_QUOTE + 1))
    return frozenset(run for run in runs if max(map(len, run)) >= _A_LONG_WORD)
