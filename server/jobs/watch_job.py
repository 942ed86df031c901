"""The worker's side of a job: start its process, end it when somebody asks for that, note a process that died.

A process of its own, because the work keeps a core busy for minutes and pages are served from this one; and because
ending a process is a stop that always works.
"""

import asyncio
import sys

from server.db import jobs
from server.db.pool import Database
from server.domain.job import JobError
from server.errors import Internal

_SECONDS = 0.5
_PATIENCE = 10.0
"""How long a process that was told to end may take before it is ended the hard way."""


async def watch_job(database: Database, store_id: str, job_id: str) -> None:
    """Until the job is over. Ending the worker ends the work."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "server", "run-job", store_id, job_id)
    try:
        while process.returncode is None:
            async with database.store(store_id) as conn:
                wanted = not (await jobs.get(conn, job_id)).stop_requested
            if not wanted:
                await _end(process)
                break
            await _wait(process, _SECONDS)
    except asyncio.CancelledError:
        await _end(process)
        await _note_stopped(database, store_id, job_id)
        raise
    if process.returncode == 0:
        return
    async with database.store(store_id) as conn:
        if (await jobs.get(conn, job_id)).stop_requested:
            await jobs.stop(conn, job_id)
        else:
            fault = Internal("The work ended before it was done; start it again.")
            await jobs.fail(conn, job_id, JobError(fault.code, fault.message, {}))


async def _note_stopped(database: Database, store_id: str, job_id: str) -> None:
    async with database.store(store_id) as conn:
        await jobs.stop(conn, job_id)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    await _wait(process, _PATIENCE)
    if process.returncode is None:
        process.kill()
        await process.wait()


async def _wait(process: asyncio.subprocess.Process, seconds: float) -> None:
    try:
        await asyncio.wait_for(process.wait(), seconds)
    except TimeoutError:
        return
