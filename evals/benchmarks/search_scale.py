"""From how many passages on a graph finds the nearest faster than looking at all of them, and what it misses.

Made-up vectors around 500 topics, one in five in another language. Prints the median of both ways in milliseconds,
as a ratio, and how many of the exact ten best the graph finds too: `python -m evals.benchmarks.search_scale`.
"""

import asyncio
import statistics
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

import numpy as np

from server.db import passage_search, passages, stores, trees
from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from server.db.passage_search import AskedVector, Pool
from server.db.passages import Unembedded
from server.db.pool import Connection, Database
from server.db.stores import StoredShop
from server.db.trees import TreeVersion
from server.domain.passage import Passage, Searchable
from server.llm.embeddings import USE
from tests.samples import sample_store

SIZES = (1_000, 5_000, 20_000, 50_000)
QUESTIONS, TOPICS, BEST = 40, 500, 10
DAY = date(2026, 11, 16)


def made_up(count: int, topics: np.ndarray, dice: np.random.Generator) -> np.ndarray:
    """Vectors of length 1, each near some topic."""
    near = topics[dice.integers(len(topics), size=count)] + 0.6 * dice.normal(size=(count, USE.dimension)) / 22
    return near / np.linalg.norm(near, axis=1, keepdims=True)


async def add(conn: Connection, first: int, vectors: np.ndarray) -> None:
    """Passages without words, with these vectors."""
    made = []
    for number, _ in enumerate(vectors, start=first):
        language = "en" if number % 5 == 0 else "de"
        passage = Passage(f"t{number}", "ticket", "", None, "", language, "internal", 1, None, None, 0, None)
        made.append(Searchable(f"t{number}", passage, "", ""))
    await passages.add(conn, "scale", [(searchable, {}) for searchable in made])
    unembedded = [Unembedded(s.passage.id, s.source_id, "ticket", s.passage.language, "") for s in made]
    await passages.add_vectors(conn, "scale", USE.name, zip(unembedded, vectors.tolist(), strict=True))


async def timed(conn: Connection, pool: Pool, question: np.ndarray) -> tuple[float, list[str]]:
    """Milliseconds and what was found."""
    asked = [AskedVector(USE.name, question.tolist(), 1.0)]
    began = perf_counter()
    found = await passage_search.search(conn, pool, [], asked, wording=0, limit=BEST)
    return (perf_counter() - began) * 1000, [passage.id for passage in found]


async def measure(owner_url: str) -> None:
    """Grow one store and ask it at each size."""
    await migrate(owner_url)
    dice = np.random.default_rng(0)
    topics = dice.normal(size=(TOPICS, USE.dimension)) / 22
    async with Database(service_url(owner_url)) as database:
        async with database.store("scale") as conn:
            await stores.save(conn, StoredShop(sample_store("scale"), "v1", ""))
            await trees.save(conn, "scale", TreeVersion("v1", "", {}, "pack"))
        there = 0
        for size in SIZES:
            while there < size:
                async with database.store("scale") as conn:
                    step = min(2_000, size - there)
                    await add(conn, there, made_up(step, topics, dice))
                    there += step
            async with database.store("scale") as conn:
                await passages.gather_statistics(conn)
                await compare(conn, size, made_up(QUESTIONS, topics, dice))


async def compare(conn: Connection, size: int, questions: np.ndarray) -> None:
    """Both ways over the same questions, one after the other."""
    exact, by_graph, shared = [], [], 0
    for question in questions:
        took, wanted = await timed(conn, Pool("ticket", DAY, [], 0), question)
        exact.append(took)
        took, found = await timed(conn, Pool("ticket", DAY, [], passage_search.LARGE), question)
        by_graph.append(took)
        shared += len(set(wanted) & set(found))
    ratio = statistics.median(exact) / statistics.median(by_graph)
    print(
        f"{size:>6} passages: all {statistics.median(exact):6.1f} ms, by graph {statistics.median(by_graph):6.1f} ms, "
        f"ratio {ratio:4.1f}, {shared / (BEST * len(questions)):.2f} of the ten best found (n = {len(questions)})"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        server = EmbeddedPostgres(Path(home), delete_on_stop=True)
        try:
            asyncio.run(measure(server.owner_url))
        finally:
            server.stop()
