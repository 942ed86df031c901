"""How well search finds what answers a question: by meaning alone, by words alone, by both as it serves.

Every pool is indexed and searched by the production functions. `recall` is of the texts that answer; intervals are
95 %, by bootstrap over the questions. Tune on dev only; held-out shows what to expect. Takes some minutes:
`python -m evals.benchmarks.retrieval`
"""

import asyncio
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

from msgspec import Struct
from rich.console import Console
from rich.table import Table

from evals.retrieval.metrics import mean_interval, ndcg_at, recall_at, reciprocal_rank
from evals.retrieval.pools import Asked, PassagePool, all_pools
from server.db import stores, trees
from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from server.db.pool import Connection, Database
from server.db.stores import StoredShop
from server.db.trees import TreeVersion
from server.domain.passage import Passage, Searchable
from server.retrieval.find import BY_DEFAULT, Weights, ask, find_passages
from server.retrieval.index import index_vectors, index_words
from tests.samples import sample_store

TODAY = date(2026, 11, 16)
MODES = {
    "meaning": Weights(BY_DEFAULT.models, words=0.0),
    "words": Weights({}, words=1.0),
    "both": BY_DEFAULT,
}
FOUND = 10
COUNTED = 20
"""Groups of fewer questions are not shown: their intervals say nothing."""


class Score(Struct, frozen=True):
    """One question by one mode."""

    recall_1: float
    recall_3: float
    recall_5: float
    mrr: float
    ndcg: float


Scores = dict[tuple[str, str, str], dict[str, list[Score]]]
"""By pool, languages and group, then by mode; the scores of one group are in the same order in every mode."""


async def measure(owner_url: str) -> Scores:
    """Ask every question of every pool in every mode; a pool is a store of its own."""
    await migrate(owner_url)
    scores: Scores = defaultdict(lambda: defaultdict(list))
    async with Database(service_url(owner_url)) as database:
        for number, pool in enumerate(all_pools()):
            store_id = f"pool{number}"
            await load(database, store_id, pool)
            async with database.store(store_id) as conn:
                for question in pool.questions:
                    for mode, weights in MODES.items():
                        score = scored(question, await search(conn, pool, question, weights))
                        for key in groups(pool, question):
                            scores[key][mode].append(score)
    return scores


async def load(database: Database, store_id: str, pool: PassagePool) -> None:
    """A store that holds the pool's passages and nothing else."""
    async with database.store(store_id) as conn:
        await stores.save(conn, StoredShop(sample_store(store_id), "v1", "hash"))
        await trees.save(conn, store_id, TreeVersion("v1", "", {}, "pack"))
        await index_words(conn, store_id, pool.kind, _each(pool.passages))
    await index_vectors(database, store_id, list(BY_DEFAULT.models))


async def _each(passages: list[Searchable]) -> AsyncIterator[Searchable]:
    for searchable in passages:
        yield searchable


async def search(conn: Connection, pool: PassagePool, question: Asked, weights: Weights) -> list[Passage]:
    """What production finds for the question, never itself."""
    return await find_passages(
        conn,
        await ask(conn, question.text, weights),
        pool.kind,
        language=question.language,
        day=TODAY,
        limit=FOUND,
        but_not=[question.itself] if question.itself else [],
    )


def scored(question: Asked, found: list[Passage]) -> Score:
    """The found passages by their grades."""
    grades = [question.answers.get(key_of(passage), 0) for passage in found]
    wanted = list(question.answers.values())
    return Score(
        recall_at(1, grades, wanted),
        recall_at(3, grades, wanted),
        recall_at(5, grades, wanted),
        reciprocal_rank(grades),
        ndcg_at(FOUND, grades, wanted),
    )


def key_of(passage: Passage) -> str:
    """What `Asked.answers` calls the passage."""
    if passage.kind == "policy":
        return passage.section or passage.id
    return passage.title if passage.kind == "macro" else passage.id


def groups(pool: PassagePool, question: Asked) -> list[tuple[str, str, str]]:
    """What a question counts under: its language; whether the pool speaks it; split and form, where there are any."""
    every = f"all in {pool.languages}"
    of_all = ["same language" if question.language in pool.languages else "across", *question.groups]
    return [(pool.name, f"{question.language} in {pool.languages}", ""), *((pool.name, every, g) for g in of_all)]


def show(scores: Scores) -> None:
    """One table of the measures, one of what both together win or lose."""
    shown = {key: modes for key, modes in scores.items() if len(modes["both"]) >= COUNTED}
    table = Table("pool", "asked in", "group", "mode", "n", "recall@1", "@3", "@5", "MRR", "nDCG@10", "95 %")
    gain = Table("pool", "asked in", "group", "n", "both - meaning", "95 %", "both - words", "95 %", title="nDCG@10")
    for (pool, languages, group), modes in shown.items():
        for mode, found in modes.items():
            means = [mean([getattr(score, field) for score in found]) for field in Score.__struct_fields__]
            row = [pool, languages, group, mode, str(len(found)), *(f"{value:.3f}" for value in means)]
            table.add_row(*row, interval([score.ndcg for score in found]))
        differences = [
            [both.ndcg - alone.ndcg for both, alone in zip(modes["both"], modes[mode], strict=True)]
            for mode in ("meaning", "words")
        ]
        cells = [cell for values in differences for cell in (f"{mean(values):+.3f}", interval(values))]
        gain.add_row(pool, languages, group, str(len(modes["both"])), *cells)
    console = Console(width=140)
    console.print(table)
    console.print(gain)


def mean(values: list[float]) -> float:
    """The arithmetic mean."""
    return sum(values) / len(values)


def interval(values: list[float]) -> str:
    """The bootstrap interval of the mean, to be read."""
    low, high = mean_interval(values)
    return f"{low:.3f} to {high:.3f}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        server = EmbeddedPostgres(Path(home), delete_on_stop=True)
        try:
            show(asyncio.run(measure(server.owner_url)))
        finally:
            server.stop()
