"""A manager of a shop of their own: what is edited here serves no other test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import run_service
from tests.console.conftest import Browser


@pytest.fixture
def editor(owner_url: str, mini_folder: Path) -> Iterator[Browser]:
    """A signed-in manager who reads English."""
    with run_service(owner_url, mini_folder) as running:
        browser = Browser(running).sign_in("manager")
        yield browser
        browser.client.close()
