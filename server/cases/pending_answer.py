"""What a manager must know before they answer a request for approval."""

from datetime import date

from msgspec import Struct

from server.cases.approve import is_owed
from server.cases.money_clock import due_of_order
from server.db.approvals import Approval
from server.db.pool import Connection
from server.stores.shop import open_shop


class Owed(Struct, frozen=True):
    """The law owes what was decided: it may wait, until the end of `due_at` where a clock runs, and not be refused.

    `rows`: row and paragraph of each that it fulfils; `reason` of the clock, in the shop's language.
    """

    rows: list[str]
    due_at: date | None
    reason: str | None


async def owed_in(conn: Connection, approval: Approval) -> Owed | None:
    """Why and until when; None where the request may be refused."""
    decision = approval.decision
    if not is_owed(decision):
        return None
    store = (await open_shop(conn)).store
    clock = await due_of_order(conn, decision.order_number, store) if decision.order_number else None
    rows = [f"{row.row}, {row.paragraph}" for row in decision.law if row.met]
    return Owed(rows, clock.due_at if clock else decision.refund_by, clock.reason if clock else None)
