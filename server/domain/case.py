"""A case: one ticket with everything its facts are computed from."""

from datetime import date, datetime
from typing import Any

from msgspec import Struct

from server.domain.order import OrderRecord
from server.domain.product import Product, Supplier
from server.domain.reading import Reading
from server.domain.store import Store
from server.domain.ticket import PastTicket, Ticket


class OrderMatch(Struct, frozen=True):
    """Which order the ticket is about. `how` is a word for the rule that found it, None where none did.

    Several: `number` None and `candidates`. `not_found`: numbers the customer named that do not exist.
    """

    number: str | None
    candidates: list[str]
    how: str | None
    not_found: list[str]


class Remedy(Struct, frozen=True):
    """A replacement, repair or new shipment that was already sent for some items of the order."""

    action: str
    items: list[str] | None
    at: datetime


class Corrections(Struct, frozen=True):
    """What the agent knows better: an order, items (SKUs), and facts as given (not yet read)."""

    order_number: str | None = None
    items: list[str] | None = None
    facts: dict[str, Any] = {}


class Case(Struct, frozen=True):
    """All inputs of the facts, nothing dated after `as_of` among them.

    `sender_orders`: all orders of the identified order's address (of the sender's where none is
    identified). `order_tickets`: other tickets tied to the order. `earlier_customer_tickets`: other
    tickets of the same person. `remedies`: from earlier decisions and labels of past tickets.
    """

    ticket: Ticket
    as_of: datetime
    store: Store
    reading: Reading
    corrections: Corrections
    match: OrderMatch
    order: OrderRecord | None
    products: dict[str, Product]
    suppliers: dict[str, Supplier]
    sender_orders: list[OrderRecord]
    order_tickets: list[PastTicket]
    earlier_customer_tickets: list[PastTicket]
    remedies: list[Remedy]

    @property
    def today(self) -> date:
        """The day of `as_of` in the shop's timezone."""
        return self.day_of(self.as_of)

    def day_of(self, instant: datetime) -> date:
        """The calendar day of an instant in the shop's timezone."""
        return instant.astimezone(self.store.zone).date()

    @property
    def request_day(self) -> date:
        """Day of the first customer message; of `as_of` where it is undated."""
        first = next(iter(self.ticket.customer_messages), None)
        return self.day_of(first.sent_at) if first and first.sent_at else self.today
