"""Versions of the refund tree with the parameters in force: written once, found by content hash."""

from msgspec import Struct, json

from server.db.pool import Connection, to_json
from server.db.stores import Origin
from server.domain.store import DatedValue


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
