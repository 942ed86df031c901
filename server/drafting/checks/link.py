"""Every link and address in a draft leads where the shop or the carrier leads."""

from server.drafting.checks.context import CheckContext, Trouble, trouble_at
from server.drafting.ledger.foreign_links import foreign_links


def foreign_link(text: str, context: CheckContext) -> Trouble | None:
    """The first link or mail address that stands in no source."""
    for link in foreign_links(context.ledger):
        return trouble_at(text, link.start, link.end)
    return None
