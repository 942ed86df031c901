"""Requests for approval: agents ask, managers answer."""

from litestar import get, post
from msgspec import Struct

from server.cases.approve import answer_approval, request_approval
from server.db import approvals
from server.db.approvals import Approval, State
from server.db.pool import Database
from server.domain.access import Principal
from server.routes.schema import ERRORS


class ApprovalRequest(Struct, frozen=True):
    decision_id: str
    note: str | None = None


class ApprovalAnswer(Struct, frozen=True):
    granted: bool
    note: str | None = None


@post("/v1/approvals", status_code=200, tags=["approvals"], summary="Ask for approval of a decision", responses=ERRORS)
async def create_approval(data: ApprovalRequest, database: Database, principal: Principal) -> Approval:
    """The request; asked twice while open, the first stands."""
    return await request_approval(database, principal, data.decision_id, data.note)


@get("/v1/approvals", tags=["approvals"], summary="List requests for approval", responses=ERRORS)
async def list_approvals(database: Database, principal: Principal, state: State | None = None) -> list[Approval]:
    """Newest first, at most 200."""
    async with database.store(principal.store) as conn:
        return await approvals.in_state(conn, state)


@post(
    "/v1/approvals/{approval_id:str}",
    status_code=200,
    tags=["approvals"],
    summary="Grant or refuse (managers)",
    responses=ERRORS,
)
async def create_answer(approval_id: str, data: ApprovalAnswer, database: Database, principal: Principal) -> Approval:
    """The answered request; a manager's role and ceiling are needed."""
    return await answer_approval(database, principal, approval_id, granted=data.granted, note=data.note)
