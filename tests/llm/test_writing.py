"""A text as a model's server streams it, over real HTTP against a double that speaks the wire format."""

import logging

import pytest
from msgspec import structs

from server.domain.draft import Tokens
from server.domain.redacted import Redacted
from server.errors import ModelBrokeOff, ModelFailed, ModelRateLimited, ModelRefused, ModelTimedOut
from server.llm.breaker import Breaker
from server.llm.client import Model, Turn
from tests.model_server import NEVER, ModelServer, Reply, breaks_off, fails, stalls, writes

pytestmark = pytest.mark.anyio

TURNS = [Turn("system", Redacted("Write.")), Turn("user", Redacted("Something short."))]
TEXT = "Hallo Sandra,\n\ndie neue Lampe ist unterwegs."


async def write(server: ModelServer, *replies: Reply, first_word: float = 30) -> list[str | Tokens]:
    server.script(*replies)
    endpoint = structs.replace(server.endpoint(), first_word_seconds=first_word, writing_seconds=first_word)
    async with Model(endpoint) as model:
        return [piece async for piece in model.write(TURNS)]


async def test_the_pieces_add_up_to_the_text_and_the_usage_ends_it(model_server: ModelServer) -> None:
    """Nothing is lost or added on the way."""
    *pieces, usage = await write(model_server, writes(TEXT))
    assert "".join(piece for piece in pieces if isinstance(piece, str)) == TEXT
    assert usage == Tokens(900, 90)


async def test_a_server_that_counts_no_tokens_is_served(model_server: ModelServer) -> None:
    """Not every server sends the chunk with the usage."""
    reply = writes(TEXT)
    without = structs.replace(reply, events=[event for event in reply.events if b"prompt_tokens" not in event])
    assert (await write(model_server, without))[-1] == Tokens(0, 0)


@pytest.mark.parametrize("first", [fails(500), fails(429, Retry_After="0")])
async def test_before_the_first_word_there_is_a_second_try(model_server: ModelServer, first: Reply) -> None:
    """A fault or a short pause costs nothing but the pause."""
    assert len(await write(model_server, first, writes(TEXT))) > 1


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (fails(429, Retry_After="60"), ModelRateLimited),
        (fails(401), ModelFailed),
        (NEVER, ModelTimedOut),
        (stalls(TEXT), ModelTimedOut),
        (breaks_off(TEXT), ModelBrokeOff),
        (writes(TEXT, finish=None), ModelBrokeOff),
        (writes(TEXT, finish="length"), ModelBrokeOff),
        (writes(""), ModelBrokeOff),
        (writes("", refusal="No."), ModelRefused),
        (writes("", finish="content_filter"), ModelRefused),
        (writes("Lampe " * 3_000, size=900), ModelFailed),
        (Reply(events=[b"data: {nonsense\n\n"]), ModelBrokeOff),
    ],
    ids=[
        *("long pause", "wrong key", "silence", "stall", "cut", "no end", "too long an answer", "nothing"),
        *("refusal", "filter", "endless", "nonsense"),
    ],
)
async def test_each_way_to_fail_has_its_error(
    model_server: ModelServer, reply: Reply, error: type[ModelFailed]
) -> None:
    """Whoever asked learns what went wrong, in our words."""
    with pytest.raises(error):
        await write(model_server, reply, first_word=0.5 if error is ModelTimedOut else 30)


async def test_no_log_holds_what_was_written(model_server: ModelServer, caplog: pytest.LogCaptureFixture) -> None:
    """Neither the question nor the answer."""
    caplog.set_level(logging.INFO)
    await write(model_server, writes(TEXT))
    assert "Sandra" not in caplog.text and "Something short" not in caplog.text


def test_a_server_that_fails_again_and_again_is_left_alone_for_a_while() -> None:
    """After the rest one call is let through; only an answer ends the rest for all."""
    now = 0.0
    breaker = Breaker(lambda: now)
    for _ in range(4):
        breaker.check()
        breaker.failed()
    with pytest.raises(ModelFailed):
        breaker.check()
    now = 31.0
    breaker.check()
    with pytest.raises(ModelFailed):
        breaker.check()
    breaker.answered()
    breaker.check()
