"""A draft is sorry, and says nothing about who is to blame or liable: nobody has decided that."""

from server.drafting.checks.context import CheckContext, Trouble, heard_as, read_as, said_by
from server.drafting.ledger.owed import own_macros


def admits_fault(text: str, context: CheckContext) -> Trouble | None:
    """The words that take the blame, unless the shop's own macro for the case says them."""
    trouble = (
        said_by("admits_fault", context.rules.admits_fault, text, context)
        or read_as("admits_fault", text, context)
        or heard_as("admits_fault", text, context)
    )
    if trouble and any(trouble.words in macro.body for macro in own_macros(context.task)):
        return None
    return trouble
