"""Requests for approval: what agents ask for, with all that was decided, and a manager's answer."""

from typing import Any, Literal

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from server.cases.approve import answer_approval
from server.cases.pending_answer import owed_in
from server.cases.recall_decision import recall_decision
from server.console.render import HEADERS, page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.console.tree.decisions import record_values
from server.db import approvals, stores
from server.domain.access import reaches

Shown = Literal["pending", "granted", "refused", "all"]
SHOWN: list[Shown] = ["pending", "granted", "refused", "all"]


@get("/tree/approvals")
async def list_approvals(
    request: AnyRequest, session: Session, database: OpenDatabase, show: FromQuery[Shown] = "pending"
) -> Response[str]:
    """The requests in one state or in all, newest first."""
    async with database.store(session.store) as conn:
        store = (await stores.get(conn)).store
        asked = await approvals.in_state(conn, None if show == "all" else show)
    return page(
        request,
        "tree/approvals.html",
        here="tree",
        tab="approvals",
        asked=asked,
        show=show,
        shown=SHOWN,
        zone=store.zone,
    )


@get("/tree/approvals/{approval_id:str}")
async def show_approval(
    request: AnyRequest, session: Session, database: OpenDatabase, approval_id: FromPath[str]
) -> Response[str]:
    """One request with the whole decision, and the form of the answer while it is open."""
    async with database.store(session.store) as conn:
        approval = await approvals.get(conn, approval_id)
        owed = await owed_in(conn, approval)
    record = await recall_decision(database, session, approval.decision_id)
    values = await record_values(database, session.store, record)
    return page(
        request,
        "tree/approval.html",
        here="tree",
        tab="approvals",
        approval=approval,
        owed=owed,
        may_answer=reaches(session.role, approval.decision.approval.role or "manager"),
        **values,
    )


@post("/tree/approvals/{approval_id:str}", status_code=303)
async def answer(
    request: AnyRequest, session: Session, database: OpenDatabase, approval_id: FromPath[str]
) -> Response[Any]:
    """Grant or refuse; the page then says who did."""
    form = await request.form()
    granted, note = form.get("granted") == "yes", str(form.get("note") or "").strip() or None
    await answer_approval(database, session, approval_id, granted=granted, note=note)
    return Redirect(f"/console/tree/approvals/{approval_id}", status_code=303, headers=HEADERS)
