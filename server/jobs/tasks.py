"""The tasks, and the worker that runs beside the API."""

from procrastinate import App, PsycopgConnector

from server.db import access
from server.db.pool import Database


def jobs_app(service_url: str, database: Database) -> App:
    """Procrastinate over schema jobs; tasks reach the product's data through `database`."""
    app = App(connector=PsycopgConnector(conninfo=service_url, kwargs={"options": "-c search_path=jobs"}))

    @app.periodic(cron="17 * * * *")
    @app.task(name="delete_expired_secrets", pass_context=False)
    async def delete_expired_secrets(timestamp: int) -> None:
        """Every hour: remove codes and sessions that are over."""
        await access.delete_expired(database)

    return app
