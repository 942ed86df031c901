"""Versions of the refund tree with the parameters in force: written once, found by content hash."""

from datetime import datetime

from msgspec import Struct, json

from server.db.pool import Connection, to_json
from server.db.stores import Origin
from server.domain.store import DatedValue
from server.errors import PageNotFound


class TreeVersion(Struct, frozen=True):
    """`text` is refund_tree.yaml as it stood."""

    version: str
    text: str
    parameters: dict[str, list[DatedValue]]
    origin: Origin


async def save(conn: Connection, store_id: str, tree: TreeVersion) -> None:
    """Keep this version; the same content twice is one version."""
    await conn.execute(
        """
        INSERT INTO kulanz.tree_versions (store_id, version, text, parameters, origin) VALUES (%s, %s, %s, %s, %s)
        ON CONFLICT DO NOTHING
        """,
        [store_id, tree.version, tree.text, to_json(tree.parameters), tree.origin],
    )


async def find(conn: Connection, version: str) -> TreeVersion | None:
    """A version by its hash."""
    cursor = await conn.execute(
        "SELECT version, text, parameters, origin FROM kulanz.tree_versions WHERE version = %s", [version]
    )
    row = await cursor.fetchone()
    if row is None:
        return None
    parameters = json.decode(row["parameters"], type=dict[str, list[DatedValue]])
    return TreeVersion(row["version"], row["text"], parameters, row["origin"])


async def version_of(conn: Connection, version: str) -> TreeVersion:
    """A version by its hash, or PageNotFound."""
    found = await find(conn, version)
    if found is None:
        raise PageNotFound("There is no such version of the tree; choose one from the list of versions.")
    return found


class Publication(Struct, frozen=True):
    """From `at` on this version was in force; `actor` put it there, in the console or with a folder."""

    version: str
    at: datetime
    actor: str
    origin: Origin


async def publications(conn: Connection, limit: int = 100) -> list[Publication]:
    """When another version came into force each time, newest first; the first of them is the one in force."""
    cursor = await conn.execute(
        """
        SELECT version, at, actor, event FROM (
            SELECT details ->> 'tree_version' AS version, at, actor, event, entry_id,
                lag(details ->> 'tree_version') OVER (ORDER BY entry_id) AS before
            FROM kulanz.audit_log WHERE event IN ('pack_loaded', 'pack_edited') AND details ? 'tree_version'
        ) told
        WHERE version IS DISTINCT FROM before ORDER BY entry_id DESC LIMIT %s
        """,
        [limit],
    )
    return [
        Publication(row["version"], row["at"], row["actor"], "console" if row["event"] == "pack_edited" else "pack")
        for row in await cursor.fetchall()
    ]
