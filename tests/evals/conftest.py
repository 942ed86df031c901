"""The demo shop, loaded once."""

import asyncio
from pathlib import Path

import pytest
from psycopg.conninfo import make_conninfo

from server.db.embedded import EmbeddedPostgres
from server.db.migrate import service_url
from server.db.pool import Database
from server.stores.load import load_pack
from tests.conftest import create_database

NORDLICHT = Path(__file__).parent.parent.parent / "evals" / "stores" / "nordlicht"


@pytest.fixture(scope="session")
def nordlicht_url(postgres: EmbeddedPostgres, template: str) -> str:
    """The owner's address of a database with the demo shop."""
    create_database(postgres, "nordlicht", template)
    url = make_conninfo(postgres.owner_url, dbname="nordlicht")

    async def load() -> None:
        async with Database(service_url(url)) as database:
            await load_pack(database, NORDLICHT)

    asyncio.run(load())
    return url
