"""No draft takes away what the law gives."""

from server.drafting.checks.context import (
    CheckContext,
    Trouble,
    applies,
    heard_as,
    law_gives_money,
    read_as,
    said_by,
    trouble_at,
)
from server.drafting.ledger.lexicon import Remedy

_IN_ITS_PLACE: set[Remedy] = {"replacement", "repair", "exchange", "credit", "discount"}


def denies_law(text: str, context: CheckContext) -> Trouble | None:
    """The first sentence that falls below what is owed in this case."""
    for rule in context.rules.denies_law:
        if not applies(rule, context):
            continue
        trouble = said_by("denies_law", rule, text, context, unless="reassurance")
        if trouble:
            return trouble
    return (
        read_as("denies_law", text, context)
        or _owed_money_replaced(text, context)
        or heard_as("denies_law", text, context)
    )


def _owed_money_replaced(text: str, context: CheckContext) -> Trouble | None:
    """Something else is promised where the money is owed, and the money is not."""
    ledger = context.ledger
    if "refund" not in ledger.decided or not law_gives_money(ledger.law):
        return None
    if any(promise.remedy == "refund" for promise in ledger.given):
        return None
    for promise in ledger.given:
        if promise.manner == "committed" and promise.remedy in _IN_ITS_PLACE - ledger.decided:
            return trouble_at(text, promise.start, promise.end)
    return None
