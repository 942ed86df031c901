"""Finding passages for a question."""

from collections.abc import Sequence
from datetime import date

from server.db import passages
from server.db.pool import Connection
from server.domain.passage import Passage, PassageKind

_MOST_WORDS = 200


async def find_passages(
    conn: Connection, query: str, *, kinds: Sequence[PassageKind], language: str | None, day: date, limit: int
) -> list[Passage]:
    """Passages in force on `day`, best first, at most `limit`; those in `language` first where one is given."""
    # A mail may hold a megabyte of words; a question does not.
    words = " ".join(list(dict.fromkeys(query.split()))[:_MOST_WORDS])
    return await passages.find_by_words(conn, words, kinds=kinds, language=language, day=day, limit=limit)
