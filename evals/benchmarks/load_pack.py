"""How long it takes to load 10,000 orders and 5,000 tickets, fresh and again unchanged.

The mini shop, its orders and tickets repeated under new numbers: `python -m evals.benchmarks.load_pack`.
"""

import asyncio
import csv
import shutil
import tempfile
from pathlib import Path
from time import perf_counter

from msgspec import json

from server.cli.packs import load_with_progress
from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from server.db.pool import Database

MINI = Path(__file__).parent.parent / "stores" / "mini"
ORDERS = 10_000
TICKETS = 5_000


def grow(folder: Path, tickets_wanted: int = TICKETS) -> None:
    """Copy the mini shop and repeat its orders, parcels and tickets."""
    shutil.copytree(MINI, folder)
    with (MINI / "orders.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    originals = sorted({row[0] for row in rows})
    copies = ORDERS // len(originals) + 1
    with (folder / "orders.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([_number(row[0], n), *row[1:]] for n in range(copies) for row in rows)
    tracking = [json.decode(line) for line in (MINI / "tracking.jsonl").read_text("utf-8").splitlines() if line]
    _write(folder / "tracking.jsonl", [{**t, "order": _number(t["order"], n)} for n in range(copies) for t in tracking])
    tickets = [json.decode(line) for line in (MINI / "tickets.jsonl").read_text("utf-8").splitlines() if line]
    repeats = range(tickets_wanted // len(tickets))
    _write(
        folder / "tickets.jsonl", [{**t, "external_id": f"{t['external_id']}-{n}"} for n in repeats for t in tickets]
    )


def _number(number: str, copy: int) -> str:
    return f"#{copy * 10_000 + int(number.lstrip('#'))}"


def _write(file: Path, lines: list[dict[str, object]]) -> None:
    file.write_bytes(b"\n".join(json.encode(line) for line in lines))


async def measure(owner_url: str, folder: Path) -> None:
    """Load twice and print both times."""
    await migrate(owner_url)
    async with Database(service_url(owner_url)) as database:
        for what in ("fresh", "again, unchanged"):
            began = perf_counter()
            loaded = await load_with_progress(database, folder)
            taken = perf_counter() - began
            orders, tickets = loaded.changes["orders"], loaded.changes["tickets"]
            print(f"{what}: {taken:.1f} s ({orders.added} orders, {tickets.added} tickets added)")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        grow(Path(home) / "pack")
        server = EmbeddedPostgres(Path(home) / "kulanz", delete_on_stop=True)
        try:
            asyncio.run(measure(server.owner_url, Path(home) / "pack"))
        finally:
            server.stop()
