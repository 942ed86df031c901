"""Searching passages: one statement for a pool, by meaning and by words at once.

Scores of different origin cannot be added. Each is turned into standard deviations above the mean of the pool, per
language of the passages, for a model prefers its question's language; then they are added by weight. Words count by
BM25, whose rarities come from the pool as it is filtered: from this store, kind and day alone. In each language they
count by the share of the question's words that its passages know: in another language than the question's that is
names and codes, beside words that only look alike and would stand out the more for being alone.
"""

from collections.abc import Sequence
from datetime import date
from typing import LiteralString

from msgspec import Struct
from psycopg import sql

from server.db.passages import as_halfvec, as_passage
from server.db.pool import Connection
from server.domain.passage import Passage, PassageKind


class AskedWord(Struct, frozen=True):
    """A stem of the question as passages of `language` would hold it.

    `split` numbers the two parts of a compound: they count only where the pool knows both.
    """

    language: str
    word: str
    split: int | None


class AskedVector(Struct, frozen=True):
    """The question as `model` sees it, and how much that counts."""

    model: str
    vector: Sequence[float]
    weight: float


class Pool(Struct, frozen=True):
    """Which passages are searched: of one kind, in force on `day`, without those of the sources in `but_not`.

    `passages`: how many there are of that kind, whatever their day.
    """

    kind: PassageKind
    day: date
    but_not: list[str]
    passages: int


# Saturation and length normalisation of BM25: the values that Robertson and Zaragoza call reasonable.
_K1, _B = 1.2, 0.75
LARGE = 20_000
"""From this many passages of a kind on the nearest are found by graph (evals/benchmarks/search_scale.py)."""

_NEAREST = 200
_DIMENSIONS = {"use-multilingual-3": 512, "multilingual-e5-small": 384}
"""The models that have a graph (migrations/0002_retrieval.sql); others are always looked at whole."""

_SEARCH: LiteralString = """
    WITH pool AS MATERIALIZED (
        SELECT passage_id, language, length FROM kulanz.passages p WHERE {in_pool}
    ),
    size AS MATERIALIZED (
        SELECT language, count(*) AS passages, avg(length)::float8 AS length FROM pool GROUP BY language
    ),
    asked AS MATERIALIZED (
        SELECT * FROM unnest(%(languages)s::text[], %(words)s::text[], %(splits)s::int[]) AS a (language, word, split)
    ),
    matched AS (
        SELECT a.word, a.split, w.count, p.passage_id, p.language, p.length
        FROM asked a JOIN kulanz.passage_words w ON w.word = a.word
            JOIN pool p ON p.passage_id = w.passage_id AND p.language = a.language
        WHERE w.word = ANY(%(words)s::text[])
    ),
    known AS (
        SELECT *, split IS NULL OR min(word) OVER both_parts < max(word) OVER both_parts AS counts
        FROM matched WINDOW both_parts AS (PARTITION BY language, split)
    ),
    counted AS (
        SELECT passage_id, language, word, max(length) AS length, max(count)::float8 AS count
        FROM known WHERE counts GROUP BY passage_id, language, word
    ),
    familiar AS (
        SELECT language, least(1, count(DISTINCT word)::float8 / nullif(
            (SELECT count(*) FROM asked a WHERE a.language = c.language AND a.split IS NULL), 0)) AS share
        FROM counted c GROUP BY language
    ),
    rare AS (
        SELECT c.*, s.length AS usual_length, ln(1 + (s.passages - count(*) OVER holders + 0.5)
                                                   / (count(*) OVER holders + 0.5))::float8 AS rarity
        FROM counted c JOIN size s USING (language) WINDOW holders AS (PARTITION BY language, word)
    ),
    wording AS MATERIALIZED (
        SELECT passage_id, language, array_agg(word ORDER BY rarity DESC, word) AS words,
            sum(rarity * count * (%(k1)s + 1) / (count + %(k1)s * (1 - %(b)s + %(b)s * length / usual_length))) AS bm25
        FROM rare GROUP BY passage_id, language
    ),
    question AS MATERIALIZED (
        SELECT model, vector::halfvec AS vector, weight
        FROM unnest(%(models)s::text[], %(vectors)s::text[], %(weights)s::float8[]) AS q (model, vector, weight)
    ),
    near AS ({near}),
    signals AS (
        SELECT passage_id, words, NULL::float8 AS weight, NULL::float8 AS meaning,
            share * bm25 / nullif(sqrt(greatest(sum(bm25 ^ 2) OVER pool / s.passages
                                                - (sum(bm25) OVER pool / s.passages) ^ 2, 0)), 0) AS wording
        FROM wording JOIN size s USING (language) JOIN familiar USING (language)
        WINDOW pool AS (PARTITION BY language)
        UNION ALL
        SELECT passage_id, NULL, weight, (cosine - mean) / nullif(spread, 0), NULL FROM near
    ),
    ranked AS (
        SELECT passage_id, sum(weight * meaning) / sum(weight) AS meaning, coalesce(max(wording), 0) AS wording,
            max(words) AS words,
            coalesce(sum(weight * meaning) / sum(weight), 0) + %(wording)s * coalesce(max(wording), 0) AS score
        FROM signals GROUP BY passage_id ORDER BY score DESC, passage_id LIMIT %(limit)s
    )
    SELECT p.*, r.meaning, r.wording, r.words, r.score
    FROM ranked r JOIN kulanz.passages p USING (passage_id) ORDER BY r.score DESC, p.passage_id
"""

