"""Every tracking, order and return number in a draft is one that exists."""

from server.drafting.checks.context import CheckContext, Trouble, trouble_at
from server.drafting.ledger.figures import as_number


def unknown_number(text: str, context: CheckContext) -> Trouble | None:
    """The first number that nothing supports; a supplier's own number is another check's matter."""
    ledger, order = context.ledger, context.task.case.order
    of_suppliers = {as_number(s.supplier_order) for s in (order.shipments if order else []) if s.supplier_order}
    for figure in ledger.figures:
        if figure.kind not in ("order", "tracking") or figure.value in of_suppliers:
            continue
        if ledger.source_of(figure) is None:
            return trouble_at(text, figure.start, figure.end)
    return None
