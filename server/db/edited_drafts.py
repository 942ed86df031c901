"""Drafts beside what agents sent in their place."""

from datetime import datetime

from msgspec import Struct

from server.db import drafts
from server.db.pool import Connection, as_uuid
from server.domain.draft import Draft, DraftRequest
from server.errors import DraftNotFound


class SentDraft(Struct, frozen=True):
    """A draft, and what an agent sent in its place."""

    draft: Draft
    request: DraftRequest
    final_text: str
    sent_at: datetime


class EditedText(Struct, frozen=True):
    """What lists and lessons need of a draft that was sent in other words. `macro`: what macros made it of."""

    draft_id: str
    kind: str
    language: str
    subject: str | None
    outcome: str | None
    macro: str | None
    text: str
    final_text: str
    customer: str | None
    sent_at: datetime


async def sent(conn: Connection, draft_id: str) -> SentDraft:
    """A draft with what was sent; DraftNotFound where nothing was."""
    cursor = await conn.execute(
        """
        SELECT final_text, created_at FROM kulanz.draft_outcomes
        WHERE draft_id = %s AND action = 'sent' AND final_text IS NOT NULL ORDER BY created_at DESC LIMIT 1
        """,
        [as_uuid(draft_id)],
    )
    row = await cursor.fetchone()
    if row is None:
        raise DraftNotFound("There is no such draft that was sent; choose one from the list.")
    kept = await drafts.get(conn, draft_id)
    return SentDraft(kept.draft, kept.request, row["final_text"], row["created_at"])


async def edited(conn: Connection, days: int, limit: int = 500) -> list[EditedText]:
    """Drafts of the last `days` that were sent in other words, newest first."""
    cursor = await conn.execute(
        """
        SELECT * FROM (
            SELECT DISTINCT ON (d.draft_id) d.draft_id::text, d.kind, d.record ->> 'language' AS language,
                d.record ->> 'subject' AS subject, d.outcome,
                jsonb_path_query_first(d.record, '$.citations[*] ? (@.kind == "macro").title') #>> '{}' AS macro,
                d.record ->> 'text' AS text, o.final_text, d.request #>> '{ticket,customer,name}' AS customer,
                o.created_at AS sent_at
            FROM kulanz.draft_outcomes o JOIN kulanz.drafts d USING (store_id, draft_id)
            WHERE o.action = 'sent' AND o.created_at > now() - make_interval(days => %s)
                AND o.final_text IS NOT NULL AND o.final_text <> d.record ->> 'text'
            ORDER BY d.draft_id, o.created_at DESC
        ) s ORDER BY sent_at DESC LIMIT %s
        """,
        [days, limit],
    )
    return [EditedText(**row) for row in await cursor.fetchall()]
