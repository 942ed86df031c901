"""A model behind any OpenAI-compatible server: the only import of openai.

It takes redacted text alone. What goes wrong becomes a domain error that holds no word of what was sent or answered.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import Literal, Self, TypeVar

from msgspec import Struct
from openai import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AsyncOpenAI,
    AsyncStream,
    InternalServerError,
    OpenAIError,
    RateLimitError,
)
from openai.types import CompletionUsage
from openai.types.chat import ChatCompletionChunk, ChatCompletionMessageParam

from server.domain.draft import Tokens
from server.domain.endpoint import Endpoint
from server.domain.redacted import Redacted
from server.errors import ModelBrokeOff, ModelFailed, ModelRateLimited, ModelRefused, ModelTimedOut
from server.llm.breaker import Breaker
from server.llm.sentences import SENTENCES
from server.llm.wire import Completion, decoded, schema_of, unusable, vectors_in

_LONGEST_WAIT = 2.0
"""Seconds that a server may ask to wait before the second try; who wants longer is taken to have said no."""

_USUAL_WAIT = 0.25
_TEXTS_AT_ONCE = 64

_LONGEST_TEXT = 12_000
"""Characters of a draft: who writes on has lost the thread."""

A = TypeVar("A", bound=Struct)
R = TypeVar("R")


class Turn(Struct, frozen=True):
    """One message: how the model works (system), what it works on (user), what it answered before (assistant)."""

    role: Literal["system", "user", "assistant"]
    text: Redacted


class Model:
    """One model of one server; open with `async with`, so that its connections are closed.

    `unanswered`: how many questions came to nothing so far.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.name = endpoint.model
        self.seconds = endpoint.seconds
        self.price = endpoint.price
        self.unanswered = 0
        self._endpoint = endpoint
        self._breaker = Breaker()
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
        try:
            return await self._asked(turns, answer, within)
        except ModelFailed:
            self.unanswered += 1
            raise

    async def _asked(self, turns: Sequence[Turn], answer: type[A], within: float) -> A:
        body = await self._send(partial(self._complete, turns, answer), within)
        choice = next(iter(decoded(body, Completion).choices), None)
        if choice is None:
            raise unusable()
        if choice.message.refusal or choice.finish_reason == "content_filter":
            raise ModelRefused(SENTENCES("model_refused"))
        return decoded((choice.message.content or "").encode(), answer)

    async def write(self, turns: Sequence[Turn]) -> AsyncGenerator[str | Tokens, None]:
        """The model's text piece by piece as it comes; at last, once, its Tokens: 0 where the server tells none.

        The errors of `ask`, and ModelBrokeOff for a text that does not come to its end. Seconds to the first piece
        and for the whole are the endpoint's; only before the first piece there is a second try.
        """
        now = asyncio.get_running_loop().time
        until = now() + self._endpoint.writing_seconds
        first_word_by = now() + self._endpoint.first_word_seconds
        chunks = await self._send(partial(self._open, turns), self._endpoint.first_word_seconds)
        tokens, length, finish = Tokens(0, 0), 0, None
        try:
            while (chunk := await self._next(chunks, until if length else first_word_by)) is not None:
                if chunk.usage:
                    tokens = _tokens(chunk.usage)
                for choice in chunk.choices[:1]:
                    finish = choice.finish_reason or finish
                    if choice.delta.refusal or finish == "content_filter":
                        raise ModelRefused(SENTENCES("model_refused"))
                    if piece := choice.delta.content:
                        length += len(piece)
                        yield piece
                if length > _LONGEST_TEXT:
                    raise unusable()
        finally:
            await chunks.close()
        if finish != "stop" or not length:
            raise ModelBrokeOff(SENTENCES("model_broke_off"))
        yield tokens

    async def embed(self, texts: Sequence[Redacted], *, within: float | None = None) -> list[list[float]]:
        """One vector for each text, all of one length. The errors of `ask`.

        Each batch has `within` seconds, or the endpoint's.
        """
        vectors: list[list[float]] = []
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            batch = list(texts[start : start + _TEXTS_AT_ONCE])
            vectors += vectors_in(await self._send(partial(self._embed, batch), within or self.seconds), len(batch))
        if len({len(vector) for vector in vectors}) > 1:
            raise unusable()
        return vectors

    async def _complete(self, turns: Sequence[Turn], answer: type[Struct]) -> bytes:
        # Neither temperature nor seed: some servers refuse them, and then there would be no answer at all.
        response = await self._sdk.chat.completions.with_raw_response.create(
            model=self.name,
            messages=_messages(turns),
            response_format={
                "type": "json_schema",
                "json_schema": {"name": "answer", "strict": True, "schema": schema_of(answer)},
            },
        )
        return response.content

    async def _open(self, turns: Sequence[Turn]) -> AsyncStream[ChatCompletionChunk]:
        return await self._sdk.chat.completions.create(
            model=self.name, messages=_messages(turns), stream=True, stream_options={"include_usage": True}
        )

    async def _next(self, chunks: AsyncStream[ChatCompletionChunk], by: float) -> ChatCompletionChunk | None:
        """The next chunk, None at the end."""
        with self._as_our_errors():
            try:
                async with asyncio.timeout_at(by):
                    return await anext(chunks, None)
            except (TimeoutError, APITimeoutError):
                raise
            except Exception:  # a line that breaks off or is no JSON fails as whatever library met it
                raise ModelBrokeOff(SENTENCES("model_broke_off")) from None

    async def _embed(self, texts: list[Redacted]) -> bytes:
        response = await self._sdk.embeddings.with_raw_response.create(
            model=self.name, input=list[str](texts), encoding_format="float"
        )
        return response.content

    async def _send(self, request: Callable[[], Awaitable[R]], within: float) -> R:
        """The answer; of a second try where the first was put off, lost, or met a fault of the server."""
        self._breaker.check()
        with self._as_our_errors():
            async with asyncio.timeout(within):
                try:
                    answer = await request()
                except (RateLimitError, InternalServerError, APIConnectionError) as error:
                    wait = _wait_before_second_try(error)
                    if wait is None:
                        raise
                    await asyncio.sleep(wait)
                    answer = await request()
        self._breaker.answered()
        return answer

    @contextmanager
    def _as_our_errors(self) -> Iterator[None]:
        """The SDK's errors may quote what was sent: nothing of them goes on."""
        try:
            yield
        except (TimeoutError, APITimeoutError):
            self._breaker.failed()
            raise ModelTimedOut(SENTENCES("model_timed_out")) from None
        except RateLimitError:
            self._breaker.failed()
            raise ModelRateLimited(SENTENCES("model_rate_limited")) from None
        except OpenAIError as error:
            self._breaker.failed()
            status = error.status_code if isinstance(error, APIStatusError) else None
            raise ModelFailed(SENTENCES("model_unusable"), status=status) from None


@asynccontextmanager
async def open_model(endpoint: Endpoint | None) -> AsyncIterator[Model | None]:
    """The model of an endpoint; None where there is none."""
    if endpoint is None:
        yield None
        return
    async with Model(endpoint) as model:
        yield model


def _tokens(usage: CompletionUsage) -> Tokens:
    """As the server counts them; few tell what they had read before."""
    details = usage.prompt_tokens_details
    return Tokens(usage.prompt_tokens, usage.completion_tokens, (details and details.cached_tokens) or 0)


def _messages(turns: Sequence[Turn]) -> list[ChatCompletionMessageParam]:
    return [_message(turn) for turn in turns]


def _message(turn: Turn) -> ChatCompletionMessageParam:
    match turn.role:
        case "system":
            return {"role": "system", "content": turn.text}
        case "user":
            return {"role": "user", "content": turn.text}
        case "assistant":
            return {"role": "assistant", "content": turn.text}


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
