"""What a sentence says, as probabilities; what follows from them is decided in drafting/."""

import json
from functools import cache
from importlib.resources import files

import numpy as np
import onnxruntime

from server.llm.e5_file import E5File, read_e5_file

MOST_TOKENS = 64
"""Of a sentence: as many as the model was trained on."""

_MOST_CHARACTERS = 600


class SentenceReader:
    """The model in memory. Safe in several threads, for reading changes nothing."""

    def __init__(self, words: E5File, session: onnxruntime.InferenceSession) -> None:
        self._words = words
        self._session = session
        self.names: list[str] = json.loads(session.get_modelmeta().custom_metadata_map["names"])

    def read(self, sentence: str) -> dict[str, float]:
        """The probability that a sentence says it, for each thing that one can say (`names`); some 3 ms."""
        tokens = self._words.tokens(sentence[:_MOST_CHARACTERS], MOST_TOKENS)
        (found,) = self._session.run(None, {"words": self._words.word_vectors(tokens)[np.newaxis]})
        return dict(zip(self.names, found.tolist(), strict=True))


@cache
def sentence_reader() -> SentenceReader:
    """The model inside the package, loaded once."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    model = files("server.llm.sentence_reader").joinpath("reader.onnx").read_bytes()
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return SentenceReader(read_e5_file(), session)
