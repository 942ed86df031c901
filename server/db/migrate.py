"""Bring a database to the present: the service's role, schema kulanz by migrations, schema jobs by procrastinate."""

import hashlib
import hmac
from collections.abc import Iterator
from importlib.resources import files

import psycopg
from procrastinate.schema import SchemaManager
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from server.errors import CannotStart

SERVICE_ROLE = "kulanz_service"
_ONE_AT_A_TIME = 8410  # the key of an advisory lock: two processes may start at once


def service_url(owner_url: str) -> str:
    """The address with which the service connects: same database, the role that owns nothing.

    Its password follows from the owner's, so that server and worker know it without storing it.
    """
    return make_conninfo(owner_url, user=SERVICE_ROLE, password=_service_password(owner_url))


def _service_password(owner_url: str) -> str:
    """Empty on the embedded server, which knows its one user by the socket."""
    parts = conninfo_to_dict(owner_url)
    owner_password = str(parts.get("password") or "")
    if not owner_password and str(parts.get("host") or "").startswith("/"):
        return ""
    if not owner_password:
        raise CannotStart("DATABASE_URL must hold its user's password: the service's own password follows from it.")
    return hmac.new(owner_password.encode(), SERVICE_ROLE.encode(), hashlib.sha256).hexdigest()


async def migrate(owner_url: str) -> None:
    """Apply what is missing, in one transaction. `owner_url` must be allowed to create a role and schemas."""
    try:
        async with await psycopg.AsyncConnection.connect(owner_url) as conn:
            await conn.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
            await _ensure_service_role(conn, owner_url)
            await _apply_migrations(conn)
            await _apply_jobs_schema(conn)
    except psycopg.OperationalError as error:
        raise CannotStart("The database does not answer; check DATABASE_URL and that Postgres is running.") from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise CannotStart(
            "The user in DATABASE_URL may not create roles and schemas; give it CREATEROLE and CREATE on the database."
        ) from error


def migrations() -> Iterator[tuple[str, str]]:
    """Name and SQL of every migration, oldest first."""
    for file in sorted(files("server.db").joinpath("migrations").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".sql"):
            yield file.name, file.read_text(encoding="utf-8")


async def _ensure_service_role(conn: psycopg.AsyncConnection, owner_url: str) -> None:
    cursor = await conn.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [SERVICE_ROLE])
    verb = "ALTER" if await cursor.fetchone() else "CREATE"
    await conn.execute(
        sql.SQL("{} ROLE {} LOGIN NOINHERIT PASSWORD {}").format(
            sql.SQL(verb), sql.Identifier(SERVICE_ROLE), sql.Literal(_service_password(owner_url) or None)
        )
    )


async def _apply_migrations(conn: psycopg.AsyncConnection) -> None:
    done: set[str] = set()
    if await _exists(conn, "kulanz.migrations"):
        done = {row[0] async for row in await conn.execute("SELECT name FROM kulanz.migrations")}
    for name, text in migrations():
        if name not in done:
            await conn.execute(sql.SQL(text))  # our own file, not a caller's text
            await conn.execute("INSERT INTO kulanz.migrations (name) VALUES (%s)", [name])


async def _apply_jobs_schema(conn: psycopg.AsyncConnection) -> None:
    if await _exists(conn, "jobs.procrastinate_jobs"):
        return
    await conn.execute("CREATE SCHEMA IF NOT EXISTS jobs")
    await conn.execute("SET LOCAL search_path = jobs")
    await conn.execute(sql.SQL(SchemaManager.get_schema()))
    await conn.execute("SET LOCAL search_path = DEFAULT")
    role = sql.Identifier(SERVICE_ROLE)
    for grant in (
        "GRANT USAGE ON SCHEMA jobs TO {}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA jobs TO {}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA jobs TO {}",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA jobs TO {}",
    ):
        await conn.execute(sql.SQL(grant).format(role))


async def _exists(conn: psycopg.AsyncConnection, table: str) -> bool:
    cursor = await conn.execute("SELECT to_regclass(%s) IS NOT NULL", [table])
    row = await cursor.fetchone()
    return bool(row and row[0])
