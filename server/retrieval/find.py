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


async def cited_passages(conn: Connection, sections: Sequence[str], language: str, day: date) -> list[Passage]:
    """The passages behind a decision's `cites`, in the order cited."""
    found = {p.section: p for p in await passages.of_sections(conn, sections, language, day)}
    return [found[section] for section in sections if section in found]
