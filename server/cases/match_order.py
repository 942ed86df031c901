"""Which order a ticket is about: by number, else by who writes and what about (store-pack.md, "Which order")."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain

from msgspec import Struct

from server.cases.concerned import reported_problem
from server.cases.parcels import events_until, happened, order_status
from server.domain.case import Corrections, OrderMatch
from server.domain.facts import Fact
from server.domain.order import OrderRecord, number_key, plain_number
from server.domain.reading import Reading
from server.domain.store import Store
from server.domain.ticket import Ticket

_NOT_YET_HERE = ("late", "lost", "cancel")
_RECENT = timedelta(days=90)
_BARE = "bare"


class OrderLookup(Struct, frozen=True):
    """The shop's orders that may be meant.

    `by_key`: for each of `keys_to_look_up`, the orders whose number has that key. `of_sender`: those of the
    sender's address.
    """

    by_key: dict[str, list[OrderRecord]]
    of_sender: list[OrderRecord]

    @classmethod
    def of(cls, named: Iterable[OrderRecord], of_sender: list[OrderRecord], store: Store) -> "OrderLookup":
        """The lookup of the orders that `keys_to_look_up` brought, in any order."""
        by_key: dict[str, list[OrderRecord]] = {}
        for order in named:
            by_key.setdefault(number_key(order.number, store.order_formats), []).append(order)
        return cls(by_key, of_sender)

    @property
    def all(self) -> list[OrderRecord]:
        """The sender's first, then those named; an order that is both is there twice."""
        return [*self.of_sender, *chain.from_iterable(self.by_key.values())]


def keys_to_look_up(reading: Reading, ticket: Ticket, corrections: Corrections, store: Store) -> set[str]:
    """The keys (`number_key`) of all numbers that may be an order's."""
    named = _numbers_by_rule(reading, ticket, corrections)
    return {number_key(number, store.order_formats) for _, numbers in named for number in numbers}


def match_order(
    reading: Reading, ticket: Ticket, corrections: Corrections, lookup: OrderLookup, store: Store, as_of: datetime
) -> OrderMatch:
    """The order that the first fitting rule finds.

    `how`: agent, own_words, bare, helpdesk, earlier_words (a number was named); product, open, delivered, recent
    (the only such order of the sender). A number of the agent's that does not exist ends the search.
    """
    not_found: list[str] = []
    for how, numbers in _numbers_by_rule(reading, ticket, corrections):
        found: list[str] = []
        for number in numbers:
            orders = _orders_called(number, lookup, store, as_of)
            found += [order.number for order in orders if order.number not in found]
            if not orders and how != _BARE:
                not_found.append(number)
        if found:
            return _only(found, how, not_found)
    if corrections.order_number:
        return OrderMatch(None, [], None, not_found)
    problem = reported_problem(reading, corrections, store)
    items = corrections.items or reading.items
    orders = _existing(lookup.of_sender, as_of)
    return _match_sender(orders, items, problem, as_of, store, not_found)


def _numbers_by_rule(reading: Reading, ticket: Ticket, corrections: Corrections) -> list[tuple[str, list[str]]]:
    if corrections.order_number:
        return [("agent", [corrections.order_number])]
    return [
        ("own_words", reading.numbers),
        (_BARE, reading.bare_numbers),
        ("helpdesk", [ticket.order_number] if ticket.order_number else []),
        ("earlier_words", reading.other_numbers),
    ]


def _orders_called(number: str, lookup: OrderLookup, store: Store, as_of: datetime) -> list[OrderRecord]:
    """The orders of that number; those written just so, where several formats share their digits."""
    orders = _existing(lookup.by_key.get(number_key(number, store.order_formats), []), as_of)
    exact = [order for order in orders if plain_number(order.number) == plain_number(number)]
    return exact or orders


def _existing(orders: Iterable[OrderRecord], as_of: datetime) -> list[OrderRecord]:
    """Those placed by then, newest first."""
    placed = [order for order in orders if order.placed_at <= as_of]
    return sorted(placed, key=lambda order: order.placed_at, reverse=True)


def _only(numbers: list[str], how: str, not_found: list[str]) -> OrderMatch:
    if len(numbers) == 1:
        return OrderMatch(numbers[0], [], how, not_found)
    return OrderMatch(None, numbers, None, not_found)


def _match_sender(
    orders: list[OrderRecord],
    items: Sequence[str],
    problem: Fact,
    as_of: datetime,
    store: Store,
    not_found: list[str],
) -> OrderMatch:
    """The one of the sender's orders that the product, else the problem, else its age points at."""
    named = [order for order in orders if any(line.sku in items for line in order.lines)]
    rules = [("product", named)]
    if problem.state != "none":
        # A product of several orders narrows the search, one that none of them holds does not end it.
        meant = named or orders
        rules = [*rules, *_by_problem(meant, problem, as_of), ("recent", _recent(meant, as_of, store))]
    for how, found in rules:
        if len(found) == 1:
            return OrderMatch(found[0].number, [], how, not_found)
    candidates = next((found for _, found in [*rules[1:], *rules[:1]] if len(found) > 1), [])
    return OrderMatch(None, [order.number for order in candidates], None, not_found)


def _by_problem(orders: list[OrderRecord], problem: Fact, as_of: datetime) -> list[tuple[str, list[OrderRecord]]]:
    """The open orders for what has not come, else those of which a parcel came; no rule without a problem."""
    if problem.state == "unknown":
        return []
    if problem.value in _NOT_YET_HERE:
        return [("open", [order for order in orders if _is_open(order, as_of)])]
    return [("delivered", [order for order in orders if _has_come(order, as_of)])]


def _is_open(order: OrderRecord, as_of: datetime) -> bool:
    return not happened(order.cancelled_at, as_of) and order_status(order, as_of) != "delivered"


def _has_come(order: OrderRecord, as_of: datetime) -> bool:
    """Whether a parcel came: a part of the order is enough to be damaged, or to lack something."""
    events = (event for shipment in order.shipments for event in events_until(shipment, as_of))
    return any(event.status == "delivered" for event in events)


def _recent(orders: list[OrderRecord], as_of: datetime, store: Store) -> list[OrderRecord]:
    oldest = as_of.astimezone(store.zone).date() - _RECENT
    return [order for order in orders if order.placed_at.astimezone(store.zone).date() >= oldest]
