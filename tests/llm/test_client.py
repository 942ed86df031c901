"""The model's client, over real HTTP against a double that speaks the wire format."""

import logging
from typing import Literal

import pytest
from msgspec import Struct

from server.domain.redacted import Redacted
from server.errors import ModelFailed, ModelRateLimited, ModelRefused, ModelTimedOut
from server.llm.client import Model, Turn, open_model
from tests.model_server import NEVER, ModelServer, Reply, embeds, fails, says

pytestmark = pytest.mark.anyio


class Weather(Struct, frozen=True, forbid_unknown_fields=True):
    """A small answer to ask for."""

    sky: Literal["clear", "cloudy"]
    degrees: int | None


SUNNY = '{"sky": "clear", "degrees": 21}'
TURNS = [Turn("system", Redacted("Report the weather.")), Turn("user", Redacted("Blue and warm."))]


async def ask(server: ModelServer, *replies: Reply, within: float = 30) -> Weather:
    server.script(*replies)
    async with Model(server.endpoint()) as model:
        return await model.ask(TURNS, Weather, within=within)


async def embed(server: ModelServer, texts: list[str], *replies: Reply) -> list[list[float]]:
    server.script(*replies)
    async with Model(server.endpoint()) as model:
        return await model.embed([Redacted(text) for text in texts])


async def test_an_answer_has_the_fields_asked_for(model_server: ModelServer) -> None:
    """JSON that fits becomes the Struct."""
    assert await ask(model_server, says(SUNNY)) == Weather("clear", 21)


async def test_the_request_names_model_turns_and_schema(model_server: ModelServer) -> None:
    """A strict schema with the object at its root, and the key as bearer."""
    await ask(model_server, says(SUNNY))
    [request] = model_server.requests
    assert (model_server.paths, model_server.keys) == (["/v1/chat/completions"], ["Bearer sk-test"])
    assert request["model"] == "scripted"
    assert [turn["role"] for turn in request["messages"]] == ["system", "user"]
    asked = request["response_format"]["json_schema"]
    assert asked["strict"] is True
    assert asked["schema"]["additionalProperties"] is False
    assert asked["schema"]["required"] == ["sky", "degrees"]


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_servers_fault_is_tried_once_more(model_server: ModelServer, status: int) -> None:
    """The second try may answer."""
    assert await ask(model_server, fails(status), says(SUNNY)) == Weather("clear", 21)


async def test_there_is_no_third_try(model_server: ModelServer) -> None:
    """Two faults are an error, and its status is told."""
    with pytest.raises(ModelFailed) as raised:
        await ask(model_server, fails(500), fails(503), says(SUNNY))
    assert (len(model_server.requests), raised.value.details) == (2, {"status": 503})


async def test_a_short_pause_is_kept(model_server: ModelServer) -> None:
    """429 with a short Retry-After is tried again."""
    assert await ask(model_server, fails(429, Retry_After="0.05"), says(SUNNY)) == Weather("clear", 21)


@pytest.mark.parametrize("pause", ["30", "nan", "-1", "Thu, 26 Nov 2026 12:00:00 GMT"])
async def test_a_long_pause_is_no(model_server: ModelServer, pause: str) -> None:
    """Who is to wait longer than an agent would is told so at once."""
    with pytest.raises(ModelRateLimited):
        await ask(model_server, fails(429, Retry_After=pause), says(SUNNY))
    assert len(model_server.requests) == 1


async def test_a_lost_connection_is_tried_once_more() -> None:
    """Where nothing listens both tries fail."""
    async with Model(ModelServer().endpoint()) as model:
        with pytest.raises(ModelFailed):
            await model.ask(TURNS, Weather, within=30)


@pytest.mark.parametrize("status", [400, 401, 404])
async def test_a_refused_request_is_not_repeated(model_server: ModelServer, status: int) -> None:
    """A wrong key or name stays wrong."""
    with pytest.raises(ModelFailed, match="OPENAI_API_KEY"):
        await ask(model_server, fails(status), says(SUNNY))
    assert len(model_server.requests) == 1


async def test_a_slow_model_is_not_waited_for(model_server: ModelServer) -> None:
    """When the time is over, it is over, and a second try has none."""
    with pytest.raises(ModelTimedOut):
        await ask(model_server, NEVER, says(SUNNY), within=0.2)
    assert len(model_server.requests) <= 1  # none, where the machine is too busy to send it in time


