"""A model behind any OpenAI-compatible server: the only import of openai.

It takes redacted text alone. What goes wrong becomes a domain error that holds no word of what was sent or answered.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Literal, Self, TypeVar

import msgspec
from msgspec import Struct
from openai import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AsyncOpenAI,
    InternalServerError,
    OpenAIError,
    RateLimitError,
)
from openai.types.chat import ChatCompletionMessageParam

from server.domain.endpoint import Endpoint
from server.domain.redacted import Redacted
from server.errors import ModelFailed, ModelRateLimited, ModelRefused, ModelTimedOut

_LONGEST_WAIT = 2.0
"""Seconds that a server may ask to wait before the second try; who wants longer is taken to have said no."""

_USUAL_WAIT = 0.25
_TEXTS_AT_ONCE = 64

A = TypeVar("A", bound=Struct)


class Turn(Struct, frozen=True):
    """One message to a model: how it works (system), or what it works on (user)."""

    role: Literal["system", "user"]
    text: Redacted


class Model:
    """One model of one server; open with `async with`, so that its connections are closed."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.name = endpoint.model
        self.seconds = endpoint.seconds
        self._sdk = AsyncOpenAI(
            api_key=endpoint.api_key, base_url=endpoint.url, timeout=endpoint.seconds, max_retries=0
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._sdk.close()

    async def ask(self, turns: Sequence[Turn], answer: type[A], *, within: float) -> A:
        """The model's answer, held to the fields of `answer`, in at most `within` seconds.

        ModelTimedOut, ModelRateLimited, ModelRefused; ModelFailed for any other fault, and for an answer that is
        cut off, no JSON, or not what was asked for.
        """
        body = await self._send(partial(self._complete, turns, answer), within)
        choice = next(iter(_decoded(body, _Completion).choices), None)
        if choice is None:
            raise _unusable()
        if choice.message.refusal or choice.finish_reason == "content_filter":
            raise ModelRefused("The model declined to answer; go on without it.")
        return _decoded((choice.message.content or "").encode(), answer)

    async def embed(self, texts: Sequence[Redacted], *, within: float | None = None) -> list[list[float]]:
        """One vector for each text, all of one length. The errors of `ask`.

        Each batch has `within` seconds, or the endpoint's.
        """
        vectors: list[list[float]] = []
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            batch = list(texts[start : start + _TEXTS_AT_ONCE])
            vectors += _vectors(await self._send(partial(self._embed, batch), within or self.seconds), len(batch))
        if len({len(vector) for vector in vectors}) > 1:
            raise _unusable()
        return vectors

    async def _complete(self, turns: Sequence[Turn], answer: type[Struct]) -> bytes:
        messages: list[ChatCompletionMessageParam] = [
            {"role": "system", "content": turn.text}
            if turn.role == "system"
            else {"role": "user", "content": turn.text}
            for turn in turns
        ]
        # Neither temperature nor seed: some servers refuse them, and then there would be no answer at all.
        response = await self._sdk.chat.completions.with_raw_response.create(
            model=self.name,
            messages=messages,
            response_format={
                "type": "json_schema",
                "json_schema": {"name": "answer", "strict": True, "schema": _schema(answer)},
            },
        )
        return response.content

    async def _embed(self, texts: list[Redacted]) -> bytes:
        response = await self._sdk.embeddings.with_raw_response.create(
            model=self.name, input=list[str](texts), encoding_format="float"
        )
        return response.content

    async def _send(self, request: Callable[[], Awaitable[bytes]], within: float) -> bytes:
        """The body of the answer; of a second try where the first was put off, lost, or met a fault of the server."""
        try:
            async with asyncio.timeout(within):
                try:
                    return await request()
                except (RateLimitError, InternalServerError, APIConnectionError) as error:
                    wait = _wait_before_second_try(error)
                    if wait is None:
                        raise
                await asyncio.sleep(wait)
                return await request()
        # The SDK's errors may quote what was sent: nothing of them goes on.
        except (TimeoutError, APITimeoutError):
            raise ModelTimedOut("The model did not answer in time; go on without it.") from None
        except RateLimitError:
            raise ModelRateLimited("The model's server takes no more requests just now; go on without it.") from None
        except OpenAIError as error:
            status = error.status_code if isinstance(error, APIStatusError) else None
            raise ModelFailed(
                "The model's server cannot be used; check its name and address in the settings, and OPENAI_API_KEY.",
                status=status,
            ) from None


@asynccontextmanager
async def open_model(endpoint: Endpoint | None) -> AsyncIterator[Model | None]:
    """The model of an endpoint; None where there is none."""
    if endpoint is None:
        yield None
        return
    async with Model(endpoint) as model:
        yield model


class _Message(Struct, frozen=True):
    content: str | None = None
    refusal: str | None = None


class _Choice(Struct, frozen=True):
    message: _Message
    finish_reason: str | None = None


class _Completion(Struct, frozen=True):
    choices: list[_Choice]


class _Embedding(Struct, frozen=True):
    index: int
    embedding: list[float]


class _Embeddings(Struct, frozen=True):
    data: list[_Embedding]


D = TypeVar("D")


def _decoded(body: bytes, kind: type[D]) -> D:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise _unusable() from None


def _unusable() -> ModelFailed:
    return ModelFailed("The model's answer is not what was asked for; go on without it.")


def _vectors(body: bytes, count: int) -> list[list[float]]:
    found = sorted(_decoded(body, _Embeddings).data, key=lambda one: one.index)
    if [one.index for one in found] != list(range(count)) or not all(one.embedding for one in found):
        raise _unusable()
    return [one.embedding for one in found]


def _schema(answer: type[Struct]) -> dict[str, Any]:
    """The JSON schema with its object at the root, where strict servers want it."""
    _, components = msgspec.json.schema_components([answer])
    return {**components.pop(answer.__name__), "$defs": components}


def _wait_before_second_try(error: OpenAIError) -> float | None:
    """Seconds until a second try is worth it; None where it is not: time is up, or the server wants a long pause."""
    if isinstance(error, APITimeoutError):
        return None
    asked = error.response.headers.get("retry-after") if isinstance(error, APIStatusError) else None
    if asked is None:
        return _USUAL_WAIT
    try:
        seconds = float(asked)
    except ValueError:  # a date: no server that means a moment writes one
        return None
    return seconds if 0 <= seconds <= _LONGEST_WAIT else None
