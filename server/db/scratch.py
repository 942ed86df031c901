"""A database to try things in: its own embedded server in a temporary folder, gone at the end."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from server.db.pool import Connection, Database

_HELD = (
    "stores",
    "pack_files",
    "tree_versions",
    "policy_versions",
    "macro_versions",
    "suppliers",
    "products",
    "orders",
    "tickets",
    "passages",
    "passage_words",
    "passage_vectors",
)


class Scratch:
    """`database` as the service sees it."""

    def __init__(self, owner: psycopg.AsyncConnection[tuple[object, ...]], database: Database) -> None:
        self._owner = owner
        self.database = database

    async def copy_store(self, source: Connection) -> None:
        """Take over what a store holds, without its records and without who may enter. `source`: inside its walls."""
        await self._owner.execute("SET session_replication_role = replica")  # the tables come one after another
        for table in _HELD:
            columns = sql.SQL(", ").join(map(sql.Identifier, await _columns(source, table)))
            name = sql.Identifier("kulanz", table)
            read = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(columns, name)
            write = sql.SQL("COPY {} ({}) FROM STDIN").format(name, columns)
            async with source.cursor().copy(read) as rows, self._owner.cursor().copy(write) as target:
                async for block in rows:
                    await target.write(block)

    async def forget_drafts(self) -> None:
        """As if nothing had been drafted or decided here: what was loaded stays."""
        # Records are written once, for everybody; here alone they are rehearsals.
        await self._owner.execute("SET session_replication_role = replica")
        await self._owner.execute("TRUNCATE kulanz.approval_answers, kulanz.approvals, kulanz.draft_outcomes CASCADE")
        await self._owner.execute("TRUNCATE kulanz.drafts, kulanz.decisions CASCADE")
        await self._owner.execute("DELETE FROM kulanz.tickets WHERE origin = 'product'")


async def _columns(conn: Connection, table: str) -> list[str]:
    """Those that can be written."""
    cursor = await conn.execute(
        """
        SELECT column_name FROM information_schema.columns
        WHERE table_schema = 'kulanz' AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position
        """,
        [table],
    )
    return [row["column_name"] for row in await cursor.fetchall()]


@asynccontextmanager
async def open_scratch() -> AsyncIterator[Scratch]:
    """A migrated, empty database."""
    with tempfile.TemporaryDirectory(prefix="kulanz-eval-") as home:
        server = await asyncio.to_thread(EmbeddedPostgres, Path(home), delete_on_stop=True)
        try:
            await migrate(server.owner_url)
            async with (
                await psycopg.AsyncConnection.connect(server.owner_url, autocommit=True) as owner,
                Database(service_url(server.owner_url)) as database,
            ):
                await owner.execute("ALTER SYSTEM SET fsync = off")
                await owner.execute("SELECT pg_reload_conf()")
                yield Scratch(owner, database)
        finally:
            await asyncio.to_thread(server.stop)
