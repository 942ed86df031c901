"""Write the golden drafts anew, to be read by a person before they are committed: `make golden`."""

import asyncio
import tempfile
from pathlib import Path

from psycopg.conninfo import make_conninfo

from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from server.db.pool import Database
from server.stores.load import load_pack
from tests.conftest import create_database
from tests.drafting.golden_drafts import TICKETS, as_file, draft_golden, read_golden

SHOP = "golden_shop"
MINI = Path(__file__).parent.parent.parent / "evals" / "stores" / "mini"


async def write(server: EmbeddedPostgres) -> None:
    """One .txt beside each ticket. Each draft keeps its ticket, so each is made in a shop that saw none before."""
    await make_shop(server)
    for number, path in enumerate(TICKETS):
        create_database(server, f"golden_{number}", SHOP)
        async with Database(service_url(make_conninfo(server.owner_url, dbname=f"golden_{number}"))) as database:
            draft = await draft_golden(database, read_golden(path))
        path.with_suffix(".txt").write_text(as_file(draft), encoding="utf-8")


async def make_shop(server: EmbeddedPostgres) -> None:
    """A database with the mini shop, to be copied."""
    create_database(server, SHOP)
    url = make_conninfo(server.owner_url, dbname=SHOP)
    await migrate(url)
    async with Database(service_url(url)) as database:
        await load_pack(database, MINI)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        running = EmbeddedPostgres(Path(home), delete_on_stop=True)
        try:
            asyncio.run(write(running))
        finally:
            running.stop()
