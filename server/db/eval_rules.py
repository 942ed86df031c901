"""What managers said to rules that edits suggested."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from server.db.pool import Connection


class RuleAnswer(Struct, frozen=True):
    """`target`: the prompt or macro that an accepted rule went into."""

    language: str
    change: Literal["added", "deleted", "replaced"]
    sentence: str
    accepted: bool
    target: str | None
    answered_by: str
    answered_at: datetime


async def add(
    conn: Connection, store_id: str, language: str, change: str, sentence: str, *, target: str | None, by: str
) -> None:
    """Accepted into `target`, refused where that is None."""
    await conn.execute(
        """
        INSERT INTO kulanz.eval_rules (store_id, language, change, sentence, accepted, target, answered_by)
        VALUES (%s, %s, %s, %s, %s, %s, %s)
        """,
        [store_id, language, change, sentence, target is not None, target, by],
    )


async def all_of(conn: Connection) -> list[RuleAnswer]:
    """Every answer, newest first."""
    cursor = await conn.execute(
        """
        SELECT language, change, sentence, accepted, target, answered_by, answered_at
        FROM kulanz.eval_rules ORDER BY rule_id DESC
        """
    )
    return [RuleAnswer(**row) for row in await cursor.fetchall()]
