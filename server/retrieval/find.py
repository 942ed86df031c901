"""Finding passages for a question, by its meaning and by its words."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from server.db import passage_search
from server.db.passage_search import AskedVector, AskedWord, Pool, Size
from server.db.pool import Connection
from server.domain.passage import Passage, PassageKind
from server.llm.embeddings import USE, EmbeddingModel
from server.retrieval.words import parts_of, words_of

_MOST_WORDS = 200
_NEARLY_THE_SAME = 0.8
_CANDIDATES = 4
"""How many times as many passages as wanted are ranked, before those that say the same are folded into one."""


class Weights(Struct, frozen=True):
    """What the models count among themselves, and what words count beside all of them together."""

    models: dict[EmbeddingModel, float]
    words: float


BY_DEFAULT = Weights({USE: 1.0}, words=0.6)


class Question(Struct, frozen=True):
    """A question as search sees it: made once, asked of several pools."""

    text: str
    words: list[AskedWord]
    vectors: list[AskedVector]
    weight_of_words: float
    sizes: list[Size]


NO_QUESTION = Question("", [], [], 0.0, [])
"""Nothing was asked, and nothing stands out."""


async def ask(conn: Connection, text: str, weights: Weights = BY_DEFAULT) -> Question:
    """Prepare a question: its words in every language that the store has passages in, its vectors by every model."""
    # A mail may hold a megabyte of words; a question does not.
    short = " ".join(text.split()[:_MOST_WORDS])
    sizes = await passage_search.sizes(conn)
    words = _asked_words(short, dict.fromkeys(size.language for size in sizes)) if weights.words else []
    vectors = [
        AskedVector(model.name, (await asyncio.to_thread(model.of_questions, [short]))[0].tolist(), weight)
        for model, weight in weights.models.items()
    ]
    return Question(short, words, vectors if short else [], weights.words, sizes)


async def find_passages(
    conn: Connection,
    question: Question,
    kind: PassageKind,
    *,
    language: str | None,
    day: date,
    limit: int,
    but_not: Sequence[str] = (),
) -> list[Passage]:
    """Passages of one kind in force on `day`, best first, at most `limit`, each with why it was found.

    Of passages that say the same (other languages and pieces of one section) the best stays, in `language` where it
    exists there. `but_not`: ids of tickets, macros or policies that are not to be found.
    """
    sizes = {size.language: size.passages for size in question.sizes if size.kind == kind}
    ranked = await passage_search.search(
        conn,
        Pool(kind, day, list(but_not), sum(sizes.values())),
        [word for word in question.words if word.language in sizes],
        question.vectors,
        wording=question.weight_of_words,
        limit=limit * _CANDIDATES,
    )
    return _folded(ranked, language)[:limit]


def _asked_words(text: str, languages: Iterable[str]) -> list[AskedWord]:
    asked: list[AskedWord] = []
    for language in languages:
        asked += [AskedWord(language, word, None) for word in dict.fromkeys(words_of(text, language))]
        for number, pair in enumerate(parts_of(text, language)):
            asked += [AskedWord(language, word, number) for word in pair]
    return asked


def _folded(ranked: Sequence[Passage], language: str | None) -> list[Passage]:
    """One passage for each thing said, at the place of the best that says it."""
    kept: list[tuple[Passage, frozenset[str]]] = []
    for passage in ranked:
        said = _said(passage)
        place = next((n for n, (_, other) in enumerate(kept) if _say_the_same(said, other)), None)
        if place is None:
            kept.append((passage, said))
        elif passage.language == language != kept[place][0].language:
            kept[place] = passage, said
    return [passage for passage, _ in kept]


def _said(passage: Passage) -> frozenset[str]:
    """A section or macro says the same in every language and piece; a ticket says its words."""
    if passage.kind == "policy":
        return frozenset({passage.section or passage.id})
    if passage.kind == "macro":
        return frozenset({passage.title})
    return frozenset(words_of(passage.text, passage.language))


def _say_the_same(some: frozenset[str], others: frozenset[str]) -> bool:
    return len(some & others) >= _NEARLY_THE_SAME * len(some | others)
