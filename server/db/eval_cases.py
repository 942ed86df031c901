"""Cases of a shop's own: proposed from edited drafts, taken into a suite, or passed over."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from server.db.pool import Connection, as_uuid
from server.errors import CaseNotFound

CaseState = Literal["proposed", "accepted", "refused"]

_SELECT = "SELECT draft_id::text, state, suite, content, changed_by, changed_at FROM kulanz.eval_cases "


class StoreCase(Struct, frozen=True):
    """One case, known by the draft it came of. `content`: its YAML. `suite`: of an accepted one."""

    draft_id: str
    state: CaseState
    suite: str | None
    content: str
    changed_by: str
    changed_at: datetime


async def save(
    conn: Connection, store_id: str, draft_id: str, state: CaseState, suite: str | None, content: str, by: str
) -> None:
    """Write a case, whether it is new or not."""
    await conn.execute(
        """
        INSERT INTO kulanz.eval_cases (store_id, draft_id, state, suite, content, changed_by)
        VALUES (%s, %s, %s, %s, %s, %s)
        ON CONFLICT (store_id, draft_id) DO UPDATE SET state = EXCLUDED.state, suite = EXCLUDED.suite,
            content = EXCLUDED.content, changed_by = EXCLUDED.changed_by, changed_at = now()
        """,
        [store_id, as_uuid(draft_id), state, suite, content, by],
    )


async def get(conn: Connection, draft_id: str) -> StoreCase:
    """The case of a draft, or CaseNotFound."""
    cursor = await conn.execute(_SELECT + "WHERE draft_id = %s", [as_uuid(draft_id)])
    row = await cursor.fetchone()
    if row is None:
        raise CaseNotFound("There is no such case; make one from an edited draft.")
    return StoreCase(**row)


async def all_of(conn: Connection) -> list[StoreCase]:
    """Every case: by suite, then the one changed last first."""
    cursor = await conn.execute(_SELECT + "ORDER BY suite, changed_at DESC, draft_id")
    return [StoreCase(**row) for row in await cursor.fetchall()]
