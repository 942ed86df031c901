"""By when the shop said that the goods come, by when they may still be expected, and how late they are."""

from datetime import date, timedelta
from decimal import Decimal

from server.cases.concerned import concerned_shipments
from server.cases.delivery import delivery_of_items
from server.cases.facts.order import country
from server.cases.facts.row import order_fact
from server.cases.facts.tracking import shipping_status
from server.cases.parcels import happened
from server.domain.case import Case
from server.domain.facts import Fact, known, unknown
from server.domain.order import OrderRecord
from server.domain.parameters import parameter

_UNDER_WAY = ("not_shipped", "in_transit", "out_for_delivery")


@order_fact
def days_past_promise(case: Case, order: OrderRecord) -> Fact:
    """From the promised day to the delivery, or to today where nothing came; 0 before."""
    promised = promised_day(case)
    if promised is None:
        return unknown("tracking")
    delivery = delivery_of_items(case, order)
    days = ((delivery.day or case.today) - promised).days
    if delivery.state == "unknown" and days > 0:
        return unknown("tracking")
    return known(max(0, days), "tracking")


def promised_day(case: Case) -> date | None:
    """The latest `promised_by` of the shipments concerned, else the order's day and the shop's promised days.

    None without an order, and where the shop promises nothing for the country.
    """
    if case.order is None:
        return None
    promised = [shipment.promised_by for shipment in concerned_shipments(case) if shipment.promised_by]
    if promised:
        return max(promised)
    order_day = case.day_of(case.order.placed_at)
    to = country(case).value
    days = parameter(case.store, "promised_days", order_day, case.today, to if isinstance(to, str) else None)
    return order_day + timedelta(days=int(days)) if isinstance(days, Decimal) else None


def expected_day(case: Case) -> date | None:
    """The promised day, as long as it can still be kept; None where saying it would be a false hope."""
    if case.order is None or happened(case.order.cancelled_at, case.as_of):
        return None
    day = promised_day(case)
    return day if day and day >= case.today and shipping_status(case).value in _UNDER_WAY else None
