"""Which order a past ticket was about: the one it names, else the only one its sender had by then."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from server.db.orders import email_key
from server.domain.order import OrderRecord, number_key
from server.domain.ticket import PastTicket, Ticket
from server.tickets.order_numbers import bare_numbers, order_numbers


def named_numbers(ticket: Ticket, formats: list[str]) -> list[str]:
    """Keys of the order numbers that a ticket names, the helpdesk's own field first."""
    words = " ".join([*(message.text for message in ticket.customer_messages), ticket.subject or ""])
    named = [ticket.order_number or "", *order_numbers(words, formats), *bare_numbers(words)]
    return [number_key(number, formats) for number in named if number]


def tied_to_orders(
    tickets: Iterable[PastTicket], orders: Sequence[OrderRecord], formats: list[str]
) -> Iterator[PastTicket]:
    """Each ticket with its order's number, None where nothing tells it."""
    numbers = {number_key(order.number, formats): order.number for order in orders}
    of_sender: dict[str | None, list[OrderRecord]] = {}
    for order in orders:
        of_sender.setdefault(email_key(order.email), []).append(order)
    for past in tickets:
        found = [numbers[key] for key in named_numbers(past.ticket, formats) if key in numbers]
        sender = email_key(past.ticket.sender.email)
        theirs = [order.number for order in of_sender.get(sender, []) if sender and _was_placed(order, past.ticket)]
        yield structs.replace(past, order_number=found[0] if found else theirs[0] if len(theirs) == 1 else None)


def _was_placed(order: OrderRecord, ticket: Ticket) -> bool:
    return ticket.opened_at is None or order.placed_at <= ticket.opened_at
