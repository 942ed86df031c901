"""A draft as server-sent events: context, text …, reset, then one draft or error (contract.md, Events)."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from litestar import Request
from litestar.response import Stream
from msgspec import json

from server.domain.draft import ContextEvent, Draft, DraftEvent, ResetEvent, TextEvent
from server.errors import KulanzError
from server.routes.errors import ErrorBody, log_fault

_NAMES = {ContextEvent: "context", TextEvent: "text", ResetEvent: "reset", Draft: "draft", ErrorBody: "error"}
_HEARTBEAT_SECONDS = 15


def wants_stream(request: Request[Any, Any, Any]) -> bool:
    """Whether the caller asks for events."""
    return "text/event-stream" in request.headers.get("accept", "")


async def as_stream(events: AsyncGenerator[DraftEvent, None]) -> Stream:
    """The events as a response. Waits for the first, so that an error before it is an HTTP status."""
    first = await anext(events)
    return Stream(
        _lines(first, events),
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        status_code=200,
    )


async def _lines(first: DraftEvent, events: AsyncGenerator[DraftEvent, None]) -> AsyncGenerator[bytes, None]:
    # Closing the events when the client leaves, at whatever point, ends the work behind them.
    async with aclosing(events):
        yield _line(first)
        try:
            async with aclosing(_with_heartbeat(events)) as beating:
                async for event in beating:
                    yield _line(event) if event is not None else b": still working\n\n"
        except KulanzError as error:
            yield _line(ErrorBody(error.code, error.message, error.details))
        except Exception as error:
            yield _line(log_fault("/v1/drafts", error))


async def _with_heartbeat(events: AsyncGenerator[DraftEvent, None]) -> AsyncGenerator[DraftEvent | None, None]:
    """The events, with None for every 15 seconds in which none came."""
    while True:
        coming = asyncio.ensure_future(anext(events))
        try:
            while not (await asyncio.wait([coming], timeout=_HEARTBEAT_SECONDS))[0]:
                yield None
            yield coming.result()
        except StopAsyncIteration:
            return
        finally:
            coming.cancel()
            await asyncio.wait([coming])


def _line(event: DraftEvent | ErrorBody) -> bytes:
    return b"event: " + _NAMES[type(event)].encode() + b"\ndata: " + json.encode(event) + b"\n\n"
