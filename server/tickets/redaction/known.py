"""What the ticket and its orders already tell of the people in it."""

from collections.abc import Iterable

from msgspec import Struct

from server.domain.order import OrderRecord
from server.domain.store import Store
from server.domain.ticket import Ticket


class Known(Struct, frozen=True):
    """Personal data to look for, and what is none though it may look like it.

    `regions`: ISO 3166-1, whose phone numbers may stand without a country code. `kept`: order and parcel numbers,
    SKUs, the shop's own addresses.
    """

    names: list[str]
    companies: list[str]
    phones: list[str]
    handles: list[str]
    addresses: list[str]
    regions: list[str]
    kept: list[str]


def known_people(ticket: Ticket, orders: Iterable[OrderRecord], store: Store) -> Known:
    """Customer, writers and the shop's agents, and whoever the orders name that the ticket may be about."""
    orders = list(orders)
    sender = ticket.sender
    return Known(
        names=_told(
            sender.name,
            *(message.name for message in ticket.messages),
            *(order.customer_name for order in orders),
            *(agent.name for agent in store.agents),
        ),
        companies=_told(*(order.company for order in orders)),
        phones=_told(sender.phone, *(order.phone for order in orders)),
        handles=_told(sender.handle),
        addresses=_told(*(order.shipping_address for order in orders)),
        regions=_told(store.country, *(order.country for order in orders)),
        kept=_told(*store.addresses, ticket.order_number, *(number for order in orders for number in _numbers(order))),
    )


def known_of_shop(store: Store) -> Known:
    """The shop's own people alone: of its policies and macros, and of what its agents search for."""
    return known_people(Ticket([]), [], store)


def _numbers(order: OrderRecord) -> list[str | None]:
    parcels = [number for s in order.shipments for number in (s.number, s.supplier_order)]
    return [order.number, *parcels, *(line.sku for line in order.lines)]


def _told(*values: str | None) -> list[str]:
    return list(dict.fromkeys(value.strip() for value in values if value and value.strip()))
