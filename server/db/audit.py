"""The audit log: who did what, when. Append-only; details hold ids and numbers, never a customer's words."""

from typing import Any

from server.db.pool import Connection, to_json


async def add(conn: Connection, store_id: str, actor: str, event: str, details: dict[str, Any]) -> None:
    """Write one entry. `event` is a stable word such as `pack_loaded`."""
    await conn.execute(
        "INSERT INTO kulanz.audit_log (store_id, actor, event, details) VALUES (%s, %s, %s, %s)",
        [store_id, actor, event, to_json(details)],
    )
