"""The audit log: who did what, when. Append-only; details hold ids and numbers, never a customer's words."""

from datetime import datetime
from typing import Any

from msgspec import Struct, json

from server.db.pool import Connection, to_json

_RECENT = 5000
"""Entries among which events and actors to choose from are looked for."""


class Entry(Struct, frozen=True):
    """`id` counts up; `at` in UTC."""

    id: int
    at: datetime
    actor: str
    event: str
    details: dict[str, Any]


class Wanted(Struct, frozen=True):
    """Which entries: None or empty leaves a question open. `begin` to `end`: from an instant up to before another;
    `before`: older than the entry of this id."""

    event: str = ""
    actor: str = ""
    begin: datetime | None = None
    end: datetime | None = None
    before: int | None = None


async def add(conn: Connection, store_id: str, actor: str, event: str, details: dict[str, Any]) -> None:
    """Write one entry. `event` is a stable word such as `pack_loaded`."""
    await conn.execute(
        "INSERT INTO kulanz.audit_log (store_id, actor, event, details) VALUES (%s, %s, %s, %s)",
        [store_id, actor, event, to_json(details)],
    )


async def entries(conn: Connection, wanted: Wanted, limit: int) -> list[Entry]:
    """The newest entries that are wanted, newest first."""
    cursor = await conn.execute(
        """
        SELECT entry_id, at, actor, event, details FROM kulanz.audit_log
        WHERE (%(event)s = '' OR event = %(event)s) AND (%(actor)s = '' OR actor = %(actor)s)
            AND (%(begin)s::timestamptz IS NULL OR at >= %(begin)s)
            AND (%(end)s::timestamptz IS NULL OR at < %(end)s)
            AND (%(before)s::bigint IS NULL OR entry_id < %(before)s)
        ORDER BY entry_id DESC LIMIT %(limit)s
        """,
        {
            "event": wanted.event,
            "actor": wanted.actor,
            "begin": wanted.begin,
            "end": wanted.end,
            "before": wanted.before,
            "limit": limit,
        },
    )
    return [
        Entry(row["entry_id"], row["at"], row["actor"], row["event"], json.decode(row["details"]))
        for row in await cursor.fetchall()
    ]


async def choices(conn: Connection) -> tuple[list[str], list[str]]:
    """The events and the actors of late, each in alphabetical order."""
    cursor = await conn.execute(
        """
        WITH late AS (SELECT event, actor FROM kulanz.audit_log ORDER BY entry_id DESC LIMIT %s)
        SELECT ARRAY(SELECT DISTINCT event FROM late ORDER BY event) AS events,
            ARRAY(SELECT DISTINCT actor FROM late ORDER BY actor) AS actors
        """,
        [_RECENT],
    )
    row = await cursor.fetchone()
    return (row["events"], row["actors"]) if row else ([], [])
