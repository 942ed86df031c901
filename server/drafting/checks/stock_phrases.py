"""No phrases from the drawer."""

from server.drafting.checks.context import CheckContext, Trouble, first_word
from server.drafting.checks.phrases import PHRASES


def stock_phrase(text: str, context: CheckContext) -> Trouble | None:
    """The first stock phrase of the draft's language."""
    return first_word(PHRASES.stock_phrases.get(context.language, []), text)
