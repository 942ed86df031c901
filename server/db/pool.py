"""The one pool. A transaction belongs to one store: row-level security hides every other."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self
from uuid import UUID

import msgspec
import psycopg
from psycopg.rows import DictRow, dict_row
from psycopg.types.json import set_json_loads
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from server.errors import InvalidRequest, Unavailable

Connection = psycopg.AsyncConnection[DictRow]
Row = dict[str, Any]


class Database:
    """Open with `async with Database(url) as database`; `url` is the service's, never the owner's."""

    def __init__(self, url: str, *, max_size: int = 10) -> None:
        self._pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            url,
            connection_class=psycopg.AsyncConnection[DictRow],
            kwargs={"row_factory": dict_row},
            configure=_configure,
            min_size=1,
            max_size=max_size,
            timeout=10,
            open=False,
        )

    async def __aenter__(self) -> Self:
        await self._pool.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pool.close()

    @asynccontextmanager
    async def store(self, store_id: str) -> AsyncIterator[Connection]:
        """A transaction inside the walls of one store; commits at the end, rolls back on an error."""
        async with self._transaction() as conn:
            await conn.execute("SELECT set_config('kulanz.store', %s, true)", [store_id])
            yield conn

    @asynccontextmanager
    async def doors(self) -> AsyncIterator[Connection]:
        """A transaction without a store: it sees no table, only the functions that answer before one is known."""
        async with self._transaction() as conn:
            yield conn

    async def is_ready(self) -> bool:
        """Whether the database answers."""
        try:
            async with self._transaction() as conn:
                await conn.execute("SELECT 1")
        except Unavailable:
            return False
        return True

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[Connection]:
        try:
            async with self._pool.connection() as conn:
                yield conn
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise Unavailable("The database does not answer just now; try again in a moment.") from error
        except psycopg.DataError as error:
            if "NUL" in str(error) or isinstance(error, psycopg.errors.UntranslatableCharacter):
                raise InvalidRequest("The request holds a NUL character, which no text can; remove it.") from error
            raise


async def _configure(conn: Connection) -> None:
    """json columns arrive undecoded, so that each noun decodes them into its own Struct."""
    set_json_loads(_as_raw, conn)


def _as_raw(data: str | bytes) -> msgspec.Raw:
    return msgspec.Raw(data)


def to_json(value: Any) -> str:
    """A Struct or builtin as text for a jsonb parameter."""
    return msgspec.json.encode(value).decode()


def as_uuid(text: str) -> UUID | None:
    """An id from outside; None, which equals no row, where it is no id at all."""
    try:
        return UUID(text)
    except ValueError:
        return None
