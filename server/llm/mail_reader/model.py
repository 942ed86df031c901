"""Reading a mail with the trained model: probabilities, nothing more. What is made of them is decided in tickets/."""

from functools import cache

import numpy as np
import onnxruntime
from msgspec import Struct
from numpy.typing import NDArray

from server.llm.e5_file import E5File, read_e5_file
from server.llm.embeddings import USE
from server.llm.mail_reader.grams import grams_of
from server.llm.onnx_file import open_reader

MOST_TOKENS = 256
"""Of a mail: as many as the model was trained on; what a customer wants stands before that."""

MOST_CHARACTERS = 1_600
"""Of a mail, whichever way it is looked at."""

_QUESTION = "query: "


class MailSigns(Struct, frozen=True):
    """Calibrated probabilities by value. `problem`, `wish`, `mood` and `intent` add up to 1; of `problems` each is
    the probability that the mail reports it, among others. `withdrawal`: that it declares one.
    """

    problem: dict[str, float]
    problems: dict[str, float]
    wish: dict[str, float]
    mood: dict[str, float]
    intent: dict[str, float]
    withdrawal: float


class MailReader:
    """The model in memory. Safe in several threads, for reading changes nothing."""

    def __init__(self, words: E5File, session: onnxruntime.InferenceSession, names: dict[str, list[str]]) -> None:
        self._words = words
        self._session = session
        self._names = names

    def read(self, text: str) -> MailSigns:
        """What a mail's own words say. 15 to 75 ms on one core: call it in a thread."""
        text = text[:MOST_CHARACTERS]
        tokens = self._words.tokens(_QUESTION + text, MOST_TOKENS)
        given = {
            "words": self._words.word_vectors(tokens)[np.newaxis],
            "sentence": sentence_vector(text)[np.newaxis],
            "grams": grams_of(text),
        }
        found = self._session.run(list(self._names), given)
        signs = {
            name: _by_value(values, probabilities)
            for (name, values), probabilities in zip(self._names.items(), found, strict=True)
        }
        return MailSigns(
            problem=signs["problem"],
            problems=signs["problems"],
            wish=signs["wish"],
            mood=signs["mood"],
            intent=signs["intent"],
            withdrawal=signs["withdrawal"]["declared"],
        )


def sentence_vector(text: str) -> NDArray[np.float32]:
    """(dimension,): what a mail is about as a whole."""
    return USE.of_questions([text]).reshape(-1)


def _by_value(values: list[str], probabilities: NDArray[np.float32]) -> dict[str, float]:
    return dict(zip(values, probabilities.tolist(), strict=True))


@cache
def mail_reader() -> MailReader:
    """The model inside the package, loaded once: half a second."""
    return MailReader(read_e5_file(), *open_reader("server.llm.mail_reader"))
