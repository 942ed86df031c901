"""What happens to whom: plan.yaml as one slot for each order, each with its customer."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct, structs

from evals.generators.nordlicht.dice import Dice
from evals.generators.nordlicht.people import PEOPLE, Address, Person
from evals.generators.nordlicht.sources import read_yaml


class Again(Struct, frozen=True, forbid_unknown_fields=True):
    """A second parcel with the order's first line, `after_days` behind the last scan of the first."""

    after_days: tuple[int, int]
    detour: str = "none"
    ending: str = "door"


class Slot(Struct, frozen=True, forbid_unknown_fields=True):
    """One order, or `count` alike. What is left out falls to the dice.

    `placed`: days before as_of, least and most; `at` is exact. `goods`: a tag, supplier or route for each line that
    must be there; `items` names them. The story of `detour` and `ending` is that of the first line's supplier, or
    by supplier in `stories`. `wants`, `late`, `came` and `quiet` (days since the delivery, since the newest scan)
    hold at as_of: the dice are thrown until they do.
    """

    name: str
    count: int = 1
    placed: tuple[int, int] | None = None
    at: datetime | None = None
    person: str = ""
    countries: list[str] = []
    goods: tuple[str, ...] = ("any",)
    items: dict[str, int] = {}
    detour: tuple[str, ...] = ("none",)
    ending: tuple[str, ...] = ("door",)
    stories: dict[str, tuple[str, str]] = {}
    again: list[Again] = []
    wants: str | None = None
    late: bool | None = None
    came: tuple[int, int] | None = None
    quiet: tuple[int, int] | None = None
    payment: str | None = None
    paid: bool = True
    cancelled_after_hours: tuple[int, int] | None = None
    refund: Literal["all", "first_line", "half_first_line"] | None = None
    gift_card: Decimal | None = None
    express: bool = False
    ship_to: Address | None = None
    note: str = ""
    attributes: str = ""
    tags: str = ""
    hide: list[Literal["name", "email"]] = []


class _Plan(Struct, frozen=True, forbid_unknown_fields=True):
    as_of: datetime
    named: list[Slot]
    recent: list[Slot]
    earlier: list[Slot]


_PLAN = read_yaml("plan.yaml", _Plan)
AS_OF = _PLAN.as_of
BERLIN = ZoneInfo("Europe/Berlin")
"""The shop's clock."""

_LOYALTY: dict[float, float] = {0: 30, 1: 45, 2: 25}
"""How often somebody comes back, and how many of a hundred customers are so."""


def cast() -> Iterator[tuple[str, Slot, Person]]:
    """A key, a slot of one order and its customer.

    Who has a story of their own orders nothing else; of the others, everybody is served before anybody comes back.
    """
    orders: Counter[str] = Counter()
    for slot in _PLAN.named:
        orders[slot.person] += 1
        yield f"{slot.name}/{slot.person}/{orders[slot.person]}", slot, PEOPLE[slot.person]
    open_slots = [
        (f"{group.name}/{number}/{index}", group)
        for number, group in enumerate([*_PLAN.recent, *_PLAN.earlier])
        for index in range(group.count)
    ]
    told = set(orders)
    # The choosy first, so that somebody is left for them.
    open_slots.sort(key=lambda keyed: not keyed[1].countries)
    for key, slot in open_slots:
        person = _customer_for(key, slot, orders, told)
        orders[person.email] += 1
        yield key, slot, person


def _customer_for(key: str, slot: Slot, orders: Counter[str], told: set[str]) -> Person:
    fitting = [
        person
        for person in PEOPLE.values()
        if person.email not in told and person.country in (slot.countries or [person.country])
    ]
    dice = Dice(key, "customer")
    new = [person for person in fitting if not orders[person.email]]
    if new:
        return dice.pick(new)
    loyal = {person.email: _loyalty(person) for person in fitting}
    return PEOPLE[dice.weighted(loyal if any(loyal.values()) else dict.fromkeys(loyal, 1.0))]


def _loyalty(person: Person) -> float:
    return Dice(person.email, "loyalty").weighted(_LOYALTY)


def one_of(slot: Slot, dice: Dice) -> Slot:
    """The slot with one detour and one ending."""
    return structs.replace(slot, detour=(dice.pick(slot.detour),), ending=(dice.pick(slot.ending),))
