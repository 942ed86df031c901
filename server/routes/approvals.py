"""Requests for approval: agents ask, managers answer."""

from typing import Annotated

from litestar import get, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Struct

from server.cases.approve import answer_approval, request_approval
from server.db import approvals
from server.db.approvals import Approval, State
from server.routes.access import Caller, OpenDatabase
from server.routes.schema import ERRORS

WantedState = Annotated[State | None, QueryParameter(name="state")]


class ApprovalRequest(Struct, frozen=True):
    decision_id: str
    note: str | None = None


class ApprovalAnswer(Struct, frozen=True):
    granted: bool
    note: str | None = None


@post("/v1/approvals", status_code=200, tags=["approvals"], summary="Ask for approval of a decision", responses=ERRORS)
async def create_approval(data: JSONBody[ApprovalRequest], database: OpenDatabase, principal: Caller) -> Approval:
    """The request; asked twice while open, the first stands."""
    return await request_approval(database, principal, data.decision_id, data.note)


@get("/v1/approvals", tags=["approvals"], summary="List requests for approval", responses=ERRORS)
async def list_approvals(
    database: OpenDatabase, principal: Caller, wanted: Annotated[State | None, QueryParameter(name="state")] = None
) -> list[Approval]:
    """Newest first, at most 200."""
    async with database.store(principal.store) as conn:
        return await approvals.in_state(conn, wanted)


@get("/v1/approvals/{approval_id:str}", tags=["approvals"], summary="One request with its answer", responses=ERRORS)
async def get_approval(approval_id: FromPath[str], database: OpenDatabase, principal: Caller) -> Approval:
    """The request as it stands; who asked looks here for the answer."""
    async with database.store(principal.store) as conn:
        return await approvals.get(conn, approval_id)


@post(
    "/v1/approvals/{approval_id:str}",
    status_code=200,
    tags=["approvals"],
    summary="Grant or refuse (managers)",
    responses=ERRORS,
)
async def create_answer(
    approval_id: FromPath[str], data: JSONBody[ApprovalAnswer], database: OpenDatabase, principal: Caller
) -> Approval:
    """The answered request; a manager's role and ceiling are needed."""
    return await answer_approval(database, principal, approval_id, granted=data.granted, note=data.note)
