"""Passages: pieces of policies, macros and past tickets, with their words and vectors."""

import hashlib
from collections.abc import Iterable, Sequence

from msgspec import Struct, json
from pgvector import HalfVector

from server.db.pack_rows import insert_all
from server.db.pool import Connection, Row
from server.domain.passage import Found, Passage, PassageKind, Searchable

_COLUMNS = (
    *("store_id", "passage_id", "kind", "source_id", "title", "section", "text"),
    *("language", "audience", "version", "valid_from", "valid_to", "searched", "length", "content_hash"),
)


def content_hash(searchable: Searchable) -> str:
    """Changes with anything that is kept of a passage."""
    return hashlib.sha256(json.encode(searchable)).hexdigest()[:24]


async def hashes(conn: Connection, kind: PassageKind) -> dict[str, str]:
    """The content hash of every passage of a kind, by its id."""
    cursor = await conn.execute("SELECT passage_id, content_hash FROM kulanz.passages WHERE kind = %s", [kind])
    return {row["passage_id"]: row["content_hash"] for row in await cursor.fetchall()}


async def known_words(conn: Connection, kind: PassageKind, language: str) -> set[str]:
    """The stems of all passages of a kind in one language."""
    cursor = await conn.execute(
        """
        SELECT DISTINCT w.word FROM kulanz.passage_words w JOIN kulanz.passages p USING (store_id, passage_id)
        WHERE p.kind = %s AND p.language = %s
        """,
        [kind, language],
    )
    return {row["word"] for row in await cursor.fetchall()}


async def remove(conn: Connection, passage_ids: Sequence[str]) -> None:
    """Remove passages with their words and vectors."""
    for table in ("passages", "passage_words", "passage_vectors"):
        await conn.execute(f"DELETE FROM kulanz.{table} WHERE passage_id = ANY(%s)", [list(passage_ids)])  # noqa: S608


async def add(conn: Connection, store_id: str, new: Iterable[tuple[Searchable, dict[str, int]]]) -> None:
    """Add passages, each with the count of its words."""
    pairs = list(new)
    rows = (
        [
            *(store_id, p.id, p.kind, s.source_id, p.title, p.section, p.text),
            *(p.language, p.audience, p.version, p.valid_from, p.valid_to),
            *(searched_text(s), sum(counts.values()), content_hash(s)),
        ]
        for s, counts in pairs
        for p in [s.passage]
    )
    await insert_all(conn, "passages", _COLUMNS, rows)
    words = ([store_id, word, s.passage.id, count] for s, counts in pairs for word, count in counts.items())
    await insert_all(conn, "passage_words", ("store_id", "word", "passage_id", "count"), words)


def searched_text(searchable: Searchable) -> str:
    """What is embedded: the heading says what the body is about."""
    return f"{searchable.heading}\n{searchable.body}"


class Unembedded(Struct, frozen=True):
    """A passage that a model has no vector for."""

    passage_id: str
    source_id: str
    kind: str
    language: str
    searched: str


async def without_vector(conn: Connection, model: str, most: int) -> list[Unembedded]:
    """Some passages that `model` has no vector for: policies and macros first, they serve every ticket."""
    cursor = await conn.execute(
        """
        SELECT passage_id, source_id, kind, language, searched FROM kulanz.passages p
        WHERE NOT EXISTS (SELECT FROM kulanz.passage_vectors v
                          WHERE v.store_id = p.store_id AND v.model = %s AND v.passage_id = p.passage_id)
        ORDER BY kind = 'ticket', passage_id LIMIT %s
        """,
        [model, most],
    )
    return [Unembedded(**row) for row in await cursor.fetchall()]


async def add_vectors(
    conn: Connection, store_id: str, model: str, vectors: Iterable[tuple[Unembedded, Sequence[float]]]
) -> None:
    """Keep a model's vectors; one that is there already, or whose passage is gone meanwhile, is left alone."""
    pairs = list(vectors)
    await conn.execute(
        """
        INSERT INTO kulanz.passage_vectors (store_id, model, passage_id, kind, language, vector)
        SELECT %(store)s, %(model)s, p.passage_id, p.kind, p.language, n.vector::halfvec
        FROM unnest(%(ids)s::text[], %(vectors)s::text[]) AS n (passage_id, vector)
        JOIN kulanz.passages p USING (passage_id)
        ON CONFLICT DO NOTHING
        """,
        {
            "store": store_id,
            "model": model,
            "ids": [unembedded.passage_id for unembedded, _ in pairs],
            "vectors": [as_halfvec(vector) for _, vector in pairs],
        },
    )


async def models_left(conn: Connection, models: Sequence[str]) -> list[str]:
    """Those of `models` that any passage has a vector of."""
    cursor = await conn.execute(
        """
        SELECT name FROM unnest(%s::text[]) AS name
        WHERE EXISTS (SELECT FROM kulanz.passage_vectors WHERE model = name)
        """,
        [list(models)],
    )
    return [row["name"] for row in await cursor.fetchall()]


async def keep_models(conn: Connection, models: Sequence[str]) -> None:
    """Remove the vectors of all models but these."""
    await conn.execute("DELETE FROM kulanz.passage_vectors WHERE model <> ALL(%s)", [list(models)])


async def gather_statistics(conn: Connection) -> None:
    """Let the planner know how many passages, words and vectors there are now."""
    await conn.execute("SELECT kulanz.gather_statistics()")


def as_halfvec(vector: Sequence[float]) -> str:
    """A vector as Postgres reads it."""
    return HalfVector(list(vector)).to_text()


def as_passage(row: Row) -> Passage:
    """A row of a search, with its score and why it was found."""
    meaning = row["meaning"]
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
        Found(
            None if meaning is None else round(float(meaning), 2),
            round(float(row["wording"]), 2),
            row["words"] or [],
        ),
    )
