"""The start page: what waits, what money is due, and what is not set up yet."""

from datetime import UTC, datetime
from typing import get_args

from litestar import Response, get
from litestar.params import FromQuery
from msgspec import Struct

from server.cases.money_clock import RefundDue, refunds_due
from server.console.render import page
from server.console.session import AnyRequest, OpenDatabase, OpenModel, Session
from server.db import approvals, jobs, overview, stores
from server.db.approvals import Approval
from server.db.overview import Counts
from server.db.pool import Database
from server.db.readiness import Readiness, readiness
from server.db.waiting import WaitingTicket, waiting
from server.domain.access import Principal
from server.domain.job import Job
from server.domain.store import Store
from server.imports.import_file import Format

_TRIAGED_SHOWN = 25
_OTHERS_SHOWN = 10
_ROWS_SHOWN = 5


class Today(Struct, frozen=True):
    """All that the page shows. The lists are cut; beside each stands how many there are."""

    store: Store
    counts: Counts
    triaged: list[WaitingTicket]
    others: list[WaitingTicket]
    waiting: int
    approvals: list[Approval]
    approvals_waiting: int
    refunds: list[RefundDue]
    refunds_due: int
    refunds_overdue: int
    ready: Readiness


@get("/")
async def show_today(
    request: AnyRequest, session: Session, database: OpenDatabase, model: OpenModel, done: FromQuery[str] = ""
) -> Response[str]:
    """`done`: the import or load that has just ended."""
    return page(
        request,
        "today/today.html",
        here="home",
        today=await _look(database, session),
        session=session,
        has_model=model is not None,
        formats=get_args(Format),
        done=await _ended(database, session, done) if done else None,
        now=datetime.now(UTC),
    )


async def _look(database: Database, session: Principal) -> Today:
    refunds = await refunds_due(database, session)
    async with database.store(session.store) as conn:
        store = (await stores.get(conn)).store
        tickets = await waiting(conn)
        pending = await approvals.in_state(conn, "pending")
        triaged = [ticket for ticket in tickets if ticket.triage]
        return Today(
            store=store,
            counts=await overview.counts(conn),
            triaged=triaged[:_TRIAGED_SHOWN],
            others=[ticket for ticket in tickets if not ticket.triage][:_OTHERS_SHOWN],
            waiting=len(tickets),
            approvals=pending[:_ROWS_SHOWN],
            approvals_waiting=len(pending),
            refunds=refunds[:_ROWS_SHOWN],
            refunds_due=len(refunds),
            refunds_overdue=sum(refund.is_overdue for refund in refunds),
            ready=await readiness(conn, store),
        )


async def _ended(database: Database, session: Principal, job_id: str) -> Job | None:
    async with database.store(session.store) as conn:
        job = await jobs.get(conn, job_id)
    return job if job.state == "done" else None
