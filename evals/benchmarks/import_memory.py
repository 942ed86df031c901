"""Whether an import's memory grows with its file: 50,000 messages of generated Zendesk tickets.

Imports a hundredth of them, which loads what stays in memory, then a tenth, then all, then all again, words indexed
each time, and prints messages a second and the most memory that each took: `python -m evals.benchmarks.import_memory`.
"""

import asyncio
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

import psutil

from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from server.db.pool import Database
from server.imports.import_file import import_file
from server.stores.load import load_pack

MINI = Path(__file__).parent.parent / "stores" / "mini"
TICKETS, MESSAGES_EACH = 12_500, 4


def write_export(file: Path, tickets: int) -> None:
    """An account export, one ticket a line, every ticket with other words."""
    with file.open("w", encoding="utf-8") as out:
        for number in range(tickets):
            comments = [
                {
                    "public": True,
                    "author_id": 1 if place % 2 == 0 else 2,
                    "created_at": f"2026-0{1 + number % 9}-11T{8 + place:02d}:00:00Z",
                    "plain_body": f"Guten Tag, zu Auftrag {number}-{place}: "
                    + f"Satz {number * place} vom Artikel. " * 12,
                }
                for place in range(MESSAGES_EACH)
            ]
            ticket = {"id": number, "status": "solved", "updated_at": "2026-09-30T10:00:00Z", "requester_id": 1}
            out.write(json.dumps({**ticket, "subject": f"Auftrag {number}", "comments": comments}) + "\n")


@contextmanager
def watched() -> Iterator[list[int]]:
    """The resident bytes of this process, looked at twenty times a second."""
    seen: list[int] = []
    over = Event()

    def look() -> None:
        process = psutil.Process()
        while not over.wait(0.05):
            seen.append(process.memory_info().rss)

    thread = Thread(target=look)
    thread.start()
    yield seen
    over.set()
    thread.join()


async def measure(owner_url: str, folder: Path) -> None:
    """Memory is this process's, without Postgres."""
    await migrate(owner_url)
    async with Database(service_url(owner_url)) as database:
        await load_pack(database, MINI)
        for what, tickets in (("a hundredth", TICKETS // 100), ("a tenth", TICKETS // 10), *[("all", TICKETS)] * 2):
            file = folder / "zendesk.json"
            await asyncio.to_thread(write_export, file, tickets)
            began = perf_counter()
            with watched() as seen:
                done = await import_file(database, "mini", "zendesk", file)
            taken = perf_counter() - began
            print(
                f"{what}: {done.added} tickets added, {done.duplicates} there already; "
                f"{done.read * MESSAGES_EACH / taken:.0f} messages a second, {max(seen) / 1e6:.0f} MB at most"
            )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        server = EmbeddedPostgres(Path(home) / "kulanz", delete_on_stop=True)
        try:
            asyncio.run(measure(server.owner_url, Path(home)))
        finally:
            server.stop()
