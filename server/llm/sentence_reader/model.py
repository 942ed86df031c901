"""What a sentence says, as probabilities; what follows from them is decided in drafting/."""

from functools import cache

import numpy as np
import onnxruntime

from server.llm.e5_file import E5File, read_e5_file
from server.llm.onnx_file import open_reader

MOST_TOKENS = 64
"""Of a sentence: as many as the model was trained on."""

_MOST_CHARACTERS = 600


class SentenceReader:
    """The model in memory. Safe in several threads, for reading changes nothing."""

    def __init__(self, words: E5File, session: onnxruntime.InferenceSession, names: list[str]) -> None:
        self._words = words
        self._session = session
        self.names = names

    def read(self, sentence: str) -> dict[str, float]:
        """The probability that a sentence says it, for each thing that one can say (`names`); 4 to 9 ms."""
        tokens = self._words.tokens(sentence[:_MOST_CHARACTERS], MOST_TOKENS)
        (found,) = self._session.run(None, {"words": self._words.word_vectors(tokens)[np.newaxis]})
        return dict(zip(self.names, found.tolist(), strict=True))


@cache
def sentence_reader() -> SentenceReader:
    """The model inside the package, loaded once."""
    return SentenceReader(read_e5_file(), *open_reader("server.llm.sentence_reader"))
