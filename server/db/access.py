"""Tokens, sessions and one-time codes. Secrets are kept as SHA-256 only; each is shown once."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Literal
from uuid import uuid4

from msgspec import Struct

from server.db.pool import Connection, Database
from server.domain.access import Principal
from server.domain.store import Role

TokenPurpose = Literal["api", "session"]
CodePurpose = Literal["pairing", "sign_in", "invitation"]
PAIRING_LIFETIME = timedelta(minutes=10)
SIGN_IN_LIFETIME = timedelta(minutes=30)
INVITATION_LIFETIME = timedelta(days=7)
# No 0/O, 1/I/L: a code is read from one screen and typed into another.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class Bearer(Struct, frozen=True):
    """Who holds a token, and the web origin it is bound to, if any."""

    principal: Principal
    origin: str | None


class CodeOwner(Struct, frozen=True):
    """`person`: the id of whom an invitation is for."""

    store: str
    role: Role
    agent: str | None
    person: str | None


async def create_token(
    conn: Connection,
    store_id: str,
    purpose: TokenPurpose,
    role: Role,
    agent: str | None,
    *,
    origin: str | None = None,
    lifetime: timedelta | None = None,
    person: str | None = None,
) -> str:
    """Make a token and return its secret, which cannot be read again."""
    secret = f"kulanz_{secrets.token_urlsafe(32)}"
    await conn.execute(
        """
        INSERT INTO kulanz.tokens (store_id, token_id, secret_hash, purpose, role, agent, origin, expires_at, person_id)
        VALUES (%s, %s, %s, %s, %s, %s, %s, now() + %s, %s)
        """,
        [store_id, uuid4(), _hash(secret), purpose, role, agent, origin, lifetime, person],
    )
    return secret


class ApiToken(Struct, frozen=True):
    """A token of the API, without its secret; `origin`: the browser extension that it is bound to."""

    id: str
    role: Role
    agent: str | None
    origin: str | None
    created_at: datetime
    revoked_at: datetime | None


async def api_tokens(conn: Connection) -> list[ApiToken]:
    """The store's tokens of the API, living ones first, the newest at the top; at most 500."""
    cursor = await conn.execute(
        """
        SELECT token_id::text AS id, role, agent, origin, created_at, revoked_at FROM kulanz.tokens
        WHERE purpose = 'api' ORDER BY revoked_at IS NOT NULL, created_at DESC, token_id LIMIT 500
        """
    )
    return [ApiToken(**row) for row in await cursor.fetchall()]


class OpenSession(Struct, frozen=True):
    """A browser that is signed in; `person` None: by a link of the terminal."""

    id: str
    person: str | None
    who: str
    created_at: datetime
    expires_at: datetime


async def open_sessions(conn: Connection) -> list[OpenSession]:
    """The store's sessions that are not over, the newest first; at most 200."""
    cursor = await conn.execute(
        """
        SELECT t.token_id::text AS id, t.person_id::text AS person, coalesce(p.name, t.agent, t.role) AS who,
            t.created_at, t.expires_at
        FROM kulanz.tokens t LEFT JOIN kulanz.people p USING (store_id, person_id)
        WHERE t.purpose = 'session' AND t.revoked_at IS NULL AND t.expires_at > now()
        ORDER BY t.created_at DESC, t.token_id LIMIT 200
        """
    )
    return [OpenSession(**row) for row in await cursor.fetchall()]


async def revoke_token(conn: Connection, secret_or_id: str) -> bool:
    """End a token by its secret or id; False where this store has none such."""
    cursor = await conn.execute(
        """
        UPDATE kulanz.tokens SET revoked_at = now()
        WHERE (secret_hash = %s OR token_id::text = %s) AND revoked_at IS NULL
        """,
        [_hash(secret_or_id), secret_or_id],
    )
    return cursor.rowcount > 0


async def token_bearer(database: Database, secret: str, purpose: TokenPurpose) -> Bearer | None:
    """Whose token this is; None when unknown, expired, revoked or of another purpose."""
    async with database.doors() as conn:
        cursor = await conn.execute("SELECT * FROM kulanz.token_owner(%s, %s)", [_hash(secret), purpose])
        row = await cursor.fetchone()
    if row is None:
        return None
    person = str(row["person_id"]) if row["person_id"] else None
    return Bearer(Principal(row["store_id"], row["role"], row["agent"], str(row["token_id"]), person), row["origin"])


async def create_code(
    conn: Connection,
    store_id: str,
    purpose: CodePurpose,
    role: Role,
    agent: str | None,
    lifetime: timedelta,
    person: str | None = None,
) -> str:
    """Make a code that works once: eight characters in two groups for typing, a long one for a link."""
    code = _typeable() if purpose == "pairing" else secrets.token_urlsafe(32)
    await conn.execute(
        """
        INSERT INTO kulanz.one_time_codes (store_id, secret_hash, purpose, role, agent, expires_at, person_id)
        VALUES (%s, %s, %s, %s, %s, now() + %s, %s)
        """,
        [store_id, _hash(_plain(code, purpose)), purpose, role, agent, lifetime, person],
    )
    return code


async def use_code(database: Database, code: str, purpose: CodePurpose) -> CodeOwner | None:
    """Spend a code; None when unknown, expired or used. Two callers at once: one gets it."""
    async with database.doors() as conn:
        cursor = await conn.execute("SELECT * FROM kulanz.use_code(%s, %s)", [_hash(_plain(code, purpose)), purpose])
        row = await cursor.fetchone()
    if row is None:
        return None
    person = str(row["person_id"]) if row["person_id"] else None
    return CodeOwner(row["store_id"], row["role"], row["agent"], person)


async def cancel_invitations(conn: Connection, person: str) -> None:
    """A fresh invitation is the only one that works."""
    await conn.execute(
        "UPDATE kulanz.one_time_codes SET used_at = now() WHERE person_id = %s AND used_at IS NULL", [person]
    )


async def delete_expired(database: Database) -> int:
    """Remove codes and sessions that are over; how many."""
    async with database.doors() as conn:
        cursor = await conn.execute("SELECT kulanz.delete_expired_secrets() AS deleted")
        row = await cursor.fetchone()
    return int(row["deleted"]) if row else 0


def _typeable() -> str:
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def _plain(code: str, purpose: CodePurpose) -> str:
    return code.strip().upper().replace("-", "").replace(" ", "") if purpose == "pairing" else code


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
