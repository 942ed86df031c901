"""What the agent knows better: a correction wins over everything that is computed."""

from collections.abc import Mapping
from typing import Any

from server.cases.sentences import SENTENCES
from server.domain.case import Corrections
from server.domain.facts import Fact, read_fact
from server.domain.store import Store
from server.errors import BadValue


def read_corrections(raw: Mapping[str, Any], store: Store) -> Corrections:
    """`facts` of a request: `order_number`, `items` (null is as good as not given) and facts of the tree.

    UnknownFact or BadValue, with what to write, where something cannot be read.
    """
    facts = {name: value for name, value in raw.items() if name not in ("order_number", "items")}
    for name, value in facts.items():
        read_fact(name, value, store.currency)
    return Corrections(_read_order_number(raw.get("order_number")), _read_items(raw.get("items")), facts)


def corrected(corrections: Corrections, name: str, store: Store) -> Fact | None:
    """The fact as the agent gave it, None where they did not."""
    if name not in corrections.facts:
        return None
    return read_fact(name, corrections.facts[name], store.currency)


def _read_order_number(raw: Any) -> str | None:
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        raise BadValue(SENTENCES("order_number"), fact="order_number")
    return str(raw)


def _read_items(raw: Any) -> list[str] | None:
    items = [raw] if isinstance(raw, str) else raw
    if items is None:
        return None
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise BadValue(SENTENCES("items"), fact="items")
    return items or None
