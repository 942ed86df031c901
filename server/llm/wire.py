"""What an OpenAI-compatible server answers, as far as it is read here; and the schema it is held to."""

from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from server.errors import ModelFailed
from server.llm.sentences import SENTENCES


class Message(Struct, frozen=True):
    content: str | None = None
    refusal: str | None = None


class Choice(Struct, frozen=True):
    message: Message
    finish_reason: str | None = None


class Completion(Struct, frozen=True):
    choices: list[Choice]


class Embedding(Struct, frozen=True):
    index: int
    embedding: list[float]


class Embeddings(Struct, frozen=True):
    data: list[Embedding]


D = TypeVar("D")


def decoded(body: bytes, kind: type[D]) -> D:
    """The body as `kind`; ModelFailed where it is none."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise unusable() from None


def unusable() -> ModelFailed:
    """The error for an answer that does not fit."""
    return ModelFailed(SENTENCES("model_answer_unfit"))


def vectors_in(body: bytes, count: int) -> list[list[float]]:
    """`count` vectors in the order asked; ModelFailed where any is missing or empty."""
    found = sorted(decoded(body, Embeddings).data, key=lambda one: one.index)
    if [one.index for one in found] != list(range(count)) or not all(one.embedding for one in found):
        raise unusable()
    return [one.embedding for one in found]


def schema_of(answer: type[Struct]) -> dict[str, Any]:
    """The JSON schema with its object at the root, where strict servers want it."""
    _, components = msgspec.json.schema_components([answer])
    return {**components.pop(answer.__name__), "$defs": components}
