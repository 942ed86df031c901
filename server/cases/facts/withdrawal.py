"""The statutory withdrawal: how long it is open, and for which goods it does not exist (domain.md, W1 and W4)."""

from datetime import date, timedelta
from typing import Literal

from server.cases.concerned import concerned_lines
from server.cases.corrections import corrected
from server.cases.delivery import delivery_of_order
from server.cases.facts.row import order_fact
from server.cases.facts.words import seal_broken
from server.cases.parcels import happened
from server.domain.calendar import Calendar
from server.domain.case import Case
from server.domain.facts import Fact, known, unknown
from server.domain.order import OrderLine, OrderRecord

_WINDOW = timedelta(days=14)
_MADE_TO_SPECIFICATION = "custom"
_SEALED = frozenset({"hygiene", "media"})


@order_fact
def withdrawal_open(case: Case, order: OrderRecord) -> Fact:
    """Whether the request came before the delivery or inside the window after it, for goods that are not excluded."""
    inside = _inside_window(case, order)
    excluded = _excluded(case, order)
    if inside is False or excluded == "yes":
        return known(False, "policy")
    return unknown("policy") if inside is None or excluded == "unknown" else known(True, "policy")


def withdrawal_ends(case: Case) -> date | None:
    """The last day on which a withdrawal can be declared; None before the delivery and where there is none."""
    if case.order is None or _excluded(case, case.order) != "no":
        return None
    delivered = delivery_of_order(case, case.order).day
    return None if delivered is None else _end_of_window(delivered, case)


def _inside_window(case: Case, order: OrderRecord) -> bool | None:
    delivery = delivery_of_order(case, order)
    if delivery.state == "out":
        return True
    if delivery.day:
        return case.request_day <= _end_of_window(delivery.day, case)
    # Nobody tells when it came, but not before it was sent.
    sent = order.fulfilled_at if happened(order.fulfilled_at, case.as_of) else None
    return True if case.request_day <= _end_of_window(case.day_of(sent or order.placed_at), case) else None


def _end_of_window(delivered: date, case: Case) -> date:
    return Calendar.of(case.store).next_working_day(delivered + _WINDOW)


def _excluded(case: Case, order: OrderRecord) -> Literal["yes", "no", "unknown"]:
    """yes for excluded items, no for others; unknown for some of both, and where an unnamed item may be one."""
    told = corrected(case.corrections, "item_tags", case.store)
    if told is not None and isinstance(told.value, frozenset):
        return "yes" if _is_excluded(told.value, case) else "no"
    lines = concerned_lines(case)
    excluded = [_is_excluded(_tags(line, case), case) for line in lines or order.lines]
    if not any(excluded):
        return "no"
    return "yes" if lines is not None and all(excluded) else "unknown"


def _is_excluded(tags: frozenset[str], case: Case) -> bool:
    if _MADE_TO_SPECIFICATION in tags:
        return True
    return not tags.isdisjoint(_SEALED) and seal_broken(case).value is True


def _tags(line: OrderLine, case: Case) -> frozenset[str]:
    """What products.csv says of it; a product that it lacks is not excluded, for the shop would have to show that."""
    product = case.products.get(line.sku) if line.sku else None
    return frozenset(product.tags) if product else frozenset()
