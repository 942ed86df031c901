"""Which question answers a fact that is not known."""

from server.domain.facts import FROM_TEXT, Facts, get

_TOLD_BY_ITEMS = frozenset({"item_value", "item_tags", "withdrawal_open"})


def asks_for(fact: str, facts: Facts, order_number: str | None) -> str:
    """An Ask of the tree, or the fact's own name; only an identified order tells what is not in the ticket."""
    if order_number is None and fact not in FROM_TEXT:
        return "order_number"
    is_unknown = get(facts, fact).state == "unknown"  # else only the rate of its currency is missing
    return "item" if fact in _TOLD_BY_ITEMS and is_unknown else fact
