"""A browser without a window: cookies, forms with their token, pages as text."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from server.db import access
from server.db.access import CodePurpose
from server.db.migrate import service_url
from server.db.pool import Database
from server.domain.store import Role
from tests.conftest import Service, run_service
from tests.model_server import ModelServer

STORE = "mini"


class Browser:
    """One visitor of the console."""

    def __init__(self, service: Service, **headers: str) -> None:
        self.service = service
        self.client = httpx.Client(base_url=service.address, headers=headers, timeout=30)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.client.get(path, headers=headers)

    def send(self, path: str, form: dict[str, Any] | None = None, **headers: str) -> httpx.Response:
        """Send a form as its page would: with the token that the page brought along."""
        if "csrftoken" not in self.client.cookies:
            self.get("/console/sign-in")
        token = {"_csrf_token": self.client.cookies["csrftoken"]}
        return self.client.post(path, data=token | (form or {}), headers=headers)

    def sign_in(self, role: Role, store: str = STORE) -> "Browser":
        self.send("/console/sign-in", {"code": make_code(self.service, "sign_in", role, store=store)})
        return self


def make_code(service: Service, purpose: CodePurpose, role: Role, agent: str | None = None, store: str = STORE) -> str:
    """A one-time code of a shop, as `kulanz sign-in` makes it."""

    async def make() -> str:
        async with Database(service_url(service.owner_url)) as database, database.store(store) as conn:
            return await access.create_code(conn, store, purpose, role, agent, access.SIGN_IN_LIFETIME)

    # In a thread of its own, because a browser test has an event loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, make()).result()


@pytest.fixture
def visitors(service: Service) -> Iterator[Callable[..., Browser]]:
    """Makes visitors, whose headers may say what they read."""
    with ExitStack() as stack:

        def come(**headers: str) -> Browser:
            browser = Browser(service, **headers)
            stack.enter_context(browser.client)
            return browser

        yield come


@pytest.fixture
def visitor(visitors: Callable[..., Browser]) -> Browser:
    """Somebody who is not signed in and reads English."""
    return visitors()


@pytest.fixture
def manager(visitor: Browser) -> Browser:
    """A signed-in manager."""
    return visitor.sign_in("manager")


@pytest.fixture
def modelled(owner_url: str, mini_folder: Path, model_server: ModelServer) -> Iterator[Browser]:
    """A manager of a service with a model."""
    settings = {"model": "scripted", "model_url": model_server.url, "first_word_seconds": 1, "writing_seconds": 2}
    with run_service(owner_url, mini_folder, **settings) as running:
        browser = Browser(running).sign_in("manager")
        yield browser
        browser.client.close()


@pytest.fixture
def editor(owner_url: str, mini_folder: Path) -> Iterator[Browser]:
    """A signed-in manager, reading English, of a shop of their own: what is edited here serves no other test."""
    with run_service(owner_url, mini_folder) as running:
        browser = Browser(running).sign_in("manager")
        yield browser
        browser.client.close()
