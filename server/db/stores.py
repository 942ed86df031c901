"""Stores: who the shop is, the tree in force, and the files of its pack."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, json

from server.db.pool import Connection, Database, to_json
from server.domain.store import Store
from server.errors import StoreNotFound

Origin = Literal["pack", "console"]
"""Where a text was written: in a folder that was loaded, or in the console."""


class StoredShop(Struct, frozen=True):
    """What is kept of a shop's settings; `content_hash` changes whenever any of it does."""

    store: Store
    tree_version: str
    content_hash: str


async def ids(database: Database) -> list[str]:
    """Every store of the database, the one loaded last at the end."""
    async with database.doors() as conn:
        cursor = await conn.execute("SELECT store_id FROM kulanz.store_ids()")
        return [row["store_id"] for row in await cursor.fetchall()]


async def find(conn: Connection) -> StoredShop | None:
    """The store of this transaction, None before it was loaded."""
    cursor = await conn.execute("SELECT record, tree_version, content_hash FROM kulanz.stores")
    row = await cursor.fetchone()
    if row is None:
        return None
    return StoredShop(json.decode(row["record"], type=Store), row["tree_version"], row["content_hash"])


async def get(conn: Connection) -> StoredShop:
    """The store of this transaction, or StoreNotFound."""
    shop = await find(conn)
    if shop is None:
        raise StoreNotFound("There is no such store here; load its folder with `kulanz load DIR`.")
    return shop


async def save(conn: Connection, shop: StoredShop) -> None:
    """Write the store's settings, whether it is new or not."""
    await conn.execute(
        """
        INSERT INTO kulanz.stores (store_id, record, tree_version, content_hash) VALUES (%s, %s, %s, %s)
        ON CONFLICT (store_id) DO UPDATE SET record = EXCLUDED.record, tree_version = EXCLUDED.tree_version,
            content_hash = EXCLUDED.content_hash, loaded_at = now()
        """,
        [shop.store.id, to_json(shop.store), shop.tree_version, shop.content_hash],
    )


async def lock_texts(conn: Connection, store_id: str) -> None:
    """Wait until nobody else writes texts of this store, and let nobody until this transaction ends.

    An advisory lock, because a store that is loaded for the first time has no row to lock.
    """
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"kulanz texts {store_id}"])


async def files(conn: Connection) -> dict[str, str]:
    """The pack's YAML and Markdown files by path, without those that were taken out of force."""
    cursor = await conn.execute("SELECT path, text FROM kulanz.pack_files WHERE NOT is_removed")
    return {row["path"]: row["text"] for row in await cursor.fetchall()}


async def console_files(conn: Connection) -> dict[str, str | None]:
    """Those that were edited in the console since a folder was loaded, by path; None for one taken out of force."""
    cursor = await conn.execute("SELECT path, text, is_removed FROM kulanz.pack_files WHERE origin = 'console'")
    return {row["path"]: None if row["is_removed"] else row["text"] for row in await cursor.fetchall()}


async def removed_files(conn: Connection) -> dict[str, str]:
    """What those last said that were taken out of force in the console since a folder was loaded, by path."""
    cursor = await conn.execute("SELECT path, text FROM kulanz.pack_files WHERE is_removed")
    return {row["path"]: row["text"] for row in await cursor.fetchall()}


async def replace_files(conn: Connection, store_id: str, texts: dict[str, str]) -> None:
    """Make the kept files equal to `texts`, which came from a folder."""
    await conn.execute("DELETE FROM kulanz.pack_files")
    await _write_files(conn, store_id, texts, "pack")


async def edit_files(conn: Connection, store_id: str, changes: Mapping[str, str | None]) -> None:
    """Put what was written in the console in the place of the texts before, None takes one out; the others stay."""
    texts = {path: text for path, text in changes.items() if text is not None}
    await conn.execute(
        "UPDATE kulanz.pack_files SET is_removed = true, origin = 'console' WHERE path = ANY(%s)",
        [list(changes.keys() - texts.keys())],
    )
    await conn.execute("DELETE FROM kulanz.pack_files WHERE path = ANY(%s)", [list(texts)])
    await _write_files(conn, store_id, texts, "console")


async def _write_files(conn: Connection, store_id: str, texts: dict[str, str], origin: Origin) -> None:
    async with conn.cursor() as cursor:
        await cursor.executemany(
            "INSERT INTO kulanz.pack_files (store_id, path, text, origin) VALUES (%s, %s, %s, %s)",
            [(store_id, path, text, origin) for path, text in texts.items()],
        )
