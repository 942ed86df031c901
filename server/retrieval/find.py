"""Finding passages for a question."""

from collections.abc import Sequence
from datetime import date

from server.db import passages
from server.db.pool import Connection
from server.domain.passage import Passage, PassageKind


async def find_passages(
    conn: Connection, query: str, *, kinds: Sequence[PassageKind], language: str | None, day: date, limit: int
) -> list[Passage]:
    """Passages in force on `day`, best first, at most `limit`; those in `language` first where one is given."""
    return await passages.find_by_words(conn, query, kinds=kinds, language=language, day=day, limit=limit)
