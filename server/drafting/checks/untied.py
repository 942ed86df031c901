"""Whatever a draft claims rests on something that is known."""

from server.drafting.checks.context import CheckContext, Trouble, trouble_at


def untied_claim(text: str, context: CheckContext) -> Trouble | None:
    """The first amount, percentage, day, span, number, link or promise that nothing supports."""
    ledger = context.ledger
    figures = [(f.start, f.end) for f in ledger.figures if ledger.source_of(f) is None]
    promises = [(p.start, p.end) for p in ledger.given if ledger.support_of(p) is None]
    found = min([*figures, *promises], default=None)
    return trouble_at(text, *found) if found else None