_IN_POOL: LiteralString = """
    p.kind = %(kind)s AND p.source_id <> ALL(%(but_not)s)
    AND (p.valid_from IS NULL OR p.valid_from <= %(day)s) AND (p.valid_to IS NULL OR p.valid_to > %(day)s)
"""

# Every vector is looked at.
_EXACT: LiteralString = """
        SELECT passage_id, weight, cosine, avg(cosine) OVER pool AS mean, stddev_pop(cosine) OVER pool AS spread
        FROM (
            SELECT v.passage_id, v.model, v.language, q.weight, 1 - (v.vector <=> q.vector) AS cosine
            FROM question q JOIN kulanz.passage_vectors v ON v.model = q.model AND v.kind = %(kind)s
                JOIN pool USING (passage_id)
        ) AS measured
        WINDOW pool AS (PARTITION BY model, language)
"""


# The nearest of each language by graph; how near others usually are is told by one passage in fifty.
_BY_GRAPH: LiteralString = """
        SELECT n.passage_id, q.weight, n.cosine, usual.mean, usual.spread
        FROM question q CROSS JOIN size s CROSS JOIN LATERAL (
            SELECT v.passage_id, 1 - (v.vector::halfvec({dimension}) <=> q.vector::halfvec({dimension})) AS cosine
            FROM kulanz.passage_vectors v JOIN kulanz.passages p ON p.passage_id = v.passage_id
            WHERE v.model = {model} AND v.kind = %(kind)s AND v.language = s.language AND {in_pool}
            ORDER BY v.vector::halfvec({dimension}) <=> q.vector::halfvec({dimension}) LIMIT {nearest}
        ) AS n CROSS JOIN LATERAL (
            SELECT avg(1 - (v.vector <=> q.vector)) AS mean, stddev_pop(1 - (v.vector <=> q.vector)) AS spread
            FROM kulanz.passage_vectors v
            WHERE v.model = {model} AND v.kind = %(kind)s AND v.language = s.language
                AND hashtext(v.passage_id) %% 50 = 0
        ) AS usual
        WHERE q.model = {model}
"""


def _statement(near: sql.Composable) -> sql.Composed:
    return sql.SQL(_SEARCH).format(near=near, in_pool=sql.SQL(_IN_POOL))


_EXACT_SEARCH = _statement(sql.SQL(_EXACT))
_GRAPH_SEARCH = _statement(
    sql.SQL(" UNION ALL ").join(
        sql.SQL(_BY_GRAPH).format(
            model=sql.Literal(model),
            dimension=sql.Literal(dimension),
            nearest=sql.Literal(_NEAREST),
            in_pool=sql.SQL(_IN_POOL),
        )
        for model, dimension in _DIMENSIONS.items()
    )
)


async def search(
    conn: Connection,
    pool: Pool,
    words: Sequence[AskedWord],
    vectors: Sequence[AskedVector],
    *,
    wording: float,
    limit: int,
) -> list[Passage]:
    """The best passages of a pool, best first. `wording`: what words count beside the meaning's 1.

    Without vectors words decide alone, without words the meaning does.
    """
    by_graph = pool.passages >= LARGE and all(vector.model in _DIMENSIONS for vector in vectors)
    if by_graph:
        await conn.execute("SET LOCAL hnsw.iterative_scan = relaxed_order")
    cursor = await conn.execute(
        _GRAPH_SEARCH if by_graph else _EXACT_SEARCH,
        {
            "kind": pool.kind,
            "day": pool.day,
            "but_not": pool.but_not,
            "languages": [word.language for word in words],
            "words": [word.word for word in words],
            "splits": [word.split for word in words],
            "models": [vector.model for vector in vectors],
            "vectors": [as_halfvec(vector.vector) for vector in vectors],
            "weights": [vector.weight for vector in vectors],
            "k1": _K1,
            "b": _B,
            "wording": wording,
            "limit": limit,
        },
    )
    return [as_passage(row) for row in await cursor.fetchall()]


class Size(Struct, frozen=True):
    """How many passages a store has of a kind in a language."""

    kind: str
    language: str
    passages: int


async def sizes(conn: Connection) -> list[Size]:
    """What the store has passages of."""
    cursor = await conn.execute(
        "SELECT kind, language, count(*) AS passages FROM kulanz.passages GROUP BY kind, language ORDER BY language"
    )
    return [Size(**row) for row in await cursor.fetchall()]
