"""The one parcel that a draft speaks of, and what its carrier last said."""

from msgspec import Struct

from server.cases.concerned import concerned_shipments
from server.cases.parcels import events_until
from server.domain.case import Case
from server.domain.order import Shipment, TrackingEvent


class Parcel(Struct, frozen=True):
    """A shipment and its newest event up to `as_of`, if any."""

    shipment: Shipment
    newest: TrackingEvent | None


def parcel_of(case: Case) -> Parcel | None:
    """Of the shipments concerned one that is still out, else the last one that moved."""
    parcels = [Parcel(s, next(reversed(events_until(s, case.as_of)), None)) for s in concerned_shipments(case)]
    return max(parcels, key=_importance, default=None)


def _importance(parcel: Parcel) -> tuple[bool, float]:
    newest = parcel.newest
    return newest is None or newest.status != "delivered", newest.at.timestamp() if newest else 0.0
