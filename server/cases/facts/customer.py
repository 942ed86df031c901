"""Facts about the customer: who they are to the shop, and how often they had to write."""

from server.cases.concerned import concerned_lines
from server.cases.facts.row import fact, order_fact
from server.cases.history import count_contacts, count_past_orders, count_refunds
from server.domain.case import Case, Remedy
from server.domain.facts import Fact, known, unknown
from server.domain.order import OrderRecord

_REMEDIES = ("replace", "repair", "resend")


@fact
def past_orders(case: Case) -> Fact:
    """Orders of the same address before this one; unknown without an address."""
    if not _address(case):
        return unknown("customer")
    return known(count_past_orders(case.sender_orders, case.order, case.as_of), "customer")


@fact
def refunds_last_12_months(case: Case) -> Fact:
    """Refunded orders of the same address, this one not counted; unknown without an address."""
    if not _address(case):
        return unknown("customer")
    return known(count_refunds(case.sender_orders, case.order, case.store, case.as_of), "customer")


@fact
def contacts_about_this_order(case: Case) -> Fact:
    """How often they wrote in this ticket and in all others tied to the order."""
    tickets = [case.ticket, *(past.ticket for past in case.order_tickets)]
    return known(count_contacts(tickets, case.as_of), "customer")


@order_fact
def remedy_attempts(case: Case, _order: OrderRecord) -> Fact:
    """Replacements, repairs and new shipments already sent for the items concerned."""
    lines = concerned_lines(case)
    sent = [remedy for remedy in case.remedies if remedy.action in _REMEDIES and remedy.at <= case.as_of]
    if lines is None and sent:
        return unknown("customer")
    skus = {line.sku for line in lines or []}
    return known(sum(_is_for(remedy, skus) for remedy in sent), "customer")


def _is_for(remedy: Remedy, skus: set[str | None]) -> bool:
    """A remedy that names no items counts: the customer must not be sent round a second time."""
    return remedy.items is None or not skus.isdisjoint(remedy.items)


def _address(case: Case) -> str | None:
    return case.order.email if case.order else case.ticket.sender.email
