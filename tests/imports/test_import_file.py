"""An import keeps what is new, goes on after a stop, and says what it could not read."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from server.db import orders
from server.db.pool import Database
from server.domain.store import Store
from server.domain.ticket import PastTicket
from server.errors import ImportRefused
from server.imports import import_file as importing
from server.imports.import_file import Imported, import_file
from server.imports.zendesk import read_zendesk
from server.retrieval.find import Weights, ask, find_passages
from server.stores.load import load_pack
from server.stores.shop import open_shop
from tests.imports.samples import WOOCOMMERCE, ZENDESK


@pytest.fixture
async def shop(database: Database, mini_folder: Path) -> Store:
    await load_pack(database, mini_folder)
    async with database.store("mini") as conn:
        return (await open_shop(conn)).store


def numbered(folder: Path, count: int, **changes: Any) -> Path:
    file = folder / "zendesk.json"
    file.write_text("\n".join(json.dumps({**ZENDESK, **changes, "id": n}) for n in range(count)))
    return file


@pytest.mark.anyio
async def test_a_second_import_adds_nothing(database: Database, shop: Store, tmp_path: Path) -> None:
    """Helpdesk and id make it the same ticket."""
    file = numbered(tmp_path, 3)
    first = await import_file(database, shop.id, "zendesk", file)
    second = await import_file(database, shop.id, "zendesk", file)
    assert [(done.added, done.duplicates) for done in (first, second)] == [(3, 0), (0, 3)]


@pytest.mark.anyio
async def test_a_stopped_import_goes_on_where_it_was(
    database: Database, shop: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each batch is kept by itself."""
    monkeypatch.setattr(importing, "_BATCH", 2)

    def stop(done: Imported) -> None:
        if done.read == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await import_file(database, shop.id, "zendesk", numbered(tmp_path, 6), stop)
    again = await import_file(database, shop.id, "zendesk", numbered(tmp_path, 6))
    assert (again.added, again.duplicates) == (2, 4)


@pytest.mark.anyio
async def test_a_load_of_the_folder_leaves_imported_tickets(
    database: Database, shop: Store, mini_folder: Path, tmp_path: Path
) -> None:
    """What was imported did not come from the folder."""
    await import_file(database, shop.id, "zendesk", numbered(tmp_path, 1))
    await load_pack(database, mini_folder)
    assert (await import_file(database, shop.id, "zendesk", numbered(tmp_path, 1))).duplicates == 1


@pytest.mark.anyio
async def test_imported_replies_are_found(database: Database, shop: Store, tmp_path: Path) -> None:
    """A well solved ticket is an example from then on."""
    question = {**ZENDESK["comments"][0], "plain_body": "Passt ein Zwergdackel in den Fahrradkorb?"}
    comments = [question, ZENDESK["comments"][2]]
    await import_file(database, shop.id, "zendesk", numbered(tmp_path, 1, subject="Korb", comments=comments))
    async with database.store("mini") as conn:
        asked = await ask(conn, "Wie groß ist der Fahrradkorb?", Weights({}, words=1.0))
        found = await find_passages(conn, asked, "ticket", language="de", day=date(2026, 10, 20), limit=1)
    assert "Zwergdackel" in found[0].text


@pytest.mark.anyio
async def test_imported_orders_are_known_by_number(database: Database, shop: Store, tmp_path: Path) -> None:
    """And by address, like those of the folder."""
    file = tmp_path / "orders.json"
    file.write_text(json.dumps([WOOCOMMERCE]))
    await import_file(database, shop.id, "woocommerce", file)
    async with database.store("mini") as conn:
        assert (await orders.get(conn, "727", shop.order_formats)).customer_name == "Anna Berger"


@pytest.mark.anyio
async def test_a_ticket_is_tied_to_the_order_that_it_names(database: Database, shop: Store, tmp_path: Path) -> None:
    """The order came with another import."""
    file = tmp_path / "orders.json"
    file.write_text(json.dumps([WOOCOMMERCE]))
    await import_file(database, shop.id, "woocommerce", file)
    comments = [{**ZENDESK["comments"][0], "plain_body": "Bestellnummer 727 ist kaputt."}, ZENDESK["comments"][2]]
    await import_file(database, shop.id, "zendesk", numbered(tmp_path, 1, comments=comments))
    async with database.store("mini") as conn:
        cursor = await conn.execute("SELECT order_number FROM kulanz.tickets WHERE origin = 'import'")
        assert [row["order_number"] for row in await cursor.fetchall()] == ["727"]


@pytest.mark.anyio
async def test_unreadable_records_are_counted_and_the_rest_is_kept(
    database: Database, shop: Store, tmp_path: Path
) -> None:
    """One of three has a broken date."""
    file = numbered(tmp_path, 2)
    broken = {**ZENDESK, "id": 9, "comments": [{"public": True, "plain_body": "?", "created_at": "gestern"}]}
    file.write_text(file.read_text() + "\n" + json.dumps(broken))
    done = await import_file(database, shop.id, "zendesk", file)
    assert (done.added, done.unreadable, done.refused[0].place) == (2, 1, "ticket 3")


@pytest.mark.anyio
async def test_a_file_of_which_most_cannot_be_read_is_an_error(database: Database, shop: Store, tmp_path: Path) -> None:
    """It is most likely of another kind; what could be read stays."""
    file = tmp_path / "other.json"
    file.write_text(json.dumps([{"name": "a product"}, {"name": "another"}]))
    with pytest.raises(ImportRefused, match="2 of 2 records cannot be read, the first at ticket 1: it has no id"):
        await import_file(database, shop.id, "zendesk", file)


def test_a_file_is_read_record_by_record(tmp_path: Path) -> None:
    """The first ticket is there before the last line of the file is looked at."""
    file = numbered(tmp_path, 500)
    file.write_text(file.read_text() + "\n{ broken")
    assert isinstance(next(read_zendesk(file)), PastTicket)
