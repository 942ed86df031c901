"""What is owed is not called goodwill (UWG 5), nor is what no decision gives."""

from server.drafting.checks.context import CheckContext, Trouble, heard_as, read_as, said_by

_GIVES_NOTHING = ("answer", "ask", "wait", "trace", "handover", "refuse")


def calls_it_goodwill(text: str, context: CheckContext) -> Trouble | None:
    """The first such word, where the law owes something, or where nothing is given that could be goodwill."""
    if context.ledger.law:
        return (
            said_by("goodwill", context.rules.goodwill, text, context, unless="not_goodwill")
            or read_as("goodwill", text, context)
            or heard_as("goodwill", text, context)
        )
    gives_nothing = context.task.decision.action in _GIVES_NOTHING
    if not gives_nothing:
        return None
    return read_as("never_given", text, context) or heard_as("goodwill", text, context)
