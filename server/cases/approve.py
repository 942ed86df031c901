"""Approval: an agent asks for what lies above their ceiling, a manager answers."""

from server.db import approvals, audit, decisions
from server.db.approvals import Approval
from server.db.pool import Database
from server.domain.access import Principal
from server.errors import InvalidRequest
from server.tickets.validate import check_length


async def request_approval(database: Database, principal: Principal, decision_id: str, note: str | None) -> Approval:
    """Ask for approval of a recorded decision; InvalidRequest where it needs none."""
    check_length(note)
    async with database.store(principal.store) as conn:
        row = await decisions.get(conn, decision_id)
        if not row.decision.approval.needed:
            raise InvalidRequest("This decision needs no approval; go ahead with it.")
        approval = await approvals.request(conn, principal.store, decision_id, note, _who(principal))
        await audit.add(conn, principal.store, _who(principal), "approval_requested", {"decision": decision_id})
    return approval


async def answer_approval(
    database: Database, principal: Principal, approval_id: str, *, granted: bool, note: str | None
) -> Approval:
    """Grant or refuse; the role that the decision asks for is needed, a manager's at least."""
    principal.require("manager")
    check_length(note)
    async with database.store(principal.store) as conn:
        approval = await approvals.get(conn, approval_id)
        row = await decisions.get(conn, approval.decision_id)
        principal.require(row.decision.approval.role or "manager")
        answered = await approvals.answer(
            conn, principal.store, approval_id, granted=granted, note=note, by=_who(principal)
        )
        if approval.state == "pending":
            event = "approval_granted" if granted else "approval_refused"
            await audit.add(conn, principal.store, _who(principal), event, {"approval": approval_id})
    return answered


def _who(principal: Principal) -> str:
    return principal.agent or principal.role
