"""How a parcel travels: from journeys.yaml to dated scans."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from evals.generators.nordlicht.dice import Dice
from evals.generators.nordlicht.people import Address
from evals.generators.nordlicht.sources import read_yaml
from server.domain.order import TrackingEvent, TrackingStatus

_SUNDAY = 6
_SATURDAY = 5
# Public holidays of Germany on which nobody delivers, over the months of the shop.
_HOLIDAYS = frozenset(
    date.fromisoformat(day)
    for day in (
        "2025-10-03", "2025-12-25", "2025-12-26", "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01",
        "2026-05-14", "2026-05-25", "2026-10-03",
    )
)  # fmt: skip


class Origin(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a supplier's parcels start. `order` is the pattern of its order numbers, `shut` days without work."""

    route: str
    place: str
    zone: str
    order: str
    carriers: dict[str, list[str]]
    export: str = ""
    shut: list[tuple[date, date]] = []

    def works_on(self, day: date) -> bool:
        return not any(first <= day <= last for first, last in self.shut)

    def carriers_to(self, country: str) -> list[str]:
        return self.carriers.get(country) or self.carriers["default"]


class Carrier(Struct, frozen=True, forbid_unknown_fields=True):
    number: str
    url: str


class Leg(Struct, frozen=True, forbid_unknown_fields=True):
    """One scan: `after` hours since the last one, within `hours` by the wall clock, notes by country or language."""

    status: TrackingStatus
    place: str
    after: tuple[int, int]
    hours: tuple[int, int] = (0, 24)
    weekdays: bool = False
    abroad: bool = False
    notes: dict[str, list[str]] = {}


class Detour(Struct, frozen=True, forbid_unknown_fields=True):
    """What happens on the way: days of silence before a leg, legs instead of one, legs at the end of the route."""

    pause: dict[str, tuple[int, int]] = {}
    instead: dict[str, list[str]] = {}
    then: list[str] = []


class _Journeys(Struct, frozen=True, forbid_unknown_fields=True):
    legs: dict[str, Leg]
    routes: dict[str, list[str]]
    detours: dict[str, Detour]
    endings: dict[str, list[str]]


SUPPLIERS = read_yaml("suppliers.yaml", dict[str, Origin])
CARRIERS = read_yaml("carriers.yaml", dict[str, Carrier])
_JOURNEYS = read_yaml("journeys.yaml", _Journeys)


class Journey(Struct, frozen=True):
    """From a supplier to an address by one of the stories of journeys.yaml."""

    supplier: str
    to: Address
    detour: str
    ending: str

    def scans(self, start: datetime, dice: Dice) -> list[TrackingEvent]:
        """Every scan of the whole journey, oldest first, however far in the future it ends."""
        pauses = _JOURNEYS.detours[self.detour].pause
        places = self._places(dice)
        scans: list[TrackingEvent] = []
        at = start
        for name in self._leg_names():
            leg = _JOURNEYS.legs[name]
            if name in pauses:
                at += timedelta(hours=dice.number(pauses[name][0] * 24, pauses[name][1] * 24))
            if leg.abroad:
                at += timedelta(days=dice.number(*self.to.land.extra_days))
            at = self._next_scan(leg, at, dice)
            scans.append(TrackingEvent(at, leg.status, places[leg.place], self._note(leg, dice)))
        return scans

    @property
    def carriers(self) -> list[str]:
        """Who may bring it: a locker of DHL is opened by DHL alone."""
        carriers = SUPPLIERS[self.supplier].carriers_to(self.to.country)
        needs_dhl = self.ending == "locker" or self.to.street.startswith("Packstation")
        return ["DHL"] if needs_dhl and "DHL" in carriers else carriers

    def _leg_names(self) -> Iterator[str]:
        detour = _JOURNEYS.detours[self.detour]
        for name in _JOURNEYS.routes[SUPPLIERS[self.supplier].route]:
            yield from detour.instead.get(name, [name])
        yield from detour.then
        yield from _JOURNEYS.endings[self.ending]

    def _places(self, dice: Dice) -> dict[str, str]:
        origin = SUPPLIERS[self.supplier]
        gateway, hub = dice.pick(self.to.land.gateways), dice.pick(self.to.land.hubs_near(self.to.zip))
        return {
            "origin": origin.place,
            "export": origin.export,
            "gateway": gateway,
            "hub": hub,
            "city": self.to.city,
        }

    def _next_scan(self, leg: Leg, last: datetime, dice: Dice) -> datetime:
        """The first moment after the leg's hours at which such a scan happens there."""
        at_origin = leg.place in ("origin", "export")
        zone = ZoneInfo(SUPPLIERS[self.supplier].zone) if at_origin else self.to.land.timezone
        elapsed = timedelta(minutes=dice.number(leg.after[0] * 60, leg.after[1] * 60))
        at = (last.astimezone(UTC) + elapsed).astimezone(zone)
        opens, closes = leg.hours
        if at.hour >= closes:
            at = _at_opening(at.date() + timedelta(days=1), opens, zone, dice)
        elif at.hour < opens:
            at = _at_opening(at.date(), opens, zone, dice)
        while not self._happens_on(at.date(), leg):
            at = _at_opening(at.date() + timedelta(days=1), opens, zone, dice)
        return at.replace(second=0, microsecond=0)

    def _happens_on(self, day: date, leg: Leg) -> bool:
        origin = SUPPLIERS[self.supplier]
        if leg.place == "origin" and not origin.works_on(day):
            return False
        if leg.weekdays and day.weekday() >= _SATURDAY:
            return False
        is_far = leg.place in ("origin", "export", "gateway") and origin.route == "far"
        return is_far or (day.weekday() != _SUNDAY and day not in _HOLIDAYS)

    def _note(self, leg: Leg, dice: Dice) -> str:
        notes = leg.notes.get(self.to.country) or leg.notes.get(self.to.land.language) or leg.notes.get("en")
        return dice.pick(notes) if notes else ""


def _at_opening(day: date, hour: int, zone: ZoneInfo, dice: Dice) -> datetime:
    return datetime.combine(day, time(hour, dice.number(2, 59)), zone)
