"""The panel beside golden tickets, with a shop of its own for each file of tests."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Page
from psycopg.conninfo import make_conninfo

from server.db.embedded import EmbeddedPostgres
from tests.browser.extension.conftest import Desk
from tests.browser.extension.panel.golden_pages import draft_for, golden_ticket, set_clock
from tests.conftest import Service, create_database, run_service

# A tree that gives less than the law, for the panel to say so.
_TREE = ("{otherwise: true, outcome: return_refund}", "{otherwise: true, outcome: credit_offer}")
# Two orders of one customer, for the panel to ask which.
_ORDERS = ("grace.adeyemi@mail.example", "markus.thiele@mail.example")


@pytest.fixture(scope="module")
def service(
    postgres: EmbeddedPostgres, template: str, mini_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """The mini shop with a harsher tree and a customer who ordered twice; no other file's tickets are in it."""
    folder = tmp_path_factory.mktemp("pack") / "mini"
    shutil.copytree(mini_folder, folder)
    for name, (before, after) in {"refund_tree.yaml": _TREE, "orders.csv": _ORDERS}.items():
        text = (folder / name).read_text(encoding="utf-8")
        assert before in text
        (folder / name).write_text(text.replace(before, after), encoding="utf-8")
    database = folder.parent.name.replace("-", "_")
    create_database(postgres, database, template)
    with run_service(make_conninfo(postgres.owner_url, dbname=database), folder) as running:
        yield running


@pytest.fixture(scope="module", autouse=True)
def clock(service: Service, desk: Desk) -> None:  # the service first: it starts where no event loop runs yet
    """It is the golden tickets' Monday, ten o'clock."""
    set_clock(desk.context)


Drafted = Callable[..., tuple[Page, Frame]]


@pytest.fixture
def drafted(desk: Desk) -> Iterator[Drafted]:
    """Opens a golden ticket (with some of it changed) and has a reply drafted; the page is closed after the test."""
    pages: list[Page] = []

    def draft(stem: str, **changed: Any) -> tuple[Page, Frame]:
        page, panel = draft_for(desk, golden_ticket(stem) | changed)
        pages.append(page)
        return page, panel

    yield draft
    for page in pages:
        page.close()
