"""What is owed is not called goodwill (UWG 5)."""

from server.drafting.checks.context import CheckContext, Trouble, said_by


def calls_it_goodwill(text: str, context: CheckContext) -> Trouble | None:
    """The first such word, where the law owes something."""
    return said_by(context.rules.goodwill, text, context) if context.ledger.law else None
