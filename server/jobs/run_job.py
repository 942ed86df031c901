"""One job in a process of its own (`kulanz run-job`): work, progress, and how it ended."""

import traceback
from pathlib import Path

import structlog

from server.db import jobs
from server.db.pool import Database
from server.domain.job import JobError, JobKind
from server.errors import Internal, KulanzError
from server.jobs.context import JobContext, Work
from server.jobs.import_upload import import_upload
from server.jobs.load_upload import load_upload
from server.jobs.replay_tickets import replay_tickets
from server.jobs.reporter import Reporter
from server.jobs.run_eval import run_eval
from server.llm.client import Model
from server.retrieval.find import Weights

log = structlog.get_logger()

WORK: dict[JobKind, Work] = {
    "eval": run_eval,
    "replay": replay_tickets,
    "import": import_upload,
    "load": load_upload,
}


async def run_job(
    service_url: str, store_id: str, job_id: str, *, model: Model | None, weights: Weights, home: Path
) -> None:
    """Do the work of a waiting job and write what came of it; nothing where it was stopped meanwhile."""
    async with Database(service_url, max_size=4) as database:
        async with database.store(store_id) as conn:
            if not await jobs.start(conn, job_id):
                return
            job, file = await jobs.get(conn, job_id), await jobs.file_of(conn, job_id)
        try:
            with Reporter(service_url, store_id, job_id) as reporter:
                context = JobContext(database, store_id, job, file, model, weights, home, reporter.advance)
                result = await WORK[job.kind](context)
        except KulanzError as error:
            await _fail(database, store_id, job_id, JobError(error.code, error.message, error.details, error.german))
            return
        except Exception as error:
            # Its message may quote a ticket, so neither log nor page shows it.
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("job_failed", kind=job.kind, error=type(error).__name__, at=f"{place.name}:{place.lineno}")
            fault = Internal("Something went wrong on our side; start the work again.")
            await _fail(database, store_id, job_id, JobError(fault.code, fault.message, {}))
            return
        async with database.store(store_id) as conn:
            await jobs.finish(conn, job_id, result)


async def _fail(database: Database, store_id: str, job_id: str, error: JobError) -> None:
    async with database.store(store_id) as conn:
        await jobs.fail(conn, job_id, error)
