"""The clock of money that goes back: by when, why, and which refunds are due or late."""

from datetime import UTC, date, datetime

from msgspec import Struct

from server.db.pool import Connection, Database
from server.db.refunding import Refunding, refunding
from server.domain.access import Principal
from server.domain.decision import Decision
from server.domain.money import Money
from server.domain.order import OrderRecord
from server.domain.store import Store
from server.refunds.dates import money_due_on
from server.refunds.wording import say, shown_day
from server.stores.shop import open_shop


class RefundDue(Struct, frozen=True):
    """Money that has to be on its way by the end of the day `due_at`; `amount` None where it is not decided yet."""

    order_number: str
    amount: Money | None
    due_at: date
    is_overdue: bool
    reason: str
    ticket_id: str
    decision_id: str


async def refunds_due(database: Database, principal: Principal) -> list[RefundDue]:
    """Every refund that is not paid yet, the one due first at the top; those that are late lead."""
    async with database.store(principal.store) as conn:
        store = (await open_shop(conn)).store
        due = [clock for one in await refunding(conn) if (clock := _clock_of(one, store))]
    return sorted(due, key=lambda one: (one.due_at, one.order_number))


async def due_of_order(conn: Connection, number: str, store: Store) -> RefundDue | None:
    """The first refund that is due of this order."""
    clocks = [clock for one in await refunding(conn, number) if (clock := _clock_of(one, store))]
    return min(clocks, key=lambda clock: clock.due_at, default=None)


def clock_of_decision(
    decision: Decision, order: OrderRecord, request_day: date, language: str, *, sent: bool
) -> tuple[date, str] | None:
    """Day and reason: the law's from the declaration on, or the one that a reply has promised; None once it is paid.

    At least as much as was decided has gone back then; of a sum that is open, anything.
    """
    amount = decision.amount
    if order.refunded > 0 and (amount is None or order.refunded >= amount.amount):
        return None
    by_law = any(row.row == "W1" for row in decision.law)
    if by_law and decision.facts["withdrawal_declared"].value is True:
        day = money_due_on(request_day)
        return day, say("due_by_withdrawal", language, declared=shown_day(request_day, language))
    if decision.refund_by is not None and sent:
        return decision.refund_by, say("due_by_promise", language, day=shown_day(decision.refund_by, language))
    return None


def _clock_of(one: Refunding, store: Store) -> RefundDue | None:
    first = next((m.sent_at for m in one.past.ticket.customer_messages if m.sent_at), None)
    now = datetime.now(UTC)
    request_day = (first or now).astimezone(store.zone).date()
    clock = clock_of_decision(one.decision, one.order, request_day, store.default_language, sent=one.sent)
    if clock is None:
        return None
    day, reason = clock
    return RefundDue(
        order_number=one.order.number,
        amount=one.decision.amount,
        due_at=day,
        is_overdue=now.astimezone(store.zone).date() > day,
        reason=reason,
        ticket_id=one.ticket_id,
        decision_id=one.decision.id,
    )
