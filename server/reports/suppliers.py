"""How reliable each supplier is, by the parcels of the orders that were placed in the period."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from server.db.reports import ParcelRow, TicketRow
from server.domain.facts import Problem
from server.domain.product import Product
from server.domain.statistics import Rate, rate
from server.reports.grouping import grouped

FAULTS: frozenset[Problem] = frozenset({"damaged", "defective", "wrong_item", "missing_item", "not_as_described"})
"""Problems that a supplier answers for, beside being late."""

Trouble = Literal["faulty", "late"]

_FEWEST = 5


class Score(Struct, frozen=True):
    """One supplier. `faulty` of all parcels; `late` of those whose promised day is told and over, or that have come."""

    supplier: str
    parcels: int
    faulty: Rate
    late: Rate
    lost: int


class Repeated(Struct, frozen=True):
    """A supplier whose parcels give trouble more often than those of all others together."""

    supplier: str
    trouble: Trouble
    own: Rate
    others: Rate


def scorecard(
    parcels: Iterable[ParcelRow],
    tickets: Iterable[TicketRow],
    products: Mapping[str, Product],
    zone: ZoneInfo,
    today: date,
) -> list[Score]:
    """Every supplier that sent a parcel, the most parcels first.

    A parcel is faulty when a ticket about its order tells of damage, a defect, a wrong or missing item or goods not as
    described, and is about this parcel as far as the ticket says: about its supplier's products where items are named.
    It is late when it came after the promised day, or has not come and the day is over. Left out: parcels whose
    supplier the shop's data does not name; from `late` those without a promised day. How fast a supplier answers is not
    recorded.
    """
    told = _faults(tickets, products)
    groups = grouped(parcels, lambda parcel: parcel.supplier)
    scores = [_score(supplier, members, told, zone, today) for supplier, members in groups.items()]
    return sorted(scores, key=lambda score: (-score.parcels, score.supplier))


def repeated_trouble(scores: Sequence[Score]) -> list[Repeated]:
    """Suppliers with repeated trouble: a finding.

    The rule: at least five parcels in trouble, and the low end of the supplier's 95 % interval is above the rate of all
    other suppliers together.
    """
    return [found for score in scores for found in _found(score, [other for other in scores if other is not score])]


def _found(score: Score, others: Sequence[Score]) -> Iterable[Repeated]:
    kinds: list[tuple[Trouble, Rate, list[Rate]]] = [
        ("faulty", score.faulty, [other.faulty for other in others]),
        ("late", score.late, [other.late for other in others]),
    ]
    for trouble, own, theirs in kinds:
        all_others = rate(sum(one.passed for one in theirs), sum(one.n for one in theirs))
        if own.passed >= _FEWEST and all_others.n and own.low > all_others.share:
            yield Repeated(score.supplier, trouble, own, all_others)


def _score(
    supplier: str, parcels: Sequence[ParcelRow], told: Mapping[str, set[str | None]], zone: ZoneInfo, today: date
) -> Score:
    faulty = sum(bool({None, supplier} & told.get(parcel.order_number, set())) for parcel in parcels)
    lateness = [late for parcel in parcels if (late := _is_late(parcel, zone, today)) is not None]
    return Score(
        supplier,
        len(parcels),
        rate(faulty, len(parcels)),
        rate(sum(lateness), len(lateness)),
        sum(parcel.is_lost for parcel in parcels),
    )


def _faults(tickets: Iterable[TicketRow], products: Mapping[str, Product]) -> dict[str, set[str | None]]:
    """By order, whose goods tickets complain of; None for an order's goods as a whole."""
    told: dict[str, set[str | None]] = {}
    for ticket in tickets:
        if ticket.order_number and ticket.problem in FAULTS:
            named = {products[sku].supplier for sku in ticket.items or () if sku in products}
            told.setdefault(ticket.order_number, set()).update(named or {None})
    return told


def _is_late(parcel: ParcelRow, zone: ZoneInfo, today: date) -> bool | None:
    if parcel.promised_by is None:
        return None
    if parcel.delivered_at is not None:
        return parcel.delivered_at.astimezone(zone).date() > parcel.promised_by
    return True if today > parcel.promised_by else None
