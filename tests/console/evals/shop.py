"""What a shop has kept: runs, and drafts that agents sent in other words."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx

from server.db.migrate import service_url
from server.db.pool import Connection, Database
from server.evaluation.kept_runs import keep_run
from server.evaluation.result import Run
from tests.conftest import Service

LABELS = [
    "Das Rücksendeetikett liegt im Paket.",
    "Im Paket finden Sie ein Rücksendeetikett.",
    "Ein Etikett für die Rücksendung haben wir beigelegt.",
    "Das Etikett für die Rücksendung finden Sie im Karton.",
    "Dem Paket liegt ein Retourenetikett bei.",
]


def in_store(service: Service, work: Callable[[Connection], Awaitable[None]]) -> None:
    """Do it inside the walls of the mini shop."""

    async def run() -> None:
        async with Database(service_url(service.owner_url)) as database, database.store("mini") as conn:
            await work(conn)

    # In a thread of its own, because a browser test has an event loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, run()).result()


def keep(service: Service, run: Run, label: str = "production") -> str:
    """Keep a run as a job does; its id."""
    run_id = str(uuid4())

    async def work(conn: Connection) -> None:
        await keep_run(conn, "mini", run_id, run, suites=["replies"], label=label, by="Jonas")

    in_store(service, work)
    return run_id


def draft_and_send(service: Service, number: int, change: Callable[[str], str]) -> str:
    """Draft a reply to a customer of that number and send it in other words; the draft's id."""
    ticket = {
        "subject": f"Lampe zerbrochen {number}",
        "customer": {"name": "Sandra Köhler", "email": f"sandra{number}@mail.example"},
        "messages": [{"author": "customer", "text": "Guten Tag, meine Lampe ist zerbrochen angekommen. Sandra Köhler"}],
    }
    with service.client() as client:
        draft = _answer(client.post("/v1/drafts", json={"ticket": ticket})).json()
        sent = {"action": "sent", "final_text": change(draft["text"])}
        _answer(client.post(f"/v1/drafts/{draft['id']}/outcome", json=sent))
    return str(draft["id"])


def _answer(answer: httpx.Response) -> httpx.Response:
    assert answer.status_code < 300, answer.text
    return answer
