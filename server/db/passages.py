"""Passages: pieces of policies, macros and past tickets, with full text beside them."""

from collections.abc import Iterable, Sequence
from datetime import date

from server.db.pack_rows import insert_all
from server.db.pool import Connection, Row
from server.domain.passage import Passage, PassageKind

_COLUMNS = (
    *("store_id", "passage_id", "kind", "source_id", "title", "section", "text"),
    *("language", "audience", "version", "valid_from", "valid_to"),
)


async def replace(conn: Connection, store_id: str, kind: PassageKind, passages: Iterable[tuple[str, Passage]]) -> None:
    """Make all passages of a kind equal to these pairs of source id and passage (its score is not kept)."""
    await conn.execute("DELETE FROM kulanz.passages WHERE kind = %s", [kind])
    rows = (
        [
            *(store_id, p.id, kind, source_id, p.title, p.section, p.text),
            *(p.language, p.audience, p.version, p.valid_from, p.valid_to),
        ]
        for source_id, p in passages
    )
    await insert_all(conn, "passages", _COLUMNS, rows)


async def find_by_words(
    conn: Connection,
    query: str,
    *,
    kinds: Sequence[PassageKind],
    language: str | None,
    day: date,
    limit: int,
) -> list[Passage]:
    """Passages in force on `day` that share words with `query`, best first; same language first where one is given.

    Words are stemmed by the passage's own language and any of them may match: a question is no search formula.
    """
    cursor = await conn.execute(
        """
        WITH asked AS (
            SELECT config, to_tsquery(config, string_agg(quote_literal(word), ' | ')) AS wanted
            FROM (SELECT DISTINCT kulanz.text_search_config(language) AS config FROM kulanz.passages) AS configs,
                 regexp_split_to_table(lower(%(query)s), '[^[:alnum:]]+') AS word
            WHERE word <> '' GROUP BY config
        )
        SELECT p.*, ts_rank_cd(p.words, asked.wanted, 1) + CASE WHEN p.language = %(language)s THEN 1 ELSE 0 END
            AS score
        FROM kulanz.passages p JOIN asked ON asked.config = kulanz.text_search_config(p.language)
        WHERE p.words @@ asked.wanted AND p.kind = ANY(%(kinds)s)
            AND (p.valid_from IS NULL OR p.valid_from <= %(day)s) AND (p.valid_to IS NULL OR p.valid_to > %(day)s)
        ORDER BY score DESC, p.passage_id LIMIT %(limit)s
        """,
        {"query": query, "kinds": list(kinds), "language": language, "day": day, "limit": limit},
    )
    return [_passage(row) for row in await cursor.fetchall()]


def _passage(row: Row) -> Passage:
    return Passage(
        row["passage_id"],
        row["kind"],
        row["title"],
        row["section"],
        row["text"],
        row["language"],
        row["audience"],
        row["version"],
        row["valid_from"],
        row["valid_to"],
        round(float(row["score"]), 4),
    )
