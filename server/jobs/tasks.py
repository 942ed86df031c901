"""The tasks, and the worker that runs beside the API."""

from contextlib import suppress

import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued

from server.db import access, stores
from server.db.pool import Database
from server.errors import ModelFailed
from server.jobs.watch_job import watch_job
from server.retrieval.find import Weights
from server.stores.embed_passages import embed_passages
from server.stores.index_passages import index_passages

log = structlog.get_logger()


def jobs_app(service_url: str, database: Database, weights: Weights) -> App:
    """Procrastinate over schema jobs; tasks reach the product's data through `database`.

    `weights`: by which embedding model passages are found.
    """
    app = App(connector=PsycopgConnector(conninfo=service_url, kwargs={"options": "-c search_path=jobs"}))

    @app.periodic(cron="17 * * * *")
    @app.task(name="delete_expired_secrets", pass_context=False)
    async def delete_expired_secrets(timestamp: int) -> None:
        """Every hour: remove codes and sessions that are over."""
        await access.delete_expired(database)

    @app.task(name="index_stores", queueing_lock="index_stores")
    async def index_stores() -> None:
        """At every start and after whatever changes what is found: words and vectors that are missing."""
        for store_id in await stores.ids(database):
            async with database.store(store_id) as conn:
                await index_passages(conn, (await stores.get(conn)).store)
            try:
                await embed_passages(database, store_id, weights)
            except ModelFailed as error:
                log.warning("passages_not_embedded", code=error.code, store=store_id, **error.details)

    @app.periodic(cron="37 * * * *")
    @app.task(name="embed_again", pass_context=False)
    async def embed_again(timestamp: int) -> None:
        """Every hour: what a served model did not embed when it was asked."""
        if weights.served:
            await index_soon(app)

    @app.task(name="run_job")
    async def run_job(store_id: str, job_id: str) -> None:
        """Work that a page started, in a process of its own."""
        await watch_job(database, store_id, job_id)

    return app


class Queue:
    """Where pages put their jobs (domain/job.py). One job of a store at a time: two would share two cores."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def put(self, store_id: str, job_id: str) -> None:
        """Let the worker take it up."""
        task = self._app.configure_task("run_job", lock=f"jobs of {store_id}")
        await task.defer_async(store_id=store_id, job_id=job_id)


async def index_soon(app: App) -> None:
    """Let the worker index what is new; once, however often it is asked before it begins."""
    with suppress(AlreadyEnqueued):
        await app.configure_task("index_stores").defer_async()
