"""The cases that there can be: what facts rule out about each other (store-pack.md, impossible combinations)."""

from msgspec import Struct, structs

from server.domain.facts import FACTS, Fact
from server.refunds.proof.regions import EVERYTHING, NOTHING, Region
from server.refunds.proof.space import Space, Variable

_SCANS = ("days_since_last_scan", "hours_since_last_scan")
_NOT_BEFORE_SHIPPING = ("days_since_shipped", "days_since_delivery", *_SCANS)
_FROM_ORDER = frozenset({"order", "tracking", "product"})


class _Seen(Struct, frozen=True):
    """What the facts so far say about the later ones.

    `ordered`, `sent` and `paid` are the cells of days_since_order, of the shortest known of it, days_since_shipped
    and days_since_last_scan, and of order_value; None where not known.
    """

    without_order: bool = False
    cancelled: bool = False
    status: str | None = None
    ordered: int | None = None
    sent: int | None = None
    paid: int | None = None


def possible(space: Space) -> Region:
    """The region of all cases that can be; the facts come in the order of the space's variables."""
    return _Builder(space).build(0, _Seen())


class _Builder:
    def __init__(self, space: Space) -> None:
        self._regions = space.regions
        self._variables = space.variables
        self._built: dict[tuple[int, _Seen], Region] = {}

    def build(self, number: int, seen: _Seen) -> Region:
        if number == len(self._variables):
            return EVERYTHING
        region = self._built.get((number, seen))
        if region is None:
            region = self._built[number, seen] = self._split(number, seen)
        return region

    def _split(self, number: int, seen: _Seen) -> Region:
        variable = self._variables[number]
        if variable.tag is not None:
            return self.build(number + 1, seen)
        parts = [
            NOTHING if _is_ruled_out(variable, cell, fact, seen) else self.build(number + 1, _see(variable, cell, seen))
            for cell, fact in enumerate(variable.cells)
        ]
        return self._regions.split(number, parts)


def _is_ruled_out(variable: Variable, cell: int, fact: Fact, seen: _Seen) -> bool:
    name = variable.fact
    if name == "proof_provided":
        return fact.state == "unknown"
    if seen.without_order and FACTS[name].source in _FROM_ORDER and name != "sender_matches_order":
        return fact.state != "unknown"
    if name == "shipping_status":
        return seen.cancelled and fact.value == "delivered"
    if name in _never_there(seen):
        return fact.state != "none"
    if fact.state != "known":
        return False
    bound = {
        "days_since_delivery": seen.ordered,
        "days_since_shipped": seen.sent,
        "days_since_last_scan": seen.sent,
        "item_value": seen.paid,
    }.get(name)
    return bound is not None and _rank(variable, cell) > bound


def _never_there(seen: _Seen) -> tuple[str, ...]:
    """The facts that cannot exist, given where the parcel is."""
    if seen.status == "not_shipped":
        return _NOT_BEFORE_SHIPPING
    if seen.status == "delivered":
        return _SCANS
    return ("days_since_delivery",) if seen.cancelled else ()


def _see(variable: Variable, cell: int, seen: _Seen) -> _Seen:
    fact = variable.cells[cell]
    rank = _rank(variable, cell) if fact.state == "known" else None
    match variable.fact:
        case "sender_matches_order":
            return structs.replace(seen, without_order=fact.state == "none")
        case "problem":
            return structs.replace(seen, cancelled=fact.value == "cancel")
        case "shipping_status":
            told = fact.value if fact.value in ("not_shipped", "delivered") else None
            return structs.replace(seen, status=None if told is None else str(told))
        case "days_since_order":
            return structs.replace(seen, ordered=rank, sent=rank)
        case "days_since_delivery":
            return structs.replace(seen, ordered=None)
        case "days_since_shipped" if rank is not None:
            return structs.replace(seen, sent=rank)
        case "days_since_last_scan":
            return structs.replace(seen, sent=None)
        case "order_value":
            return structs.replace(seen, paid=rank)
        case "item_value":
            return structs.replace(seen, paid=None)
        case _:
            return seen


def _rank(variable: Variable, cell: int) -> int:
    """The place of a known cell among the known ones, which is the same for facts split at the same thresholds."""
    return cell - sum(fact.state != "known" for fact in variable.cells[:2])  # unknown and none come first
