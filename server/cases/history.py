"""What a customer has had with the shop: their orders, refunds and conversations."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from server.cases.parcels import happened
from server.domain.order import OrderRecord
from server.domain.store import Store
from server.domain.ticket import PastTicket, Ticket

_A_YEAR = timedelta(days=365)
_ONE_CONTACT = timedelta(minutes=30)


def count_past_orders(orders: Iterable[OrderRecord], this: OrderRecord | None, as_of: datetime) -> int:
    """Orders of the address placed before `this` one (by `as_of` where there is none), not cancelled."""
    until = this.placed_at if this else as_of
    return sum(
        order.placed_at <= until and not _same(order, this) and not happened(order.cancelled_at, as_of)
        for order in orders
    )


def count_refunds(orders: Iterable[OrderRecord], this: OrderRecord | None, store: Store, as_of: datetime) -> int:
    """Orders of the address placed within the 365 days before `as_of` of which money went back, without `this`."""
    oldest = as_of.astimezone(store.zone).date() - _A_YEAR
    return sum(
        order.refunded > 0
        and order.placed_at <= as_of
        and order.placed_at.astimezone(store.zone).date() >= oldest
        and not _same(order, this)
        for order in orders
    )


def count_contacts(tickets: Iterable[Ticket], as_of: datetime) -> int:
    """How often the customer wrote by `as_of`. What follows within 30 minutes belongs to the same contact.

    Undated messages of one ticket count once: nothing says how far apart they are.
    """
    messages = [ticket.until(as_of).customer_messages for ticket in tickets]
    sent = sorted(m.sent_at.astimezone(UTC) for of_ticket in messages for m in of_ticket if m.sent_at)
    later = sum(after - before > _ONE_CONTACT for before, after in pairwise(sent))
    undated = sum(any(message.sent_at is None for message in of_ticket) for of_ticket in messages)
    return undated + later + bool(sent)


def count_open_tickets(tickets: Iterable[PastTicket], as_of: datetime) -> int:
    """Tickets that were open at `as_of`; a ticket known twice counts once."""
    return len({ticket.id for ticket in tickets if _is_open(ticket, as_of)})


def _is_open(ticket: PastTicket, as_of: datetime) -> bool:
    opened = ticket.ticket.opened_at
    begun = opened is None or opened <= as_of
    return begun and (ticket.status == "open" or (ticket.solved_at is not None and ticket.solved_at > as_of))


def _same(order: OrderRecord, this: OrderRecord | None) -> bool:
    return this is not None and order.number == this.number
