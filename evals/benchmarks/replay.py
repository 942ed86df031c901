"""How long `kulanz replay --tree` takes over 10,000 past tickets: `python -m evals.benchmarks.replay`.

The mini shop's tickets repeated under new numbers. Their words are read once, which is measured apart and lasts far
longer; after that, a replay walks what was kept.
"""

import asyncio
import tempfile
from pathlib import Path
from time import perf_counter

from evals.benchmarks.load_pack import MINI, grow
from server.cases.past_questions import past_cases, read_past_tickets, settings_of
from server.cases.replay import replay
from server.cli.packs import load_with_progress
from server.db import past_questions
from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from server.db.pool import Database
from server.domain.decision import Question
from server.stores.shop import open_shop

TICKETS = 10_000


async def measure(owner_url: str, folder: Path) -> None:
    """Read the shop's own tickets, give all copies what was read, replay; print seconds."""
    await migrate(owner_url)
    async with Database(service_url(owner_url)) as database:
        await load_with_progress(database, MINI)
        began = perf_counter()
        await read_past_tickets(database, "mini", None, _nobody)
        read = [asked.question for asked in await past_cases(database, "mini", None)]
        print(f"reading a ticket, once: {(perf_counter() - began) / len(read) * 1000:.0f} ms")
        await load_with_progress(database, folder)
        await copy_questions(database, read)
        tree = (folder / "refund_tree.yaml").read_text("utf-8")
        other = folder / "other_tree.yaml"
        other.write_text(tree.replace("action: replace,", "action: refund,"), encoding="utf-8")
        began = perf_counter()
        replayed = await replay(database, "mini", other, None, TICKETS, lambda _what, _done, _all: None)
        taken, comparison = perf_counter() - began, replayed.comparison
        print(f"replay of {comparison.cases} tickets: {taken:.1f} s ({comparison.flipped} decisions flip)")


async def copy_questions(database: Database, read: list[Question]) -> None:
    """Keep for every ticket the question of one that was read."""
    async with database.store("mini") as conn:
        settings = settings_of(await open_shop(conn))
        waiting = await past_questions.unread(conn, settings, TICKETS)
        for number, unread in enumerate(waiting):
            await past_questions.keep(conn, settings, unread.ticket_id, read[number % len(read)])


def _nobody(_done: int, _all: int) -> None:
    """Nobody watches."""


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        grow(Path(home) / "pack", TICKETS)
        server = EmbeddedPostgres(Path(home) / "kulanz", delete_on_stop=True)
        try:
            asyncio.run(measure(server.owner_url, Path(home) / "pack"))
        finally:
            server.stop()
