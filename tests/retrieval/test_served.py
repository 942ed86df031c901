"""A model on a server finds in the place of the embedded one, sees redacted text alone, and may fail."""

from collections.abc import Sequence

import pytest
from structlog.testing import capture_logs

from server.db import passages
from server.db.passages import Unembedded
from server.db.pool import Database
from server.domain.redacted import Redacted
from server.errors import ModelFailed
from server.llm.client import Model
from server.llm.embeddings import USE
from server.retrieval.find import Weights, ask, find_passages
from server.retrieval.index import index_vectors
from tests.model_server import ModelServer, embeds, fails
from tests.retrieval.test_find import CARE_DE, DAY, PAYMENT_DE, index, searchable

CARE, PAYMENT, LIKE_PAYMENT = [1.0, 0.0, 0.1], [0.0, 1.0, 0.1], [0.1, 1.0, 0.0]
PROBE = embeds([0.5, 0.5, 0.5])
# In the order of their ids.
BOTH = embeds(CARE, PAYMENT)
QUESTION = "Wie begleiche ich das?"


def redact(text: str) -> Redacted:
    return Redacted(text.replace("Anna", "[NAME_1]"))


async def redact_all(batch: Sequence[Unembedded]) -> list[Redacted]:
    return [redact(passage.searched) for passage in batch]


async def make_passages(database: Database) -> None:
    await index(database, [searchable(CARE_DE), searchable(PAYMENT_DE)])


async def found(database: Database, model: Model, question: str) -> list[str | None]:
    async with database.store("probe") as conn:
        asked = await ask(conn, question, Weights({model: 1.0}, words=0.6), redact=redact)
        best = await find_passages(conn, asked, "policy", language="de", day=DAY, limit=1)
    return [passage.section for passage in best]


async def left(database: Database, *names: str) -> list[str]:
    async with database.store("probe") as conn:
        return await passages.models_left(conn, names)


@pytest.mark.anyio
async def test_a_served_model_finds_by_its_own_vectors(database: Database, model_server: ModelServer) -> None:
    """No word is shared; the server's vectors alone say what is near."""
    await make_passages(database)
    model_server.script(PROBE, BOTH, embeds(LIKE_PAYMENT))
    async with Model(model_server.endpoint()) as model:
        await index_vectors(database, "probe", [model], redact=redact_all)
        assert await found(database, model, QUESTION) == ["payment#methods"]


@pytest.mark.anyio
async def test_the_server_sees_redacted_text_alone(database: Database, model_server: ModelServer) -> None:
    """Passages and questions alike."""
    await index(database, [searchable(CARE_DE), searchable((*PAYMENT_DE[:3], "Anna nimmt Karten."))])
    model_server.script(PROBE, BOTH, embeds(LIKE_PAYMENT))
    async with Model(model_server.endpoint()) as model:
        await index_vectors(database, "probe", [model], redact=redact_all)
        await found(database, model, "Anna fragt nach Karten")
    assert "[NAME_1]" in str(model_server.requests[1]) and "[NAME_1]" in str(model_server.requests[2])
    assert "Anna" not in str(model_server.requests)


@pytest.mark.anyio
async def test_words_find_where_the_server_fails(database: Database, model_server: ModelServer) -> None:
    """Search goes on, and the log holds the code and no word of the question."""
    await make_passages(database)
    model_server.script(PROBE, BOTH, fails(400))
    async with Model(model_server.endpoint()) as model:
        await index_vectors(database, "probe", [model], redact=redact_all)
        with capture_logs() as logs:
            assert await found(database, model, "Kann ich auf Rechnung zahlen?") == ["payment#methods"]
    assert [(entry["event"], entry["code"]) for entry in logs] == [("question_not_embedded", "model_error")]
    assert "Rechnung" not in str(logs)


@pytest.mark.anyio
async def test_the_old_vectors_go_when_all_new_ones_are_there(database: Database, model_server: ModelServer) -> None:
    """Until then they stay, whatever fails."""
    await make_passages(database)
    await index_vectors(database, "probe", [USE])
    model_server.script(PROBE, fails(400), PROBE, BOTH)
    async with Model(model_server.endpoint()) as model:
        with pytest.raises(ModelFailed):
            await index_vectors(database, "probe", [model], redact=redact_all)
        assert await left(database, USE.name) == [USE.name]
        await index_vectors(database, "probe", [model], redact=redact_all)
    assert await left(database, USE.name, "served:scripted:3") == ["served:scripted:3"]


@pytest.mark.anyio
async def test_the_embedded_model_serves_while_the_new_vectors_are_made(
    database: Database, model_server: ModelServer
) -> None:
    """A change of model leaves no hour without search by meaning."""
    await make_passages(database)
    await index_vectors(database, "probe", [USE])
    model_server.script(embeds(LIKE_PAYMENT))
    async with Model(model_server.endpoint()) as model:
        assert await found(database, model, "Muss man das Brett ölen?") == ["care#wood"]


@pytest.mark.anyio
async def test_vectors_of_another_length_are_another_models(database: Database, model_server: ModelServer) -> None:
    """A server may change what stands behind a name; words find until all is embedded anew."""
    await make_passages(database)
    longer = embeds([1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0])
    model_server.script(PROBE, BOTH, embeds([0.0, 1.0, 0.0, 0.0]), embeds([0.5] * 4), longer)
    async with Model(model_server.endpoint()) as model:
        await index_vectors(database, "probe", [model], redact=redact_all)
        assert await found(database, model, "Rechnung") == ["payment#methods"]
        await index_vectors(database, "probe", [model], redact=redact_all)
    assert await left(database, "served:scripted:3", "served:scripted:4") == ["served:scripted:4"]


@pytest.mark.anyio
async def test_without_a_way_to_redact_nothing_leaves(database: Database, model_server: ModelServer) -> None:
    """Whoever forgets it searches by words."""
    await make_passages(database)
    async with Model(model_server.endpoint()) as model, database.store("probe") as conn:
        asked = await ask(conn, QUESTION, Weights({model: 1.0}, words=0.6))
    assert (asked.vectors, model_server.requests) == ([], [])
