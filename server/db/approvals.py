"""Requests for approval and their answers; both are written once."""

from datetime import datetime
from typing import Literal
from uuid import uuid4

from msgspec import Struct, json

from server.db.pool import Connection, Row, as_uuid, to_json
from server.db.sentences import SENTENCES
from server.domain.decision import Decision
from server.errors import ApprovalNotFound, Stale

State = Literal["pending", "granted", "refused"]


class Approval(Struct, frozen=True):
    """A request with its answer, if any, and the whole decision that it is about."""

    id: str
    decision_id: str
    decision: Decision
    state: State
    note: str | None
    requested_by: str | None
    requested_at: datetime
    answer_note: str | None
    answered_by: str | None
    answered_at: datetime | None


_SELECT = """
    SELECT a.approval_id, a.decision_id, a.note, a.requested_by, a.requested_at, w.granted, w.note AS answer_note,
        w.answered_by, w.answered_at, d.record
    FROM kulanz.approvals a
    JOIN kulanz.decisions d USING (store_id, decision_id)
    LEFT JOIN kulanz.approval_answers w USING (store_id, approval_id)
"""


async def request(conn: Connection, store_id: str, decision_id: str, note: str | None, by: str | None) -> Approval:
    """Ask for approval of a decision; asked twice while pending, the first request stands."""
    cursor = await conn.execute(_SELECT + " WHERE a.decision_id = %s AND w.granted IS NULL", [decision_id])
    row = await cursor.fetchone()
    if row is not None:
        return _approval(row)
    approval_id = uuid4()
    await conn.execute(
        """
        INSERT INTO kulanz.approvals (store_id, approval_id, decision_id, note, requested_by)
        VALUES (%s, %s, %s, %s, %s)
        """,
        [store_id, approval_id, decision_id, note, by],
    )
    return await get(conn, str(approval_id))


async def get(conn: Connection, approval_id: str) -> Approval:
    """A request by id, or ApprovalNotFound."""
    cursor = await conn.execute(_SELECT + " WHERE a.approval_id = %s", [as_uuid(approval_id)])
    row = await cursor.fetchone()
    if row is None:
        raise ApprovalNotFound("There is no such request in this store; list them with GET /v1/approvals.")
    return _approval(row)


async def of_decision(conn: Connection, decision_id: str) -> list[Approval]:
    """The requests about one decision, oldest first."""
    cursor = await conn.execute(_SELECT + " WHERE a.decision_id = %s ORDER BY a.requested_at", [as_uuid(decision_id)])
    return [_approval(row) for row in await cursor.fetchall()]


async def newest_for(conn: Connection, decision: Decision, ticket_id: str) -> Approval | None:
    """The newest request for this decision, or for one on the same ticket with the same outcome and sum."""
    cursor = await conn.execute(
        f"""
        {_SELECT}
        WHERE a.decision_id = %(decision)s OR (
            d.ticket_id = %(ticket)s AND d.outcome IS NOT DISTINCT FROM %(outcome)s
            AND d.record -> 'amount' = %(amount)s::jsonb
        )
        ORDER BY a.requested_at DESC, a.approval_id LIMIT 1
        """,
        {
            "decision": decision.id,
            "ticket": ticket_id,
            "outcome": decision.outcome,
            "amount": to_json(decision.amount),
        },
    )
    row = await cursor.fetchone()
    return None if row is None else _approval(row)


async def in_state(conn: Connection, state: State | None) -> list[Approval]:
    """Requests in a state (all where None), newest first, at most 200."""
    condition = {None: "true", "pending": "w.granted IS NULL", "granted": "w.granted", "refused": "NOT w.granted"}[
        state
    ]
    cursor = await conn.execute(f"{_SELECT} WHERE {condition} ORDER BY a.requested_at DESC, a.approval_id LIMIT 200")
    return [_approval(row) for row in await cursor.fetchall()]


async def answer(
    conn: Connection, store_id: str, approval_id: str, *, granted: bool, note: str | None, by: str | None
) -> Approval:
    """Grant or refuse. The same answer again changes nothing; the opposite one is Stale."""
    await conn.execute(
        """
        INSERT INTO kulanz.approval_answers (store_id, approval_id, granted, note, answered_by)
        SELECT %s, approval_id, %s, %s, %s FROM kulanz.approvals WHERE approval_id = %s ON CONFLICT DO NOTHING
        """,
        [store_id, granted, note, by, as_uuid(approval_id)],
    )
    # Whoever else answers at the same time has either waited for this row or has written one before it.
    answered = await get(conn, approval_id)
    if (answered.state == "granted") != granted:
        raise Stale(SENTENCES(f"answered.{answered.state}"))
    return answered


def _approval(row: Row) -> Approval:
    state: State = "pending" if row["granted"] is None else "granted" if row["granted"] else "refused"
    return Approval(
        str(row["approval_id"]),
        str(row["decision_id"]),
        json.decode(row["record"], type=Decision),
        state,
        row["note"],
        row["requested_by"],
        row["requested_at"],
        row["answer_note"],
        row["answered_by"],
        row["answered_at"],
    )
