"""An order with its parcels: the dice are thrown until it is what the plan wants at as_of."""

from datetime import datetime, timedelta
from decimal import Decimal

from msgspec import Struct

from evals.generators.nordlicht.charges import Charges, Line, charges, gift_card_line, product_line, rounded
from evals.generators.nordlicht.dice import Dice
from evals.generators.nordlicht.goods import fill_basket
from evals.generators.nordlicht.parcels import Parcel, parcels_of
from evals.generators.nordlicht.people import Address, Person
from evals.generators.nordlicht.plan import AS_OF, BERLIN, Slot, one_of
from evals.generators.nordlicht.sources import read_yaml
from evals.generators.nordlicht.state import fits

_SEASON = {10: 3, 11: 3, 12: 3, 1: 2}
_THROWS = 3000
_PAYMENTS: dict[str, float] = {"PayPal Express Checkout": 40, "Klarna": 27, "Shopify Payments": 28, "Vorkasse": 5}
_HOURS: dict[int, float] = {
    6: 1, 7: 3, 8: 4, 9: 5, 10: 6, 11: 6, 12: 7, 13: 6, 14: 5, 15: 5, 16: 6, 17: 7, 18: 8, 19: 10, 20: 12, 21: 11,
    22: 7, 23: 3, 0: 1,
}  # fmt: skip


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    """What made-to-order things say, by SKU, and notes by the customer's language."""

    made_to_order: dict[str, list[str]]
    notes: dict[str, list[str]]


_WORDS = read_yaml("words.yaml", _Words)


class PlacedOrder(Struct, frozen=True):
    """All that the export says of one order; `key` names it before it has a number."""

    key: str
    slot: Slot
    person: Person
    placed_at: datetime
    lines: list[Line]
    charges: Charges
    payment: str
    paid_at: datetime | None
    cancelled_at: datetime | None
    refunded: Decimal
    parcels: list[Parcel]
    note: str
    attributes: str

    @property
    def recipient(self) -> Address:
        return self.slot.ship_to or self.person.address

    @property
    def is_sent(self) -> bool:
        """Whether every line that travels has left, or at least has a label."""
        return self.cancelled_at is None and all(self.is_line_sent(line) for line in self.lines)

    def is_line_sent(self, line: Line) -> bool:
        if not line.travels:
            return self.paid_at is not None
        return any(line.sku in parcel.items and parcel.scans for parcel in self.parcels)

    @property
    def fulfilled_at(self) -> datetime | None:
        """When the last first label was written; what needs none is there once it is paid."""
        if not self.is_sent:
            return None
        labels = [parcel.scans[0].at for parcel in self.parcels if parcel.scans and not parcel.is_second]
        return max(labels, default=self.paid_at)


def place_order(key: str, slot: Slot, person: Person) -> PlacedOrder:
    """The first order that the dice of this key make and that is as the slot wants it."""
    for throw in range(_THROWS):
        dice = Dice(key, throw)
        order = _throw(key, one_of(slot, dice), person, dice)
        if fits(order.slot, order.placed_at, order.parcels, person.country):
            return order
    raise ValueError(f"No throw of the dice makes {slot.name!r} for {person.country}; let plan.yaml want less.")


def _throw(key: str, slot: Slot, person: Person, dice: Dice) -> PlacedOrder:
    placed_at = slot.at.replace(tzinfo=BERLIN) if slot.at else _moment(slot, dice)
    lines = _lines(slot, person, dice)
    sums = charges(lines, person.home, slot.express, placed_at.month, dice)
    payment = slot.payment or _payment(person, placed_at, dice)
    paid_at = _paid_at(slot, payment, placed_at, dice)
    return PlacedOrder(
        key=key,
        slot=slot,
        person=person,
        placed_at=placed_at,
        lines=lines,
        charges=sums,
        payment=payment,
        paid_at=paid_at,
        cancelled_at=_cancelled_at(slot, placed_at, dice),
        refunded=_refunded(slot, lines, sums),
        parcels=parcels_of(slot, lines, slot.ship_to or person.address, paid_at, dice),
        note=slot.note or _note(person, dice),
        attributes=slot.attributes or _made_to_order(lines, dice),
    )


def _moment(slot: Slot, dice: Dice) -> datetime:
    least, most = slot.placed or (0, 0)
    # Later days are likelier: the shop grows, and in autumn people buy lamps.
    days = [_day_before(least + int((most - least + 1) * dice.fraction() ** 1.6)) for _ in range(2)]
    day = max(days, key=lambda day: _SEASON.get(day.month, 1))
    at = day.replace(hour=dice.weighted(_HOURS), minute=dice.number(0, 59), second=dice.number(3, 59))
    return at if at < AS_OF - timedelta(minutes=30) else at - timedelta(days=1)


def _day_before(days: int) -> datetime:
    return AS_OF.astimezone(BERLIN) - timedelta(days=days)


def _lines(slot: Slot, person: Person, dice: Dice) -> list[Line]:
    basket = slot.items or ({} if slot.gift_card else fill_basket(slot.goods, dice))
    lines = [product_line(sku, quantity, person.home) for sku, quantity in basket.items()]
    return [*lines, gift_card_line(slot.gift_card, person.home)] if slot.gift_card else lines


def _note(person: Person, dice: Dice) -> str:
    return dice.pick(_WORDS.notes[person.language]) if dice.chance(0.08) else ""


def _made_to_order(lines: list[Line], dice: Dice) -> str:
    return "\n".join(dice.pick(_WORDS.made_to_order[line.sku]) for line in lines if line.sku in _WORDS.made_to_order)


def _payment(person: Person, placed_at: datetime, dice: Dice) -> str:
    # A transfer takes days, so the newest orders would still wait for it; those that do are in the plan.
    can_transfer = person.country in ("DE", "AT") and placed_at < AS_OF - timedelta(days=12)
    return dice.weighted({way: weight for way, weight in _PAYMENTS.items() if way != "Vorkasse" or can_transfer})


def _paid_at(slot: Slot, payment: str, placed_at: datetime, dice: Dice) -> datetime | None:
    if not slot.paid:
        return None
    if payment != "Vorkasse":
        return placed_at - timedelta(seconds=2)
    transferred = placed_at + timedelta(days=dice.number(1, 4))
    return transferred.replace(hour=dice.number(9, 15), minute=dice.number(0, 59))


def _cancelled_at(slot: Slot, placed_at: datetime, dice: Dice) -> datetime | None:
    if slot.cancelled_after_hours is None:
        return None
    return placed_at + timedelta(minutes=dice.number(*(60 * hours for hours in slot.cancelled_after_hours)))


def _refunded(slot: Slot, lines: list[Line], sums: Charges) -> Decimal:
    if slot.refund is None or not slot.paid:
        return Decimal("0.00")
    if slot.refund == "all":
        return sums.total
    first = lines[0]
    goods = sum((line.sum - line.discount for line in lines), Decimal(0))
    # A code on the whole order is taken off each line by its share.
    paid = (first.sum - first.discount) * sums.subtotal / goods
    share = paid if slot.refund == "first_line" else paid / 2
    return rounded(min(share, sums.total))
