"""Whether an import's memory grows with its file: 50,000 messages of generated Zendesk tickets.

Prints messages a second and the process's resident memory at a tenth of the file and at its end:
`python -m evals.benchmarks.import_memory`.
"""

import asyncio
import json
import tempfile
from pathlib import Path
from time import perf_counter

import psutil

from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from server.db.pool import Database
from server.imports.import_file import Imported, import_file
from server.stores.load import load_pack

MINI = Path(__file__).parent.parent / "stores" / "mini"
TICKETS, MESSAGES_EACH = 12_500, 4


def write_export(file: Path) -> None:
    """An account export, one ticket a line, every ticket with other words."""
    with file.open("w", encoding="utf-8") as out:
        for number in range(TICKETS):
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


async def measure(owner_url: str, file: Path) -> None:
    """Import once; memory is this process's, without Postgres."""
    await migrate(owner_url)
    megabytes: dict[int, float] = {}

    def look(done: Imported) -> None:
        megabytes[done.read] = psutil.Process().memory_info().rss / 1e6

    async with Database(service_url(owner_url)) as database:
        await load_pack(database, MINI)
        began = perf_counter()
        done = await import_file(database, "mini", "zendesk", file, look)
        taken = perf_counter() - began
    early = next(mb for read, mb in megabytes.items() if read >= TICKETS / 10)
    late = megabytes[max(megabytes)]
    messages = done.added * MESSAGES_EACH
    print(
        f"{messages} messages of {done.added} tickets in {taken:.0f} s, {messages / taken:.0f} a second, words indexed"
    )
    print(f"memory at a tenth of the file {early:.0f} MB, at its end {late:.0f} MB")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        export = Path(home) / "zendesk.json"
        write_export(export)
        server = EmbeddedPostgres(Path(home) / "kulanz", delete_on_stop=True)
        try:
            asyncio.run(measure(server.owner_url, export))
        finally:
            server.stop()
