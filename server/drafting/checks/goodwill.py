"""What is owed is not called goodwill (UWG 5)."""

from server.drafting.checks.context import CheckContext, Trouble, read_as, said_by


def calls_it_goodwill(text: str, context: CheckContext) -> Trouble | None:
    """The first such word, where the law owes something."""
    if not context.ledger.law:
        return None
    return said_by(context.rules.goodwill, text, context) or read_as("goodwill", text, context)
