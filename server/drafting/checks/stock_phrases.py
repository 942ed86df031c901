"""No phrases from the drawer, neither those that nobody likes nor those that this shop does not."""

from server.drafting.checks.context import CheckContext, Trouble, first_word
from server.drafting.checks.phrases import PHRASES


def stock_phrase(text: str, context: CheckContext) -> Trouble | None:
    """The first stock phrase of the draft's language; a shop adds its own in store.yaml."""
    of_the_shop = context.task.case.store.stock_phrases.get(context.language, [])
    return first_word([*PHRASES.stock_phrases.get(context.language, []), *of_the_shop], text)
