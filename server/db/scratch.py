"""A database to try things in: its own embedded server in a temporary folder, gone at the end."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg

from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from server.db.pool import Database


class Scratch:
    """`database` as the service sees it."""

    def __init__(self, owner: psycopg.AsyncConnection[tuple[object, ...]], database: Database) -> None:
        self._owner = owner
        self.database = database

    async def forget_drafts(self) -> None:
        """As if nothing had been drafted or decided here: what was loaded stays."""
        # Records are written once, for everybody; here alone they are rehearsals.
        await self._owner.execute("SET session_replication_role = replica")
        await self._owner.execute("TRUNCATE kulanz.approval_answers, kulanz.approvals, kulanz.draft_outcomes CASCADE")
        await self._owner.execute("TRUNCATE kulanz.drafts, kulanz.decisions CASCADE")
        await self._owner.execute("DELETE FROM kulanz.tickets WHERE origin = 'product'")


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
