"""Facts that the order's own columns give."""

from decimal import Decimal

from server.cases.concerned import price_of_items
from server.cases.facts.row import fact, order_fact
from server.db.orders import email_key
from server.domain.case import Case
from server.domain.facts import Fact, known, none, unknown
from server.domain.money import Money
from server.domain.order import OrderRecord
from server.domain.rates import exchanged
from server.domain.store import Store


@fact
def sender_matches_order(case: Case) -> Fact:
    """Whether the ticket comes from the order's address; no address is not the order's."""
    if case.order is None:
        return none("order")
    sender = email_key(case.ticket.sender.email)
    return known(sender is not None and sender == email_key(case.order.email), "order")


@order_fact
def days_since_order(case: Case, order: OrderRecord) -> Fact:
    return known((case.today - case.day_of(order.placed_at)).days, "order")


@order_fact
def order_value(case: Case, order: OrderRecord) -> Fact:
    return _money(order.total, order, case.store)


@order_fact
def item_value(case: Case, order: OrderRecord) -> Fact:
    return _money(price_of_items(case), order, case.store)


@order_fact
def country(_case: Case, order: OrderRecord) -> Fact:
    return known(order.country.upper(), "order") if order.country else unknown("order")


@order_fact
def is_consumer(_case: Case, order: OrderRecord) -> Fact:
    """no with a VAT number or the tag b2b; a company's name alone proves nothing (BGB 13)."""
    if order.vat_number or any(tag.strip().casefold() == "b2b" for tag in order.tags):
        return known(False, "order")
    return unknown("order") if order.company else known(True, "order")


def _money(amount: Decimal | None, order: OrderRecord, store: Store) -> Fact:
    """In the order's currency; unknown where the shop has no rate for it, so that no test compares it."""
    if amount is None or exchanged(store, amount, order.currency, store.currency) is None:
        return unknown("order")
    return known(Money.of(amount, order.currency), "order")
