"""`kulanz run-job`: one job that a page started. The worker calls it; it is no command for people."""

import asyncio
import signal
from contextlib import suppress

import click

from server.cli.database import owner_url
from server.db.migrate import service_url
from server.jobs.run_job import run_job as run
from server.llm.client import open_model
from server.retrieval.find import open_weights
from server.settings import read_settings


@click.command("run-job", hidden=True)
@click.argument("store")
@click.argument("job")
def run_job(store: str, job: str) -> None:
    """Do the work of JOB of STORE. Told to end, it leaves in order, so that nothing is left half-done."""
    signal.signal(signal.SIGTERM, _leave)

    async def work() -> None:
        settings = read_settings()
        async with (
            owner_url(settings) as url,
            open_model(settings.model_endpoint) as model,
            open_weights(settings.embedding_endpoint) as weights,
        ):
            await run(service_url(url), store, job, model=model, weights=weights, home=settings.home)

    with suppress(KeyboardInterrupt):
        asyncio.run(work())


def _leave(*_: object) -> None:
    raise SystemExit(1)
