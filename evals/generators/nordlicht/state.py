"""How an order stands at as_of, and whether that is what the plan wants."""

from datetime import date, datetime, timedelta

from msgspec import Struct

from evals.generators.nordlicht.parcels import Parcel
from evals.generators.nordlicht.plan import AS_OF, BERLIN, Slot
from evals.generators.nordlicht.sources import read_promised_days
from server.cases.parcels import shipment_status
from server.domain.facts import SHIPPING_STATUSES


class PromisedDays(Struct, frozen=True, rename={"from_": "from"}):
    """Days by country, in force from a day on."""

    from_: date
    value: dict[str, int]


_PROMISED = read_promised_days(PromisedDays)


def promised_day(placed_at: datetime, country: str) -> date:
    """By when the shop said on the order's day that everything comes."""
    day = placed_at.astimezone(BERLIN).date()
    days = max((dated for dated in _PROMISED if dated.from_ <= day), key=lambda dated: dated.from_).value
    return day + timedelta(days=days.get(country, days["default"]))


def status_of(parcels: list[Parcel]) -> str:
    """The worst status of the parcels, in the words of the fact `shipping_status`."""
    statuses = [shipment_status(parcel.as_shipment(None), AS_OF) for parcel in parcels]
    return min(statuses, key=SHIPPING_STATUSES.index, default="not_shipped")


def fits(slot: Slot, placed_at: datetime, parcels: list[Parcel], country: str) -> bool:
    """Whether the order is what its slot wants at as_of."""
    status = status_of(parcels)
    days = [day for parcel in parcels if (day := parcel.came_on())]
    came = max(days) if status == "delivered" else None
    today = AS_OF.astimezone(BERLIN).date()
    is_late = (came or today) > promised_day(placed_at, country)
    return (
        slot.wants in (None, status)
        and slot.late in (None, is_late)
        and (slot.came is None or (came is not None and slot.came[0] <= (today - came).days <= slot.came[1]))
        and (slot.quiet is None or _is_quiet(parcels, slot.quiet))
        and (not slot.again or sum(parcel.is_second for parcel in parcels) == len(slot.again))
    )


def _is_quiet(parcels: list[Parcel], days: tuple[int, int]) -> bool:
    """Whether the newest scan of the parcel that is quiet the longest is so many days old."""
    newest = [parcel.scans[-1].at for parcel in parcels if parcel.scans and parcel.came_on() is None]
    return bool(newest) and days[0] <= (AS_OF - min(newest)).days <= days[1]
