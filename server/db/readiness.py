"""What a shop has not set up yet."""

from collections import defaultdict
from datetime import datetime

from msgspec import Struct

from server.db.pool import Connection
from server.domain.store import Store


class MovedPage(Struct, frozen=True):
    """Reports of one helpdesk's pages on which the extension misses one part; `last_at`: the newest of them."""

    helpdesk: str
    missing: str
    extension: str
    reports: int
    last_at: datetime


class Readiness(Struct, frozen=True):
    """`unpaired`: agents of store.yaml without a living token. `untranslated`: a policy to the languages it lacks."""

    has_past_tickets: bool
    unpaired: list[str]
    untranslated: dict[str, list[str]]
    moved_pages: list[MovedPage]


async def readiness(conn: Connection, store: Store) -> Readiness:
    """What is there and what is missing of this transaction's store."""
    cursor = await conn.execute(
        """
        SELECT EXISTS (SELECT FROM kulanz.tickets WHERE origin <> 'product') AS past,
            ARRAY(SELECT DISTINCT agent FROM kulanz.tokens WHERE purpose = 'api' AND revoked_at IS NULL
                AND (expires_at IS NULL OR expires_at > now()) AND agent IS NOT NULL) AS paired
        """
    )
    row = await cursor.fetchone() or {"past": False, "paired": []}
    return Readiness(
        has_past_tickets=row["past"],
        unpaired=[agent.name for agent in store.agents if agent.name not in row["paired"]],
        untranslated=await _untranslated(conn, store),
        moved_pages=await _moved_pages(conn),
    )


async def _untranslated(conn: Connection, store: Store) -> dict[str, list[str]]:
    cursor = await conn.execute(
        "SELECT DISTINCT policy_id, language FROM kulanz.policy_versions WHERE superseded_at IS NULL ORDER BY policy_id"
    )
    written: dict[str, set[str]] = defaultdict(set)
    for row in await cursor.fetchall():
        written[row["policy_id"]].add(row["language"])
    lacking = {policy: [one for one in store.languages if one not in there] for policy, there in written.items()}
    return {policy: languages for policy, languages in lacking.items() if languages}


async def _moved_pages(conn: Connection) -> list[MovedPage]:
    """Of the last fortnight: what was mended since is reported no more."""
    cursor = await conn.execute(
        """
        SELECT helpdesk, missing, max(extension) AS extension, count(*) AS reports, max(at) AS last_at
        FROM kulanz.page_reports WHERE at > now() - interval '14 days'
        GROUP BY helpdesk, missing ORDER BY last_at DESC LIMIT 20
        """
    )
    return [MovedPage(**row) for row in await cursor.fetchall()]
