"""Indexing: words at once, in the caller's transaction; vectors after it, a batch at a time."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Callable, Sequence

from server.db import passages
from server.db.pool import Connection, Database
from server.domain.passage import PassageKind, Searchable
from server.llm.embeddings import EmbeddingModel
from server.retrieval.words import counted_words, words_of

_PASSAGES_AT_ONCE = 500
_TEXTS_AT_ONCE = 64

Advance = Callable[[int], None]
"""Told how many vectors were made since it was last called."""


async def index_words(conn: Connection, store_id: str, kind: PassageKind, wanted: AsyncIterable[Searchable]) -> None:
    """Make the passages of a kind equal to `wanted`, some hundreds at a time: a shop may have very many.

    What has not changed keeps its words and vectors.
    """
    there = await passages.hashes(conn, kind)
    gone = set(there)
    known: dict[str, set[str]] = {}
    has_new = False
    async for some in _some_at_a_time(wanted):
        gone -= {searchable.passage.id for searchable in some}
        new = [found for found in some if there.get(found.passage.id) != passages.content_hash(found)]
        if not new:
            continue
        for language in {searchable.passage.language for searchable in new} - known.keys():
            known[language] = await passages.known_words(conn, kind, language)
        await passages.remove(conn, [found.passage.id for found in new if found.passage.id in there])
        await passages.add(conn, store_id, await asyncio.to_thread(_with_words, new, known))
        has_new = True
    await passages.remove(conn, list(gone))
    if has_new:
        await passages.gather_statistics(conn)


async def _some_at_a_time(wanted: AsyncIterable[Searchable]) -> AsyncIterator[list[Searchable]]:
    """Many enough that compounds find their parts among each other, few enough to be held."""
    some: list[Searchable] = []
    async for searchable in wanted:
        some.append(searchable)
        if len(some) == _PASSAGES_AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _with_words(new: Sequence[Searchable], known: dict[str, set[str]]) -> list[tuple[Searchable, dict[str, int]]]:
    """Each with its words; `known` grows by them before any is counted."""
    for searchable in new:
        language = searchable.passage.language
        known[language].update(words_of(searchable.heading, language), words_of(searchable.body, language))
    return [(searchable, _words(searchable, known[searchable.passage.language])) for searchable in new]


def _words(searchable: Searchable, known: set[str]) -> dict[str, int]:
    """A word of the heading counts twice: it says what all of the body is about."""
    language = searchable.passage.language
    heading = counted_words(searchable.heading, language, known)
    return dict(heading + heading + counted_words(searchable.body, language, known))


async def index_vectors(
    database: Database, store_id: str, models: Sequence[EmbeddingModel], advance: Advance = lambda _: None
) -> None:
    """Give every passage of a store the vectors that it lacks. Each batch is kept by itself: stopped, it goes on."""
    for model in models:
        made = 0
        while batch := await _embed_some(database, store_id, model):
            made += batch
            advance(batch)
        if made:
            async with database.store(store_id) as conn:
                await passages.gather_statistics(conn)


async def _embed_some(database: Database, store_id: str, model: EmbeddingModel) -> int:
    """How many vectors were made. No transaction is open while the model computes."""
    async with database.store(store_id) as conn:
        batch = await passages.without_vector(conn, model.name, _TEXTS_AT_ONCE)
    if batch:
        vectors = await asyncio.to_thread(model.of_passages, [passage.searched for passage in batch])
        async with database.store(store_id) as conn:
            await passages.add_vectors(conn, store_id, model.name, zip(batch, vectors.tolist(), strict=True))
    return len(batch)
