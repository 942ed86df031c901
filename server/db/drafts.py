"""Drafts and what became of them: immutable rows, outcomes beside them."""

import hashlib
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct, json

from server.db.pool import Connection, as_uuid, to_json
from server.domain.draft import Draft, DraftRequest
from server.errors import DraftNotFound


class DraftRow(Struct, frozen=True):
    """A draft with the request that made it."""

    draft: Draft
    request: DraftRequest
    ticket_id: str


class DraftOutcome(Struct, frozen=True):
    """The body of POST /v1/drafts/{id}/outcome."""

    action: Literal["inserted", "sent", "discarded"]
    final_text: str | None = None
    rating: Literal[-1, 1] | None = None
    note: str | None = None


async def save(
    conn: Connection, store_id: str, draft: Draft, *, request: DraftRequest, ticket_id: str, actor: str | None
) -> None:
    """Write a finished draft."""
    await conn.execute(
        """
        INSERT INTO kulanz.drafts (store_id, draft_id, parent_id, decision_id, ticket_id, kind, record, request, actor)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        [
            store_id,
            draft.id,
            draft.parent_id,
            draft.decision.id,
            ticket_id,
            draft.kind,
            to_json(draft),
            to_json(request),
            actor,
        ],
    )


async def get(conn: Connection, draft_id: str) -> DraftRow:
    """A draft by id, or DraftNotFound."""
    cursor = await conn.execute(
        # A draft of an earlier release lacks what drafts have held only since.
        """
        SELECT '{"context": [], "sent": [], "prompt_label": null, "unused_topic": null}'::jsonb || record AS record,
            request, ticket_id
        FROM kulanz.drafts WHERE draft_id = %s
        """,
        [as_uuid(draft_id)],
    )
    row = await cursor.fetchone()
    if row is None:
        raise DraftNotFound("There is no such draft in this store; draft the ticket again.")
    return DraftRow(
        json.decode(row["record"], type=Draft),
        json.decode(row["request"], type=DraftRequest),
        str(row["ticket_id"]),
    )


async def earlier_texts(conn: Connection, keys: list[str], ticket_id: str) -> list[str]:
    """Texts of replies drafted for this ticket or this person (`person_keys`) before, newest first, at most 20."""
    cursor = await conn.execute(
        """
        SELECT d.record ->> 'text' AS text FROM kulanz.drafts d JOIN kulanz.tickets t USING (store_id, ticket_id)
        WHERE d.kind = 'reply' AND (t.ticket_id = %s OR t.person_keys && %s::text[]) ORDER BY d.created_at DESC LIMIT 20
        """,
        [ticket_id, keys],
    )
    return [row["text"] for row in await cursor.fetchall()]


async def macro_uses(conn: Connection, days: int) -> dict[tuple[str, str], int]:
    """How many drafts of the last `days` rest on a macro, by its id and language."""
    cursor = await conn.execute(
        """
        SELECT c ->> 'title' AS macro, record ->> 'language' AS language, count(*) AS drafts
        FROM kulanz.drafts, jsonb_array_elements(record -> 'citations') AS c
        WHERE created_at > now() - make_interval(days => %s) AND c ->> 'kind' = 'macro' GROUP BY 1, 2
        """,
        [days],
    )
    return {(row["macro"], row["language"]): row["drafts"] for row in await cursor.fetchall()}


async def cited_sections(conn: Connection, since: datetime) -> dict[tuple[str, str], int]:
    """How many drafts since then had a policy section among their sources, by its address and the draft's language."""
    cursor = await conn.execute(
        """
        SELECT c ->> 'section' AS section, d.record ->> 'language' AS language, count(DISTINCT d.draft_id) AS drafts
        FROM kulanz.drafts d, jsonb_array_elements(d.record -> 'citations') AS c
        WHERE d.created_at >= %s AND c ->> 'kind' = 'policy' GROUP BY 1, 2
        """,
        [since],
    )
    return {(row["section"], row["language"]): row["drafts"] for row in await cursor.fetchall()}


async def save_outcome(
    conn: Connection, store_id: str, draft_id: str, outcome: DraftOutcome, actor: str | None
) -> None:
    """Write what became of a draft; the same report twice is one row."""
    body: dict[str, Any] = {"draft": draft_id, "outcome": outcome}
    await conn.execute(
        """
        INSERT INTO kulanz.draft_outcomes (store_id, draft_id, content_hash, action, final_text, rating, note, actor)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
        """,
        [
            store_id,
            draft_id,
            hashlib.sha256(json.encode(body)).hexdigest(),
            outcome.action,
            outcome.final_text,
            outcome.rating,
            outcome.note,
            actor,
        ],
    )
