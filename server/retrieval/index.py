"""Indexing: words at once, in the caller's transaction; vectors after it, a batch at a time."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Sequence
from functools import partial

from server.db import passages
from server.db.passages import Unembedded
from server.db.pool import Connection, Database
from server.domain.passage import PassageKind, Searchable
from server.errors import Internal
from server.llm.client import Model
from server.llm.embeddings import EmbeddingModel
from server.retrieval.served import RedactPassages, kept_as
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
    database: Database,
    store_id: str,
    models: Iterable[EmbeddingModel | Model],
    advance: Advance = lambda _: None,
    *,
    redact: RedactPassages | None = None,
) -> None:
    """Give every passage of a store the vectors that it lacks; only then those of other models go.

    Each batch is kept by itself: stopped, it goes on. A served model needs `redact`; ModelFailed where it fails.
    """
    names: list[str] = []
    for model in models:
        name, embed = await _way_to_embed(model, redact)
        made = 0
        while batch := await _embed_some(database, store_id, name, embed):
            made += batch
            advance(batch)
        if made:
            async with database.store(store_id) as conn:
                await passages.gather_statistics(conn)
        names.append(name)
    async with database.store(store_id) as conn:
        await passages.keep_models(conn, names)


_PROBE = Unembedded("", "", "policy", "und", "?")
_Embed = Callable[[Sequence[Unembedded]], Awaitable[list[list[float]]]]


async def _way_to_embed(model: EmbeddingModel | Model, redact: RedactPassages | None) -> tuple[str, _Embed]:
    """The name that vectors of the model are kept under, and how they are made."""
    if isinstance(model, EmbeddingModel):
        return model.name, partial(_embed_here, model)
    if redact is None:
        raise Internal("A served embedding model takes redacted passages only.")
    # Only a vector tells how long the model's vectors are just now.
    [probe] = await model.embed(await redact([_PROBE]))
    return kept_as(model, probe), partial(_embed_there, model, redact)


async def _embed_here(model: EmbeddingModel, batch: Sequence[Unembedded]) -> list[list[float]]:
    vectors = await asyncio.to_thread(model.of_passages, [passage.searched for passage in batch])
    return [vector.tolist() for vector in vectors]


async def _embed_there(model: Model, redact: RedactPassages, batch: Sequence[Unembedded]) -> list[list[float]]:
    return await model.embed(await redact(batch))


async def _embed_some(database: Database, store_id: str, name: str, embed: _Embed) -> int:
    """How many vectors were made. No transaction is open while the model computes."""
    async with database.store(store_id) as conn:
        batch = await passages.without_vector(conn, name, _TEXTS_AT_ONCE)
    if batch:
        vectors = await embed(batch)
        async with database.store(store_id) as conn:
            await passages.add_vectors(conn, store_id, name, zip(batch, vectors, strict=True))
    return len(batch)
