"""The database a command works on: DATABASE_URL, or the embedded one, migrated either way."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from server.db import stores
from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from server.db.pool import Database
from server.errors import InvalidRequest, StoreNotFound
from server.settings import Settings, read_settings

T = TypeVar("T")


@asynccontextmanager
async def owner_url(settings: Settings) -> AsyncIterator[str]:
    """The owner's address of a migrated database; an embedded server is let go of at the end."""
    if settings.database_url:
        await migrate(settings.database_url)
        yield settings.database_url
        return
    server = await asyncio.to_thread(EmbeddedPostgres, settings.home)
    try:
        await migrate(server.owner_url)
        yield server.owner_url
    finally:
        await asyncio.to_thread(server.stop)


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[Database]:
    """The database as the service sees it."""
    async with owner_url(settings) as url, Database(service_url(url), max_size=2) as database:
        yield database


def with_database(work: Callable[[Database], Awaitable[T]]) -> T:
    """Run one command's work over the database of this environment."""

    async def run() -> T:
        async with open_database(read_settings()) as database:
            return await work(database)

    return asyncio.run(run())


async def the_store(database: Database, named: str | None) -> str:
    """The store a command is about: the one named, else the only one there is."""
    there_are = await stores.ids(database)
    if not there_are:
        raise StoreNotFound("No shop is loaded yet; load a folder with `kulanz load DIR`, or run `kulanz start`.")
    if named is None and len(there_are) == 1:
        return there_are[0]
    if named is None:
        raise InvalidRequest(f"Say which shop: --store ID, one of {', '.join(there_are)}.")
    if named not in there_are:
        raise StoreNotFound(f"There is no store {named!r}; there are: {', '.join(there_are)}.")
    return named
