"""Money that has to go back: by when, why, and what is late."""

from collections.abc import Callable
from typing import Any, Literal

from litestar import Response, get
from litestar.params import FromQuery

from server.cases.money_clock import RefundDue, refunds_due
from server.console.render import page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.db import stores

Shown = Literal["all", "overdue", "due"]
Column = Literal["due_at", "order", "amount"]
SHOWN: list[Shown] = ["all", "overdue", "due"]
COLUMNS: dict[Column, Callable[[RefundDue], Any]] = {
    "due_at": lambda one: (one.due_at, one.order_number),
    "order": lambda one: one.order_number,
    "amount": lambda one: one.amount.amount if one.amount else 0,
}


@get("/tree/refunds-due")
async def show_refunds_due(
    request: AnyRequest,
    session: Session,
    database: OpenDatabase,
    show: FromQuery[Shown] = "all",
    sort: FromQuery[Column] = "due_at",
    descending: FromQuery[bool] = False,
    order: FromQuery[str] = "",
) -> Response[str]:
    """The list, late ones or not yet late ones alone; `order`: a part of the order's number."""
    due = await refunds_due(database, session)
    async with database.store(session.store) as conn:
        store = (await stores.get(conn)).store
    wanted = [
        one
        for one in due
        if (show == "all" or one.is_overdue == (show == "overdue"))
        and order.strip().lower() in one.order_number.lower()
    ]
    return page(
        request,
        "tree/refunds_due.html",
        here="tree",
        tab="refunds_due",
        due=sorted(wanted, key=COLUMNS[sort], reverse=descending),
        total=len(due),
        overdue=sum(one.is_overdue for one in due),
        show=show,
        shown=SHOWN,
        sort=sort,
        descending=descending,
        columns=list(COLUMNS),
        order=order,
        shop_language=store.default_language,
    )
