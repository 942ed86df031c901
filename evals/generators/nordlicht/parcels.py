"""The parcels of an order: one from each supplier, and those sent again."""

from datetime import date, datetime, timedelta

from msgspec import Struct

from evals.generators.nordlicht.charges import Line
from evals.generators.nordlicht.dice import Dice
from evals.generators.nordlicht.goods import PRODUCTS
from evals.generators.nordlicht.journeys import CARRIERS, SUPPLIERS, Journey
from evals.generators.nordlicht.people import Address
from evals.generators.nordlicht.plan import AS_OF, Again, Slot
from server.domain.order import Shipment, ShipmentItem, TrackingEvent

_USUAL_ENDINGS: dict[str, float] = {
    "door": 60,
    "neighbour": 12,
    "mailbox": 8,
    "safe_place": 8,
    "direct_shop": 7,
    "locker": 5,
}


class Parcel(Struct, frozen=True):
    """One parcel; `scans` are those up to as_of, and `is_second` one that makes good for another."""

    supplier: str
    supplier_order: str
    carrier: str
    number: str
    items: dict[str, int]
    scans: list[TrackingEvent]
    is_second: bool = False

    @property
    def url(self) -> str:
        return CARRIERS[self.carrier].url.replace("{number}", self.number)

    def as_shipment(self, promised_by: date | None) -> Shipment:
        items = [ShipmentItem(sku, quantity) for sku, quantity in self.items.items()]
        return Shipment(
            self.supplier, self.supplier_order, self.carrier, self.number, self.url, promised_by, items, self.scans
        )

    @property
    def is_over(self) -> bool:
        return bool(self.scans) and self.scans[-1].status in ("delivered", "lost", "returned")

    def came_on(self) -> date | None:
        """The day of delivery, by the clock of the place."""
        newest = self.scans[-1] if self.scans else None
        return newest.at.date() if newest and newest.status == "delivered" else None


def parcels_of(slot: Slot, lines: list[Line], to: Address, start: datetime | None, dice: Dice) -> list[Parcel]:
    """A parcel from each supplier of the lines; none before the order is paid, and none when it was cancelled."""
    if start is None or slot.cancelled_after_hours:
        return []
    by_supplier: dict[str, dict[str, int]] = {}
    for line in lines:
        if line.travels:
            by_supplier.setdefault(PRODUCTS[line.sku].supplier, {})[line.sku] = line.quantity
    told = {next(iter(by_supplier), ""): (slot.detour[0], slot.ending[0])} | slot.stories
    parcels = []
    for supplier, items in by_supplier.items():
        detour, ending = told.get(supplier) or ("none", dice.weighted(_USUAL_ENDINGS))
        journey = Journey(supplier, to, detour, ending)
        parcels.append(_parcel(journey, items, journey.scans(start, dice), dice))
    return [*parcels, *_second_parcels(slot.again, parcels, to, dice)]


def _second_parcels(again: list[Again], parcels: list[Parcel], to: Address, dice: Dice) -> list[Parcel]:
    second: list[Parcel] = []
    for repeat in again:
        before = second[-1] if second else parcels[0]
        if not before.is_over:
            break
        sku = next(iter(before.items))
        journey = Journey(before.supplier, to, repeat.detour, repeat.ending)
        start = before.scans[-1].at + timedelta(days=dice.number(*repeat.after_days))
        scans = journey.scans(start, dice)
        if scans[0].at <= AS_OF:
            second.append(_parcel(journey, {sku: before.items[sku]}, scans, dice, is_second=True))
    return second


def _parcel(
    journey: Journey,
    items: dict[str, int],
    scans: list[TrackingEvent],
    dice: Dice,
    is_second: bool = False,
) -> Parcel:
    origin = SUPPLIERS[journey.supplier]
    carrier = dice.pick(journey.carriers)
    return Parcel(
        supplier=journey.supplier,
        supplier_order=dice.filled(origin.order),
        carrier=carrier,
        number=dice.filled(CARRIERS[carrier].number),
        items=items,
        scans=[scan for scan in scans if scan.at <= AS_OF],
        is_second=is_second,
    )
