"""`kulanz start`, `worker`, `sign-in`: the service and the way into its console."""

import asyncio
import logging
import signal
import socket
from contextlib import suppress
from importlib.resources import as_file, files
from pathlib import Path
from urllib.request import urlopen

import click
import structlog
import uvicorn

from server.app import create_app
from server.cli.database import owner_url, with_database
from server.cli.packs import load_with_progress, print_loaded
from server.db import access, stores
from server.db.migrate import service_url
from server.db.pool import Database
from server.errors import CannotStart
from server.jobs.tasks import index_soon, jobs_app
from server.retrieval.find import open_weights
from server.settings import Settings, read_settings

_PORTS_TO_TRY = 50
_JOBS_AT_ONCE = 3
"""So that indexing need not wait for a run of suites."""


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--host", help="Address to listen on; default KULANZ_HOST or 127.0.0.1.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port; default KULANZ_PORT or 8410, or the next free one.")
def start(folders: tuple[Path, ...], host: str | None, port: int | None) -> None:
    """Run API, console and jobs; load the store packs in FOLDERS, or the demo shop when there is none yet."""
    settings = read_settings()
    logging.basicConfig(level=logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    signal.signal(signal.SIGTERM, _leave)
    asyncio.run(_serve(settings, folders, host or settings.host, port or settings.port))


def _leave(*_: object) -> None:
    """On SIGTERM leave in order, as on Ctrl+C; by default it ends the process at once, and leaves Postgres running."""
    raise SystemExit(0)


async def _serve(settings: Settings, folders: tuple[Path, ...], host: str, port: int) -> None:
    async with owner_url(settings) as url, Database(service_url(url), max_size=2) as database:
        await _load(database, folders)
        if running := await asyncio.to_thread(_running_address, settings.home):
            click.echo("Kulanz runs here already.")
            await _print_ways_in(database, running)
            return
        listener = listen(host, port)
        address = f"http://{host if host != '0.0.0.0' else '127.0.0.1'}:{listener.getsockname()[1]}"  # noqa: S104
        _write_address(settings.home, address)
        await _print_ways_in(database, address)
        server = uvicorn.Server(
            uvicorn.Config(
                create_app(settings, url), log_level="warning", access_log=False, timeout_graceful_shutdown=5
            )
        )
        worker = asyncio.create_task(_work(settings, url, database))
        await server.serve(sockets=[listener])
        worker.cancel()
        with suppress(asyncio.CancelledError):
            await worker


async def _load(database: Database, folders: tuple[Path, ...]) -> None:
    for folder in folders:
        print_loaded(await load_with_progress(database, folder))
    if not await stores.ids(database):
        with as_file(files("evals").joinpath("stores", "nordlicht")) as demo:
            print_loaded(await load_with_progress(database, demo))


def listen(host: str, port: int) -> socket.socket:
    """A socket on the port, or on the next free one.

    It says that it is TCP, for only then asyncio sends small pieces at once; else an answer waits 40 ms until its first
    piece is confirmed.
    """
    for candidate in range(port, min(port + _PORTS_TO_TRY, 65536)):
        listener = socket.socket(
            socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP
        )
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen()
        except OSError:
            listener.close()
            continue
        return listener
    raise CannotStart(f"No port from {port} on is free on {host}; choose another with --port or KULANZ_PORT.")


def _running_address(home: Path) -> str | None:
    """The address of a service that was started from this home and still answers."""
    file = home / "address"
    address = file.read_text().strip() if file.is_file() else ""
    if not address.startswith("http://"):
        return None
    try:
        with urlopen(f"{address}/health/live", timeout=2) as answer:  # noqa: S310  # http, as the line above holds
            return address if answer.status == 200 else None
    except OSError:
        return None


def _write_address(home: Path, address: str) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "address").write_text(address + "\n")


async def _print_ways_in(database: Database, address: str) -> None:
    """A sign-in link and a pairing code for every store."""
    click.echo(f"\nKulanz runs at {address} (stop with Ctrl+C)")
    for store_id in await stores.ids(database):
        async with database.store(store_id) as conn:
            store = (await stores.get(conn)).store
            link = await access.create_code(conn, store_id, "sign_in", "admin", None, access.SIGN_IN_LIFETIME)
            agent = next((agent for agent in store.agents if agent.role == "agent"), None)
            name = agent.name if agent else None
            code = await access.create_code(conn, store_id, "pairing", "agent", name, access.PAIRING_LIFETIME)
        click.echo(f"\n{store.name} ({store_id})")
        click.echo(f"  Console, sign in once within 30 minutes: {address}/console/sign-in?code={link}")
        click.echo(f"  Browser extension, pairing code for 10 minutes: {code}" + (f" ({name})" if name else ""))
    click.echo("\nFresh ones at any time: kulanz sign-in")


@click.command()
def worker() -> None:
    """Run jobs alone, beside a service that runs elsewhere."""

    async def run() -> None:
        settings = read_settings()
        async with owner_url(settings) as url, Database(service_url(url), max_size=2) as database:
            await _work(settings, url, database)

    with suppress(KeyboardInterrupt):
        asyncio.run(run())


async def _work(settings: Settings, url: str, database: Database) -> None:
    async with (
        open_weights(settings.embedding_endpoint) as weights,
        jobs_app(service_url(url), database, weights).open_async() as jobs,
    ):
        await index_soon(jobs)
        await jobs.run_worker_async(install_signal_handlers=False, concurrency=_JOBS_AT_ONCE)


@click.command("sign-in")
def sign_in() -> None:
    """Print a fresh sign-in link and pairing code for a running service."""
    settings = read_settings()
    file = settings.home / "address"
    if not file.exists():
        raise CannotStart("No service was started here; run `kulanz start`.")
    address = file.read_text().strip()
    with_database(lambda database: _print_ways_in(database, address))
