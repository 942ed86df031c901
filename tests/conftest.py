"""One real Postgres for the whole run; each test that asks for a database gets a fresh one."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from server.db.pool import Database


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """A running server in a temporary folder, without waiting for the disk."""
    server = EmbeddedPostgres(tmp_path_factory.mktemp("home"), delete_on_stop=True)
    with psycopg.connect(server.owner_url, autocommit=True) as conn:
        conn.execute("ALTER SYSTEM SET fsync = off")
        conn.execute("SELECT pg_reload_conf()")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def template(postgres: EmbeddedPostgres) -> str:
    """Name of a migrated database that others are copied from."""
    create_database(postgres, "template_kulanz")
    asyncio.run(migrate(make_conninfo(postgres.owner_url, dbname="template_kulanz")))
    return "template_kulanz"


@pytest.fixture
def owner_url(postgres: EmbeddedPostgres, template: str) -> str:
    """The owner's address of a fresh, migrated database."""
    name = f"test_{uuid.uuid4().hex}"
    create_database(postgres, name, template)
    return make_conninfo(postgres.owner_url, dbname=name)


@pytest.fixture
async def database(owner_url: str) -> AsyncIterator[Database]:
    """A fresh database, opened as the service opens it."""
    async with Database(service_url(owner_url)) as opened:
        yield opened


def create_database(postgres: EmbeddedPostgres, name: str, template: str = "template1") -> None:
    """Create a database as a copy of `template`."""
    with psycopg.connect(postgres.owner_url, autocommit=True) as conn:
        conn.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))


@pytest.fixture(scope="session")
def mini_folder() -> Path:
    """The mini shop's store pack."""
    return Path(__file__).parent.parent / "evals" / "stores" / "mini"
