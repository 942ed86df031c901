"""Embedding by a model behind a server: it takes redacted text alone, and where it fails words find by themselves."""

from collections.abc import Awaitable, Callable, Sequence

import structlog

from server.db.passages import Unembedded
from server.domain.redacted import Redacted
from server.errors import ModelFailed
from server.llm.client import Model

Redact = Callable[[str], Redacted]
RedactPassages = Callable[[Sequence[Unembedded]], Awaitable[list[Redacted]]]

_QUESTION_SECONDS = 2.0
"""How long a question may take: an agent waits for it."""

_LONGEST = 4_000
"""Characters of a text that are embedded, as by the embedded models."""

log = structlog.get_logger()


def kept_as(model: Model, vector: Sequence[float]) -> str:
    """The name that is kept with its vectors. One of another length is another model's, whatever the server says."""
    return f"served:{model.name}:{len(vector)}"


async def embed_question(model: Model, text: Redacted) -> list[float] | None:
    """The question's vector; None where the server fails, which is logged by its code."""
    try:
        [vector] = await model.embed([text], within=_QUESTION_SECONDS)
    except ModelFailed as error:
        log.warning("question_not_embedded", code=error.code, model=model.name, **error.details)
        return None
    return vector


def beginning(text: str) -> str:
    """As much of a text as is embedded, cut between words and before it is redacted: half a number is not known."""
    return text if len(text) <= _LONGEST else text[: max(text.rfind(" ", 0, _LONGEST), 0)]