async def test_a_connection_that_says_nothing_is_not_tried_again(model_server: ModelServer) -> None:
    """Also where the endpoint's own seconds are over before the caller's."""
    model_server.script(NEVER, says(SUNNY))
    async with Model(model_server.endpoint(seconds=0.2)) as model:
        with pytest.raises(ModelTimedOut):
            await model.ask(TURNS, Weather, within=30)
    assert len(model_server.requests) <= 1


@pytest.mark.parametrize(
    "reply",
    [says(None, refusal="I cannot help with that."), says(None, finish_reason="content_filter")],
    ids=["refusal", "filter"],
)
async def test_a_refusal_is_told(model_server: ModelServer, reply: Reply) -> None:
    """A model that declines has failed in a way of its own."""
    with pytest.raises(ModelRefused):
        await ask(model_server, reply)


@pytest.mark.parametrize(
    "reply",
    [
        says("Sunny, I would say."),
        says(f"```json\n{SUNNY}\n```"),
        says('{"sky": "green", "degrees": 21}'),
        says('{"sky": "clear", "degrees": "21"}'),
        says('{"sky": "clear", "degrees": 21, "wind": 3}'),
        says('{"sky": "clear"}'),
        says('{"sky": "cle', finish_reason="length"),
        says(None),
        Reply(b'{"choices": []}'),
        Reply(b'{"id": 1}'),
        Reply(b"null"),
        Reply(b"<html>Bad gateway</html>", headers={"Content-Type": "text/html"}),
        Reply(b"\xff\xfe{"),
    ],
    ids=lambda reply: reply.body.decode("latin-1")[-90:-60] or "bytes",
)
async def test_nonsense_is_an_error(model_server: ModelServer, reply: Reply) -> None:
    """What is no answer in the shape asked for is never taken for one."""
    with pytest.raises(ModelFailed, match="not what was asked for"):
        await ask(model_server, reply)


async def test_nothing_of_a_text_is_logged_or_raised(
    model_server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    """Not at any level, and not along the chain of an error."""
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ModelFailed) as raised:
        await ask(model_server, says('{"sky": "PRIVATE", "degrees": 1}'))
    assert raised.value.__suppress_context__
    assert "PRIVATE" not in str(raised.value)
    assert "Blue and warm" not in caplog.text + str(raised.value)


async def test_without_an_endpoint_there_is_no_model() -> None:
    """None, and nothing is opened."""
    async with open_model(None) as model:
        assert model is None


async def test_vectors_come_in_the_order_of_the_texts(model_server: ModelServer) -> None:
    """By their index, in whatever order the server lists them."""
    reply = embeds([0.0, 1.0], [1.0, 0.0], numbers=[1, 0])
    assert await embed(model_server, ["a", "b"], reply) == [[1.0, 0.0], [0.0, 1.0]]
    assert (model_server.paths, model_server.requests[0]["input"]) == (["/v1/embeddings"], ["a", "b"])


async def test_many_texts_go_in_batches(model_server: ModelServer) -> None:
    """Every text is sent once, in order, and no request holds more than 64."""
    texts = [str(number) for number in range(130)]
    replies = [embeds(*([[1.0, 0.0]] * size)) for size in (64, 64, 2)]
    assert len(await embed(model_server, texts, *replies)) == 130
    assert [text for request in model_server.requests for text in request["input"]] == texts


@pytest.mark.parametrize(
    "reply",
    [
        embeds([1.0, 0.0]),
        embeds([1.0, 0.0], [1.0]),
        embeds([], []),
        embeds([1.0], [1.0], numbers=[0, 0]),
        Reply(b'{"data": [{"index": 0, "embedding": [NaN]}, {"index": 1, "embedding": [1.0]}]}'),
        says("no vectors"),
    ],
    ids=["too-few", "uneven", "empty", "twice-the-same", "no-number", "another-answer"],
)
async def test_vectors_that_do_not_fit_are_an_error(model_server: ModelServer, reply: Reply) -> None:
    """One for each text, of one length, or none at all."""
    with pytest.raises(ModelFailed):
        await embed(model_server, ["a", "b"], reply)


async def test_no_texts_are_no_request(model_server: ModelServer) -> None:
    """Nothing to embed costs nothing."""
    assert await embed(model_server, []) == []
    assert model_server.requests == []


def test_a_key_is_not_printed(model_server: ModelServer) -> None:
    """An endpoint in a log or a traceback holds no secret."""
    assert "sk-test" not in repr(model_server.endpoint())
