"""Write the golden drafts anew, to be read by a person before they are committed: `make golden`."""

import asyncio
import tempfile
from pathlib import Path

from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from server.db.pool import Database
from server.stores.load import load_pack
from tests.drafting.golden_drafts import TICKETS, as_file, draft_golden, read_golden

MINI = Path(__file__).parent.parent.parent / "evals" / "stores" / "mini"


async def write(owner_url: str) -> None:
    """One .txt beside each ticket."""
    await migrate(owner_url)
    async with Database(service_url(owner_url)) as database:
        await load_pack(database, MINI)
        for path in TICKETS:
            draft = await draft_golden(database, read_golden(path))
            path.with_suffix(".txt").write_text(as_file(draft), encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        server = EmbeddedPostgres(Path(home), delete_on_stop=True)
        try:
            asyncio.run(write(server.owner_url))
        finally:
            server.stop()
