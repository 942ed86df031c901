"""Decisions: immutable rows, with the corrections they were made under."""

from datetime import datetime
from typing import Any

from msgspec import Struct, json

from server.db.pool import Connection, as_uuid, to_json
from server.domain.case import Remedy
from server.domain.decision import Decision
from server.errors import DecisionNotFound


class DecisionRow(Struct, frozen=True):
    """A decision with what it was made from; `decided_by`: the agent of the token, else its role, None without one."""

    decision: Decision
    ticket_id: str | None
    as_of: datetime
    corrections: dict[str, Any]
    created_at: datetime
    decided_by: str | None


async def save(
    conn: Connection,
    store_id: str,
    decision: Decision,
    *,
    as_of: datetime,
    corrections: dict[str, Any],
    ticket_id: str | None,
    actor: str | None,
) -> None:
    """Write the record of one walk."""
    await conn.execute(
        """
        INSERT INTO kulanz.decisions (store_id, decision_id, ticket_id, order_number, as_of, outcome, action,
            tree_version, record, corrections, actor)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        [
            store_id,
            decision.id,
            ticket_id,
            decision.order_number,
            as_of,
            decision.outcome,
            decision.action,
            decision.tree_version,
            to_json(decision),
            to_json(corrections),
            actor,
        ],
    )


async def get(conn: Connection, decision_id: str) -> DecisionRow:
    """A decision by id, or DecisionNotFound."""
    cursor = await conn.execute(
        """
        SELECT d.record, d.ticket_id, d.as_of, d.corrections, d.created_at, coalesce(t.agent, t.role) AS decided_by
        FROM kulanz.decisions d LEFT JOIN kulanz.tokens t ON t.store_id = d.store_id AND t.token_id = d.actor
        WHERE d.decision_id = %s
        """,
        [as_uuid(decision_id)],
    )
    row = await cursor.fetchone()
    if row is None:
        raise DecisionNotFound("There is no such decision in this store; take the id from a draft or a decision.")
    return DecisionRow(
        json.decode(row["record"], type=Decision),
        str(row["ticket_id"]) if row["ticket_id"] else None,
        row["as_of"],
        json.decode(row["corrections"]),
        row["created_at"],
        row["decided_by"],
    )


async def sent_remedies(conn: Connection, order_number: str, until: datetime) -> list[Remedy]:
    """Replacements, repairs and new shipments of this order whose reply an agent sent up to `until`."""
    cursor = await conn.execute(
        """
        SELECT DISTINCT ON (d.decision_id) d.action, d.corrections, o.created_at
        FROM kulanz.decisions d
        JOIN kulanz.drafts r ON r.decision_id = d.decision_id AND r.kind = 'reply'
        JOIN kulanz.draft_outcomes o ON o.draft_id = r.draft_id AND o.action = 'sent'
        WHERE d.order_number = %s AND d.action IN ('replace', 'repair', 'resend') AND o.created_at <= %s
        ORDER BY d.decision_id, o.created_at
        """,
        [order_number, until],
    )
    return [
        Remedy(row["action"], json.decode(row["corrections"]).get("items"), row["created_at"])
        for row in await cursor.fetchall()
    ]
