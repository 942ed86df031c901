"""What leaves the server to be embedded: shop texts and past tickets, without the people in them."""

from pathlib import Path

import pytest

from server.db.pool import Database
from server.llm.client import Model
from server.retrieval.find import Weights
from server.stores.embed_passages import embed_passages
from server.stores.load import load_pack
from tests.model_server import ModelServer, embeds

_NAME_IN_THE_QUESTION = """
    UPDATE kulanz.passages p SET searched = 'Lampe von ' || (t.record #>> '{ticket,customer,name}')
    FROM kulanz.tickets t
    WHERE t.ticket_id::text = p.source_id AND t.record #>> '{ticket,customer,name}' IS NOT NULL
    RETURNING p.searched
"""


@pytest.mark.anyio
async def test_the_names_of_a_past_ticket_stay_here(
    database: Database, mini_folder: Path, model_server: ModelServer
) -> None:
    """A customer who names herself in the middle of her question is known from her ticket."""
    await load_pack(database, mini_folder)
    async with database.store("mini") as conn:
        named = [row["searched"] for row in await (await conn.execute(_NAME_IN_THE_QUESTION)).fetchall()]
        [row] = await (await conn.execute("SELECT count(*) AS passages FROM kulanz.passages")).fetchall()
    batches = [min(64, row["passages"] - start) for start in range(0, row["passages"], 64)]
    model_server.script(embeds([1.0, 0.0]), *(embeds(*[[1.0, 0.0]] * size) for size in batches))
    async with Model(model_server.endpoint()) as model:
        await embed_passages(database, "mini", Weights({model: 1.0}, words=0.6))
    sent = [text for request in model_server.requests for text in request["input"]]
    redacted = [text for text in sent if text.startswith("Lampe von [NAME")]
    assert named and len(redacted) == len(named)
    assert not set(named) & set(sent)
