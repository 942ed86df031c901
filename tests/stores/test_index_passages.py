"""What a store's search finds is indexed some at a time, and is the same however many those are."""

from pathlib import Path

import pytest

from server.db import passages
from server.db.pool import Connection, Database
from server.db.stores import get
from server.retrieval import index
from server.stores.index_passages import index_passages
from server.stores.load import load_pack


async def indexed(conn: Connection) -> dict[str, str]:
    """Every passage with its content hash."""
    return {**await passages.hashes(conn, "policy"), **await passages.hashes(conn, "ticket")}


@pytest.mark.anyio
async def test_passages_are_the_same_in_batches_of_any_size(
    database: Database, mini_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost at the seams."""
    await load_pack(database, mini_folder)
    async with database.store("mini") as conn:
        before = await indexed(conn)
        await passages.remove(conn, list(before))
        monkeypatch.setattr(index, "_PASSAGES_AT_ONCE", 2)
        await index_passages(conn, (await get(conn)).store)
        assert await indexed(conn) == before
        assert len(before) > 4


@pytest.mark.anyio
async def test_what_the_store_no_longer_keeps_is_no_longer_found(database: Database, mini_folder: Path) -> None:
    """A ticket that was opened again is no example."""
    await load_pack(database, mini_folder)
    async with database.store("mini") as conn:
        before = await passages.hashes(conn, "ticket")
        await conn.execute("UPDATE kulanz.tickets SET status = 'open'")
        await index_passages(conn, (await get(conn)).store)
        assert before and await passages.hashes(conn, "ticket") == {}
