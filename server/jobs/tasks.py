"""The tasks, and the worker that runs beside the API."""

from contextlib import suppress

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued

from server.db import access, stores
from server.db.pool import Database
from server.retrieval.find import BY_DEFAULT
from server.retrieval.index import index_vectors
from server.stores.index_passages import index_passages


def jobs_app(service_url: str, database: Database) -> App:
    """Procrastinate over schema jobs; tasks reach the product's data through `database`."""
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
            await index_vectors(database, store_id, list(BY_DEFAULT.models))

    return app


async def index_soon(app: App) -> None:
    """Let the worker index what is new; once, however often it is asked before it begins."""
    with suppress(AlreadyEnqueued):
        await app.configure_task("index_stores").defer_async()
