"""Approval: an agent asks for what lies above their ceiling, a manager answers."""

from msgspec import structs

from server.cases.sentences import SENTENCES
from server.db import approvals, audit, decisions
from server.db.approvals import Approval
from server.db.pool import Connection, Database
from server.domain.access import Principal
from server.domain.decision import Decision
from server.errors import InvalidRequest, OutcomeNotAllowed
from server.refunds.wording import say, shown_day
from server.tickets.validate import check_length


async def request_approval(database: Database, principal: Principal, decision_id: str, note: str | None) -> Approval:
    """Ask for approval of a recorded decision; InvalidRequest where it needs none."""
    check_length(note)
    async with database.store(principal.store) as conn:
        row = await decisions.get(conn, decision_id)
        if not row.decision.approval.needed:
            raise InvalidRequest("This decision needs no approval; go ahead with it.")
        approval = await approvals.request(conn, principal.store, decision_id, note, principal.name)
        await audit.add(conn, principal.store, principal.name, "approval_requested", {"decision": decision_id})
    return approval


async def answer_approval(
    database: Database, principal: Principal, approval_id: str, *, granted: bool, note: str | None
) -> Approval:
    """Grant or refuse; the role that the decision asks for is needed, a manager's at least.

    OutcomeNotAllowed for a refusal of what the law owes: that can wait, and cannot be turned down.
    """
    principal.require("manager")
    check_length(note)
    async with database.store(principal.store) as conn:
        approval = await approvals.get(conn, approval_id)
        principal.require(approval.decision.approval.role or "manager")
        if not granted and approval.state == "pending" and is_owed(approval.decision):
            raise _owed(approval.decision)
        answered = await approvals.answer(
            conn, principal.store, approval_id, granted=granted, note=note, by=principal.name
        )
        if approval.state == "pending":
            event = "approval_granted" if granted else "approval_refused"
            await audit.add(conn, principal.store, principal.name, event, {"approval": approval_id})
    return answered


async def standing(conn: Connection, decision: Decision, ticket_id: str, language: str) -> tuple[Decision, bool]:
    """The decision with what managers have said about it, and whether what the law owes is waiting for them.

    A granted request lifts the need of approval; a refused one says so in the reason. `language`: the agents'.
    """
    approval = await approvals.newest_for(conn, decision, ticket_id) if decision.approval.needed else None
    if approval is None:
        return decision, False
    if approval.state == "pending":
        return decision, is_owed(decision)
    answered = approval.answered_at or approval.requested_at
    key = "approval_granted" if approval.state == "granted" else "approval_refused"
    told = say(key, language, by=approval.answered_by or "–", day=shown_day(answered.date(), language))
    need = structs.replace(decision.approval, needed=approval.state != "granted", reason=told)
    return structs.replace(decision, approval=need), False


def is_owed(decision: Decision) -> bool:
    """Whether the outcome is what the law owes; a deduction is not, for nobody has to take one off."""
    return any(row.met for row in decision.law) and decision.action != "partial_refund"


def _owed(decision: Decision) -> OutcomeNotAllowed:
    rows = ", ".join(f"{row.row}, {row.paragraph}" for row in decision.law if row.met)
    return OutcomeNotAllowed(
        SENTENCES("law_owes", rows=rows),
        outcome=decision.outcome,
    )
