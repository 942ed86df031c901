"""How far a job is, written by a thread of its own: the work itself may keep its event loop busy."""

import asyncio
import threading
from typing import Self

from server.db import jobs
from server.db.pool import Database

_SECONDS = 0.4
"""Between two looks at how far the work is; a page asks once a second."""


class Reporter:
    """Within `with`, what `advance` was told last reaches the database."""

    def __init__(self, service_url: str, store_id: str, job_id: str) -> None:
        self._url, self._store_id, self._job_id = service_url, store_id, job_id
        self._newest: tuple[str, int, int | None] | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._report()), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def advance(self, step: str, done: int, total: int | None) -> None:
        """Remember how far the work is."""
        self._newest = (step, done, total)

    async def _report(self) -> None:
        written = None
        async with Database(self._url, max_size=1) as database:
            while not self._over.is_set():
                newest = self._newest
                if newest is not None and newest != written:
                    async with database.store(self._store_id) as conn:
                        await jobs.advance(conn, self._job_id, *newest)
                    written = newest
                await asyncio.sleep(_SECONDS)
