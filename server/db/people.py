"""People who sign in to the console by name: who they are, their passwords' hashes, how often a name was tried."""

import hashlib
from datetime import datetime
from typing import Literal
from uuid import uuid4

import psycopg
from msgspec import Struct

from server.db.pool import Connection, Database, as_uuid
from server.db.sentences import SENTENCES
from server.errors import BadValue, LastAdmin, PersonNotFound

ConsoleRole = Literal["manager", "admin"]


class Person(Struct, frozen=True):
    """`has_password`: the invitation was taken up."""

    id: str
    login: str
    name: str
    role: ConsoleRole
    has_password: bool
    invited_by: str
    created_at: datetime


class Known(Struct, frozen=True):
    """A person as signing in needs them, before the store is known."""

    store: str
    id: str
    role: ConsoleRole
    name: str
    password_hash: str | None


_SELECT = """
    SELECT person_id::text AS id, login, name, role, password_hash IS NOT NULL AS has_password, invited_by, created_at
    FROM kulanz.people
"""


def login_key(typed: str) -> str:
    """A login name in the one form it is kept in."""
    return typed.strip().casefold()


async def everyone(conn: Connection) -> list[Person]:
    """The store's people by name."""
    cursor = await conn.execute(_SELECT + " ORDER BY name, login")
    return [Person(**row) for row in await cursor.fetchall()]


async def get(conn: Connection, person_id: str) -> Person:
    """A person by id, or PersonNotFound."""
    cursor = await conn.execute(_SELECT + " WHERE person_id = %s", [as_uuid(person_id)])
    row = await cursor.fetchone()
    if row is None:
        raise PersonNotFound("There is no such person in this store; reload the page.")
    return Person(**row)


async def add(conn: Connection, store_id: str, login: str, name: str, role: ConsoleRole, by: str) -> Person:
    """A person without a password yet; BadValue where the login name is taken."""
    person_id = uuid4()
    try:
        async with conn.transaction():
            await conn.execute(
                "INSERT INTO kulanz.people (store_id, person_id, login, name, role, invited_by) "
                "VALUES (%s, %s, %s, %s, %s, %s)",
                [store_id, person_id, login_key(login), name, role, by],
            )
    except psycopg.errors.UniqueViolation:
        raise BadValue(SENTENCES("login_taken")) from None
    return await get(conn, str(person_id))


async def change_role(conn: Connection, person: Person, role: ConsoleRole) -> None:
    """From the next page on; LastAdmin where nobody with the role admin would be left."""
    if role != "admin":
        await _require_another_admin(conn, person)
    await conn.execute("UPDATE kulanz.people SET role = %s WHERE person_id = %s", [role, person.id])


async def remove(conn: Connection, person: Person) -> None:
    """With all sessions and invitations; LastAdmin where nobody with the role admin would be left."""
    await _require_another_admin(conn, person)
    await conn.execute("DELETE FROM kulanz.people WHERE person_id = %s", [person.id])


async def set_password(conn: Connection, person_id: str, password_hash: str) -> None:
    """The password from now on; sessions that were signed in before are over."""
    await conn.execute("UPDATE kulanz.people SET password_hash = %s WHERE person_id = %s", [password_hash, person_id])
    await conn.execute(
        "UPDATE kulanz.tokens SET revoked_at = now() WHERE person_id = %s AND revoked_at IS NULL", [person_id]
    )


async def known(database: Database, login: str) -> Known | None:
    """Whoever has this login name, in whichever store."""
    async with database.doors() as conn:
        cursor = await conn.execute("SELECT * FROM kulanz.person_called(%s)", [login_key(login)])
        row = await cursor.fetchone()
    if row is None:
        return None
    return Known(row["store_id"], str(row["person_id"]), row["role"], row["name"], row["password_hash"])


async def count_attempt(database: Database, login: str) -> int:
    """Count an attempt to sign in; how many seconds this name has to wait, 0 where it may be tried."""
    async with database.doors() as conn:
        cursor = await conn.execute("SELECT kulanz.count_sign_in_attempt(%s) AS seconds", [_hash(login)])
        row = await cursor.fetchone()
    return int(row["seconds"]) if row else 0


async def forget_attempts(database: Database, login: str) -> None:
    """After a sign-in that worked."""
    async with database.doors() as conn:
        await conn.execute("SELECT kulanz.forget_sign_in_attempts(%s)", [_hash(login)])


async def _require_another_admin(conn: Connection, person: Person) -> None:
    """Admins who have a password are counted, under a lock: two may try to remove each other at once."""
    cursor = await conn.execute(
        "SELECT person_id::text AS id FROM kulanz.people WHERE role = 'admin' AND password_hash IS NOT NULL FOR UPDATE"
    )
    admins = {row["id"] for row in await cursor.fetchall()}
    if admins == {person.id}:
        raise LastAdmin("This is the last admin with a password; make somebody else an admin first.")


def _hash(login: str) -> bytes:
    return hashlib.sha256(login_key(login).encode()).digest()
