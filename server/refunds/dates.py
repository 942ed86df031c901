"""The days that a decision names: until when to wait, by when goods and money go back, what comes next when."""

from datetime import date, datetime, timedelta

from server.domain.calendar import Calendar
from server.domain.tree import Action, Outcome
from server.refunds.amounts import REFUNDS

_WAITING: frozenset[Action] = frozenset({"wait", "trace"})
_SUPPLIED: frozenset[Action] = frozenset({"replace", "resend", "repair", "exchange", "expedite"})
_WAITING_WORKING_DAYS = 5
_SUPPLIER_WORKING_DAYS = 2
_SOON_WORKING_DAYS = 7
_RETURN_DAYS = timedelta(days=14)
_REFUND_DAYS = timedelta(days=14)


def waits_until(outcome: Outcome, expected_day: date | None, today: date, calendar: Calendar) -> date | None:
    """Until when the customer is asked to wait; None where the outcome is neither wait nor trace."""
    if outcome.action not in _WAITING:
        return None
    if outcome.within_days is not None:
        return today + timedelta(days=outcome.within_days)
    if outcome.action == "wait" and expected_day is not None and expected_day >= today:
        return expected_day
    return calendar.add_working_days(today, _WAITING_WORKING_DAYS)


def is_soon(until: date | None, today: date, calendar: Calendar) -> bool:
    """Whether a wait ends within the seven working days that the law's row L2 leaves."""
    return until is not None and until <= calendar.add_working_days(today, _SOON_WORKING_DAYS)


def goods_back_by(action: Action, today: date, calendar: Calendar) -> date | None:
    """By when the goods are expected back; only a refund against the goods sets such a day."""
    return calendar.next_working_day(today + _RETURN_DAYS) if action == "return_refund" else None


def money_back_by(action: Action, today: date, declared_on: date | None) -> date | None:
    """By when a refund must be on its way: counted from the day a withdrawal was declared, else from today.

    Today where that day has passed already: late, but not a day in the past.
    """
    if action not in REFUNDS:
        return None
    return max(today, money_due_on(declared_on or today))


def money_due_on(declared_on: date) -> date:
    """The last day for the money after a withdrawal that arrived on that day, past or not (BGB 355(3), 357(1))."""
    return declared_on + _REFUND_DAYS


def next_step_day(
    outcome: Outcome,
    *,
    until: date | None,
    return_by: date | None,
    refund_by: date | None,
    as_of: datetime,
    calendar: Calendar,
) -> date:
    """The one day that a draft names. `as_of` is in the shop's timezone."""
    today = as_of.date()
    if outcome.action in _SUPPLIED:
        return _supplier_answers_by(outcome, as_of, calendar)
    return until or return_by or refund_by or calendar.add_working_days(today, 1)


def _supplier_answers_by(outcome: Outcome, as_of: datetime, calendar: Calendar) -> date:
    if outcome.supplier and outcome.supplier.within_hours is not None:
        return calendar.next_working_day((as_of + timedelta(hours=outcome.supplier.within_hours)).date())
    return calendar.add_working_days(calendar.next_working_day(as_of.date()), _SUPPLIER_WORKING_DAYS)
