"""Policies and macros in versions: a row is never changed, a newer one supersedes it."""

import hashlib
from datetime import date, datetime
from typing import Generic, TypeVar

from msgspec import Struct, json

from server.db.pool import Connection, to_json
from server.db.stores import Origin
from server.domain.policy import Macro, Policy

T = TypeVar("T", Policy, Macro)


class Version(Struct, Generic[T], frozen=True):
    """A row in force. `number` counts from 1 within id and language."""

    number: int
    origin: Origin
    content_hash: str
    record: T


def content_hash(record: Policy | Macro) -> str:
    """What tells two versions apart: everything but where the file lies and its line numbers."""
    content = json.decode(json.encode(record), type=dict)
    content.pop("path", None)
    for section in content.get("sections", []):
        section.pop("line", None)
    return hashlib.sha256(json.encode(content, order="sorted")).hexdigest()[:16]


async def policies(conn: Connection) -> list[Version[Policy]]:
    """Every policy version that is not superseded, oldest valid_from first."""
    cursor = await conn.execute(
        """
        SELECT version, origin, content_hash, record FROM kulanz.policy_versions
        WHERE superseded_at IS NULL ORDER BY policy_id, language, valid_from
        """
    )
    return [
        Version(row["version"], row["origin"], row["content_hash"], json.decode(row["record"], type=Policy))
        for row in await cursor.fetchall()
    ]


class PolicyVersion(Struct, frozen=True):
    """A version with its history. `superseded_at`: when a correction took its place; `actor`: who wrote it."""

    number: int
    origin: Origin
    record: Policy
    created_at: datetime
    superseded_at: datetime | None
    actor: str | None


async def policy_history(conn: Connection, policy_id: str, language: str) -> list[PolicyVersion]:
    """Every version that there ever was of a policy in one language, newest first."""
    cursor = await conn.execute(
        # An edit or load writes its audit entry in the same transaction, so at the same moment.
        """
        SELECT p.version AS number, p.origin, p.record, p.created_at, p.superseded_at, (
            SELECT a.actor FROM kulanz.audit_log a
            WHERE a.at = p.created_at AND a.event IN ('pack_loaded', 'pack_edited') LIMIT 1
        ) AS actor
        FROM kulanz.policy_versions p WHERE policy_id = %s AND language = %s ORDER BY version DESC
        """,
        [policy_id, language],
    )
    return [
        PolicyVersion(**row | {"record": json.decode(row["record"], type=Policy)}) for row in await cursor.fetchall()
    ]


async def withdrawn_policies(conn: Connection) -> list[PolicyVersion]:
    """The newest version of each policy and language of which nothing is in force any more."""
    cursor = await conn.execute(
        """
        SELECT DISTINCT ON (policy_id, language) version AS number, origin, record, created_at, superseded_at,
            NULL::text AS actor
        FROM kulanz.policy_versions p
        WHERE NOT EXISTS (
            SELECT FROM kulanz.policy_versions o
            WHERE o.policy_id = p.policy_id AND o.language = p.language AND o.superseded_at IS NULL
        )
        ORDER BY policy_id, language, version DESC
        """
    )
    return [
        PolicyVersion(**row | {"record": json.decode(row["record"], type=Policy)}) for row in await cursor.fetchall()
    ]


async def policies_at(conn: Connection, instant: datetime) -> list[Version[Policy]]:
    """Every policy version as it stood at `instant`: known by then, not superseded by then; oldest valid_from first."""
    cursor = await conn.execute(
        """
        SELECT version, origin, content_hash, record FROM kulanz.policy_versions
        WHERE created_at <= %(at)s AND (superseded_at IS NULL OR superseded_at > %(at)s)
        ORDER BY policy_id, language, valid_from
        """,
        {"at": instant},
    )
    return [
        Version(row["version"], row["origin"], row["content_hash"], json.decode(row["record"], type=Policy))
        for row in await cursor.fetchall()
    ]


async def macros(conn: Connection) -> list[Version[Macro]]:
    """Every macro version that is not superseded."""
    cursor = await conn.execute(
        """
        SELECT version, origin, content_hash, record FROM kulanz.macro_versions
        WHERE superseded_at IS NULL ORDER BY macro_id, language
        """
    )
    return [
        Version(row["version"], row["origin"], row["content_hash"], json.decode(row["record"], type=Macro))
        for row in await cursor.fetchall()
    ]


class MacroVersion(Struct, frozen=True):
    """A version of a macro, in force until `superseded_at`; None: still."""

    number: int
    origin: Origin
    content_hash: str
    created_at: datetime
    superseded_at: datetime | None
    record: Macro


async def macro_history(conn: Connection, macro_id: str, language: str) -> list[MacroVersion]:
    """Every version of a macro, newest first."""
    cursor = await conn.execute(
        """
        SELECT version, origin, content_hash, created_at, superseded_at, record FROM kulanz.macro_versions
        WHERE macro_id = %s AND language = %s ORDER BY version DESC
        """,
        [macro_id, language],
    )
    return [
        MacroVersion(
            row["version"],
            row["origin"],
            row["content_hash"],
            row["created_at"],
            row["superseded_at"],
            json.decode(row["record"], type=Macro),
        )
        for row in await cursor.fetchall()
    ]


async def add_policy(conn: Connection, store_id: str, policy: Policy, origin: Origin) -> None:
    """Put a new version in force; one of the same valid_from becomes superseded."""
    await supersede_policy(conn, policy.id, policy.language, policy.valid_from)
    await conn.execute(
        """
        INSERT INTO kulanz.policy_versions
            (store_id, policy_id, language, version, valid_from, content_hash, record, origin)
        SELECT %(store)s, %(id)s, %(language)s, coalesce(max(version), 0) + 1, %(valid_from)s, %(hash)s, %(record)s,
            %(origin)s
        FROM kulanz.policy_versions WHERE policy_id = %(id)s AND language = %(language)s
        """,
        {
            "store": store_id,
            "id": policy.id,
            "language": policy.language,
            "valid_from": policy.valid_from,
            "hash": content_hash(policy),
            "record": to_json(policy),
            "origin": origin,
        },
    )


async def supersede_policy(conn: Connection, policy_id: str, language: str, valid_from: date) -> None:
    """Take the version of this day out of force, keeping it."""
    await conn.execute(
        """
        UPDATE kulanz.policy_versions SET superseded_at = now()
        WHERE policy_id = %s AND language = %s AND valid_from = %s AND superseded_at IS NULL
        """,
        [policy_id, language, valid_from],
    )


async def add_macro(conn: Connection, store_id: str, macro: Macro, origin: Origin) -> None:
    """Put a new version in force; the one before becomes superseded."""
    await supersede_macro(conn, macro.id, macro.language)
    await conn.execute(
        """
        INSERT INTO kulanz.macro_versions (store_id, macro_id, language, version, content_hash, record, origin)
        SELECT %(store)s, %(id)s, %(language)s, coalesce(max(version), 0) + 1, %(hash)s, %(record)s, %(origin)s
        FROM kulanz.macro_versions WHERE macro_id = %(id)s AND language = %(language)s
        """,
        {
            "store": store_id,
            "id": macro.id,
            "language": macro.language,
            "hash": content_hash(macro),
            "record": to_json(macro),
            "origin": origin,
        },
    )


async def supersede_macro(conn: Connection, macro_id: str, language: str) -> None:
    """Take the macro out of force, keeping it."""
    await conn.execute(
        """
        UPDATE kulanz.macro_versions SET superseded_at = now()
        WHERE macro_id = %s AND language = %s AND superseded_at IS NULL
        """,
        [macro_id, language],
    )
