"""A draft is sorry, and says nothing about who is to blame or liable: nobody has decided that."""

from server.drafting.checks.context import CheckContext, Trouble, said_by


def admits_fault(text: str, context: CheckContext) -> Trouble | None:
    """The first sentence that takes the blame."""
    return said_by(context.rules.admits_fault, text, context)
