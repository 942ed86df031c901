"""Finding passages for a question, by its meaning and by its words."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date

from msgspec import Struct

from server.db import passage_search, passages
from server.db.passage_search import AskedVector, AskedWord, Pool, Size
from server.db.pool import Connection
from server.domain.endpoint import Endpoint
from server.domain.passage import Passage, PassageKind
from server.llm.client import Model, open_model
from server.llm.embeddings import USE, EmbeddingModel
from server.retrieval.served import Redact, beginning, embed_question, kept_as
from server.retrieval.words import parts_of, words_of

_MOST_WORDS = 200
_NEARLY_THE_SAME = 0.8
_CANDIDATES = 4
"""How many times as many passages as wanted are ranked, before those that say the same are folded into one."""


class Weights(Struct, frozen=True):
    """What the models count among themselves, and what words count beside all of them together.

    A `Model` is served by another machine: what it is given is redacted first.
    """

    models: Mapping[EmbeddingModel | Model, float]
    words: float

    @property
    def served(self) -> list[Model]:
        """The models that are not in this process."""
        return [model for model in self.models if isinstance(model, Model)]


EMBEDDED: dict[EmbeddingModel, float] = {USE: 1.0}
BY_DEFAULT = Weights(dict[EmbeddingModel | Model, float](EMBEDDED.items()), words=0.6)


@asynccontextmanager
async def open_weights(endpoint: Endpoint | None) -> AsyncIterator[Weights]:
    """By the embedding model of an endpoint; by the embedded one where there is none."""
    async with open_model(endpoint) as served:
        yield Weights({served: 1.0}, BY_DEFAULT.words) if served else BY_DEFAULT


class Question(Struct, frozen=True):
    """A question as search sees it: made once, asked of several pools."""

    text: str
    words: list[AskedWord]
    vectors: list[AskedVector]
    weight_of_words: float
    sizes: list[Size]


NO_QUESTION = Question("", [], [], 0.0, [])
"""Nothing was asked, and nothing stands out."""


async def ask(conn: Connection, text: str, weights: Weights = BY_DEFAULT, *, redact: Redact | None = None) -> Question:
    """Prepare a question: its words in every language that the store has passages in, its vectors by every model.

    A served model is asked only with `redact`. While passages still have vectors of the embedded models from before
    there was a served one, those are asked as well.
    """
    # A mail may hold a megabyte of words; a question does not.
    short = " ".join(text.split()[:_MOST_WORDS])
    sizes = await passage_search.sizes(conn)
    words = _asked_words(short, dict.fromkeys(size.language for size in sizes)) if weights.words else []
    vectors = [await _asked_vector(model, short, weight, redact) for model, weight in weights.models.items()]
    if weights.served:
        left = await passages.models_left(conn, [model.name for model in EMBEDDED])
        vectors += [await _asked_vector(m, short, weight, redact) for m, weight in EMBEDDED.items() if m.name in left]
    return Question(short, words, [vector for vector in vectors if vector], weights.words, sizes)


async def _asked_vector(
    model: EmbeddingModel | Model, text: str, weight: float, redact: Redact | None
) -> AskedVector | None:
    if not text:
        return None
    if isinstance(model, EmbeddingModel):
        return AskedVector(model.name, (await asyncio.to_thread(model.of_questions, [text]))[0].tolist(), weight)
    vector = await embed_question(model, await asyncio.to_thread(redact, beginning(text))) if redact else None
    return AskedVector(kept_as(model, vector), vector, weight) if vector else None


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
