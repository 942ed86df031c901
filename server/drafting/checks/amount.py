"""Every amount in a draft is the decision's, the order's, or stands in a policy or in the ticket."""

from server.drafting.checks.context import CheckContext, Trouble, trouble_at
from server.drafting.checks.internal import internal_figures


def unknown_amount(text: str, context: CheckContext) -> Trouble | None:
    """The first amount that nothing supports; an internal sum is another check's matter."""
    ledger, internal = context.ledger, internal_figures(context)
    for figure in ledger.figures:
        if figure.kind == "amount" and figure not in internal and ledger.source_of(figure) is None:
            return trouble_at(text, figure.start, figure.end)
    return None
