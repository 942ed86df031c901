"""A store is a wall, and a record is written once."""

import psycopg
import pytest

from server.db import access, audit, stores
from server.db.pool import Database
from server.db.stores import StoredShop
from tests.samples import sample_store

pytestmark = pytest.mark.anyio


@pytest.fixture
async def two_stores(database: Database) -> Database:
    for store_id in ("nord", "sued"):
        async with database.store(store_id) as conn:
            await stores.save(conn, StoredShop(sample_store(store_id), "tree", "hash"))
            await audit.add(conn, store_id, "test", "made", {})
    return database


async def test_a_store_sees_only_its_own_rows(two_stores: Database) -> None:
    """Whatever table is read, rows of another store are not there."""
    async with two_stores.store("nord") as conn:
        cursor = await conn.execute("SELECT DISTINCT store_id FROM kulanz.audit_log")
        assert await cursor.fetchall() == [{"store_id": "nord"}]


async def test_a_store_cannot_write_into_another(two_stores: Database) -> None:
    """A row with another store's id is refused."""
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with two_stores.store("nord") as conn:
            await audit.add(conn, "sued", "test", "made", {})


async def test_without_a_store_nothing_is_seen(two_stores: Database) -> None:
    """A transaction that forgot to set its store reads no row."""
    async with two_stores.doors() as conn:
        cursor = await conn.execute("SELECT count(*) AS seen FROM kulanz.stores")
        assert await cursor.fetchone() == {"seen": 0}


@pytest.mark.parametrize("statement", ["UPDATE kulanz.audit_log SET event = 'x'", "DELETE FROM kulanz.audit_log"])
async def test_the_audit_log_is_append_only(two_stores: Database, owner_url: str, statement: str) -> None:
    """Not even the owner changes or removes an entry by an ordinary statement."""
    with psycopg.connect(owner_url) as conn, pytest.raises(psycopg.errors.RestrictViolation):
        conn.execute(statement.encode())


async def test_a_code_works_once(two_stores: Database) -> None:
    """The second use of a pairing code finds nothing, also when typed in another way."""
    async with two_stores.store("nord") as conn:
        code = await access.create_code(conn, "nord", "pairing", "agent", "Mia", access.PAIRING_LIFETIME)
    first = await access.use_code(two_stores, code.lower().replace("-", " "), "pairing")
    assert first is not None and (first.store, first.role, first.agent) == ("nord", "agent", "Mia")
    assert await access.use_code(two_stores, code, "pairing") is None


async def test_a_revoked_token_is_nobody(two_stores: Database) -> None:
    """From the moment it is revoked a token opens nothing."""
    async with two_stores.store("nord") as conn:
        secret = await access.create_token(conn, "nord", "api", "agent", "Mia")
    assert await access.token_bearer(two_stores, secret, "api") is not None
    async with two_stores.store("sued") as conn:
        assert not await access.revoke_token(conn, secret)
    async with two_stores.store("nord") as conn:
        assert await access.revoke_token(conn, secret)
    assert await access.token_bearer(two_stores, secret, "api") is None
