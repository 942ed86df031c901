"""Indexing: words at once, in the caller's transaction; vectors after it, a batch at a time."""

import asyncio
from collections.abc import Callable, Iterable, Sequence

from server.db import passages
from server.db.pool import Connection, Database
from server.domain.passage import PassageKind, Searchable
from server.llm.embeddings import EmbeddingModel
from server.retrieval.words import counted_words, words_of

_TEXTS_AT_ONCE = 64

Advance = Callable[[int], None]
"""Told how many vectors were made since it was last called."""


async def index_words(conn: Connection, store_id: str, kind: PassageKind, wanted: Iterable[Searchable]) -> None:
    """Make the passages of a kind equal to `wanted`. What has not changed keeps its words and vectors."""
    by_id = {searchable.passage.id: searchable for searchable in wanted}
    there = await passages.hashes(conn, kind)
    kept = {name for name, found in by_id.items() if there.get(name) == passages.content_hash(found)}
    await passages.remove(conn, [name for name in there if name not in kept])
    new = [searchable for name, searchable in by_id.items() if name not in kept]
    if not new:
        return
    languages = {searchable.passage.language for searchable in new}
    known = {language: await passages.known_words(conn, kind, language) for language in languages}
    await passages.add(conn, store_id, await asyncio.to_thread(_with_words, new, known))
    await passages.gather_statistics(conn)


def _with_words(new: Sequence[Searchable], known: dict[str, set[str]]) -> list[tuple[Searchable, dict[str, int]]]:
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
