"""One real Postgres for the whole run; each test that asks for a database gets a fresh one."""

import asyncio
import threading
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
import uvicorn
from psycopg import sql
from psycopg.conninfo import make_conninfo

from server.app import create_app
from server.cli.service import listen
from server.db import access
from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from server.db.pool import Database
from server.jobs.tasks import jobs_app
from server.retrieval.find import BY_DEFAULT
from server.settings import Settings
from server.stores.load import load_pack
from tests.model_server import ModelServer, run_model_server


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """A running server in a temporary folder, without waiting for the disk."""
    server = EmbeddedPostgres(tmp_path_factory.mktemp("home"), delete_on_stop=True)
    with psycopg.connect(server.owner_url, autocommit=True) as conn:
        conn.execute("ALTER SYSTEM SET fsync = off")
        conn.execute("SELECT pg_reload_conf()")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def template(postgres: EmbeddedPostgres) -> str:
    """Name of a migrated database that others are copied from."""
    create_database(postgres, "template_kulanz")
    asyncio.run(migrate(make_conninfo(postgres.owner_url, dbname="template_kulanz")))
    return "template_kulanz"


@pytest.fixture
def owner_url(postgres: EmbeddedPostgres, template: str) -> str:
    """The owner's address of a fresh, migrated database."""
    name = f"test_{uuid.uuid4().hex}"
    create_database(postgres, name, template)
    return make_conninfo(postgres.owner_url, dbname=name)


@pytest.fixture
async def database(owner_url: str) -> AsyncIterator[Database]:
    """A fresh database, opened as the service opens it."""
    async with Database(service_url(owner_url)) as opened:
        yield opened


def create_database(postgres: EmbeddedPostgres, name: str, template: str = "template1") -> None:
    """Create a database as a copy of `template`."""
    with psycopg.connect(postgres.owner_url, autocommit=True) as conn:
        conn.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))


@pytest.fixture(scope="session")
def mini_folder() -> Path:
    """The mini shop's store pack."""
    return Path(__file__).parent.parent / "evals" / "stores" / "mini"


@pytest.fixture
def model_server() -> Iterator[ModelServer]:
    """A double of a model's server on a loopback port."""
    with run_model_server(ModelServer()) as double:
        yield double


class Service:
    """The real application on a loopback port, with the mini shop loaded."""

    def __init__(self, address: str, owner_url: str, tokens: dict[str, str]) -> None:
        self.address = address
        self.owner_url = owner_url
        self.tokens = tokens

    def client(self, role: str | None = "agent", **headers: str) -> httpx.Client:
        """An HTTP client with the token of a role, or none."""
        if role:
            headers["Authorization"] = f"Bearer {self.tokens[role]}"
        return httpx.Client(base_url=self.address, headers=headers, timeout=30)


@pytest.fixture(scope="session")
def service(postgres: EmbeddedPostgres, template: str, mini_folder: Path) -> Iterator[Service]:
    """One service for the whole run; tests that need a state of their own make their own tickets."""
    create_database(postgres, "service", template)
    with run_service(make_conninfo(postgres.owner_url, dbname="service"), mini_folder) as running:
        yield running


@contextmanager
def run_service(url: str, folder: Path, **changed: Any) -> Iterator[Service]:
    """The application over a migrated database, with a pack loaded, on a free port; `changed`: other settings."""
    tokens = asyncio.run(load_and_make_tokens(url, folder))
    settings = Settings(home=Path("/nowhere"), requests_per_minute=100_000, **changed)
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(settings, url), log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    wait_until_ready(address)
    yield Service(address, url, tokens)
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def worker(service: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The worker of jobs beside the service, as `kulanz worker` runs it."""
    monkeypatch.setenv("DATABASE_URL", service.owner_url)
    monkeypatch.setenv("KULANZ_HOME", str(tmp_path))
    over = threading.Event()

    async def work() -> None:
        url = service_url(service.owner_url)
        async with (
            Database(url, max_size=2) as database,
            jobs_app(url, database, BY_DEFAULT).open_async() as jobs,
        ):
            running = asyncio.create_task(jobs.run_worker_async(install_signal_handlers=False, concurrency=3))
            await asyncio.to_thread(over.wait)
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running

    thread = threading.Thread(target=lambda: asyncio.run(work()), daemon=True)
    thread.start()
    yield
    over.set()
    thread.join(20)


async def load_and_make_tokens(url: str, folder: Path) -> dict[str, str]:
    """Load a pack and make a token for each role."""
    async with Database(service_url(url)) as database:
        loaded = await load_pack(database, folder)
        async with database.store(loaded.store_id) as conn:
            return {
                "agent": await access.create_token(conn, loaded.store_id, "api", "agent", "Mia"),
                "manager": await access.create_token(conn, loaded.store_id, "api", "manager", "Jonas"),
                "admin": await access.create_token(conn, loaded.store_id, "api", "admin", None),
            }


def wait_until_ready(address: str) -> None:
    """Until the service answers; it gives up after 15 seconds."""
    for _ in range(150):
        try:
            if httpx.get(f"{address}/health/ready", timeout=1).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the service did not become ready")
