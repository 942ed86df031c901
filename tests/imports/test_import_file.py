"""An import keeps what is new, goes on after a stop, and says what it could not read."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from server.db import orders
from server.db.pool import Database
from server.domain.store import Store
from server.errors import ImportRefused, InvalidRequest
from server.imports import import_file as importing
from server.imports.import_file import Imported, import_file
from server.retrieval.find import Weights, ask, find_passages
from server.stores.load import load_pack
from server.stores.shop import open_shop
from tests.imports.samples import GORGIAS, WOOCOMMERCE, ZENDESK


@pytest.fixture
async def shop(database: Database, mini_folder: Path) -> Store:
    await load_pack(database, mini_folder)
    async with database.store("mini") as conn:
        return (await open_shop(conn)).store


def numbered(folder: Path, count: int, **changes: Any) -> Path:
    file = folder / "zendesk.json"
    file.write_text("\n".join(json.dumps({**ZENDESK, **changes, "id": n}) for n in range(count)))
    return file


async def found_for(database: Database, question: str) -> str:
    """The past ticket that a search by words finds first."""
    async with database.store("mini") as conn:
        asked = await ask(conn, question, Weights({}, words=1.0))
        found = await find_passages(conn, asked, "ticket", language="de", day=date(2026, 10, 20), limit=1)
    return found[0].text


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
async def test_what_stands_before_a_break_is_kept_and_found(database: Database, shop: Store, tmp_path: Path) -> None:
    """A download that was cut: the message says so, and it is true."""
    question = {**ZENDESK["comments"][0], "plain_body": "Passt ein Zwergdackel in den Fahrradkorb?"}
    whole = json.dumps([{**ZENDESK, "id": n, "comments": [question, ZENDESK["comments"][2]]} for n in range(3)])
    file = tmp_path / "zendesk.json"
    file.write_text(whole[:-40])
    with pytest.raises(InvalidRequest, match="What was read before is kept"):
        await import_file(database, shop.id, "zendesk", file)
    assert "Zwergdackel" in await found_for(database, "Fahrradkorb für den Dackel?")
    file.write_text(whole)
    again = await import_file(database, shop.id, "zendesk", file)
    assert (again.added, again.duplicates) == (1, 2)


@pytest.mark.anyio
async def test_an_import_that_goes_on_makes_findable_what_the_stopped_one_kept(
    database: Database, shop: Store, tmp_path: Path
) -> None:
    """It was kept, and nobody had indexed it."""
    question = {**ZENDESK["comments"][0], "plain_body": "Passt ein Zwergdackel in den Fahrradkorb?"}
    file = numbered(tmp_path, 1, comments=[question, ZENDESK["comments"][2]])

    def stop(done: Imported) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await import_file(database, shop.id, "zendesk", file, stop)
    assert (await import_file(database, shop.id, "zendesk", file)).added == 0
    assert "Zwergdackel" in await found_for(database, "Fahrradkorb für den Dackel?")


@pytest.mark.anyio
async def test_a_file_of_another_kind_changes_nothing(database: Database, shop: Store, tmp_path: Path) -> None:
    """It is refused before anything is written."""
    file = tmp_path / "letters.mbox"
    file.write_text("ticket_id,text\n1,Hallo\n")
    with pytest.raises(InvalidRequest, match="no mbox"):
        await import_file(database, shop.id, "mbox", file)
    async with database.store("mini") as conn:
        cursor = await conn.execute("SELECT count(*) FROM kulanz.audit_log WHERE event = 'imported'")
        assert (await cursor.fetchall())[0]["count"] == 0


@pytest.mark.anyio
async def test_progress_is_the_share_of_the_file_that_was_read(
    database: Database, shop: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It only grows, and ends at the whole."""
    monkeypatch.setattr(importing, "_BATCH", 20)
    shares: list[float] = []
    await import_file(database, shop.id, "zendesk", numbered(tmp_path, 200), lambda done: shares.append(done.share))
    assert shares == sorted(shares) and 0 < shares[0] < 0.5 and shares[-1] == 1.0


@pytest.mark.anyio
async def test_spam_is_no_fault_of_the_file(database: Database, shop: Store, tmp_path: Path) -> None:
    """Most of what a shop receives may be spam: it is counted by itself."""
    file = tmp_path / "gorgias.json"
    file.write_text(json.dumps([GORGIAS, *({**GORGIAS, "id": n, "spam": True} for n in range(3))]))
    done = await import_file(database, shop.id, "gorgias", file)
    assert (done.added, done.left_out, done.unreadable) == (1, 3, 0)


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
    assert "Zwergdackel" in await found_for(database, "Wie groß ist der Fahrradkorb?")


@pytest.mark.anyio
async def test_imported_orders_are_known_by_number(database: Database, shop: Store, tmp_path: Path) -> None:
    """And by address, like those of the folder."""
    file = tmp_path / "orders.json"
    file.write_text(json.dumps([WOOCOMMERCE]))
    await import_file(database, shop.id, "woocommerce", file)
    async with database.store("mini") as conn:
        assert (await orders.get(conn, "727", shop.order_formats)).customer_name == "Anna Berger"


@pytest.mark.anyio
async def test_no_character_stops_an_import(database: Database, shop: Store, tmp_path: Path) -> None:
    """NUL can stand in JSON and in no database; it is left out of the text."""
    file = tmp_path / "orders.json"
    file.write_text(json.dumps([{**WOOCOMMERCE, "customer_note": "Bitte\0 klingeln"}]))
    await import_file(database, shop.id, "woocommerce", file)
    async with database.store("mini") as conn:
        assert (await orders.get(conn, "727", shop.order_formats)).notes == "Bitte klingeln"


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
    assert (done.added, done.unreadable, done.refused[0].place.en) == (2, 1, "ticket 3")


@pytest.mark.anyio
async def test_a_file_of_which_most_cannot_be_read_is_an_error(database: Database, shop: Store, tmp_path: Path) -> None:
    """It is most likely of another kind; what could be read stays."""
    file = tmp_path / "other.json"
    file.write_text(json.dumps([{"name": "a product"}, {"name": "another"}]))
    with pytest.raises(
        ImportRefused, match="2 of 2 records cannot be read, the first at ticket 1: it has no id"
    ) as told:
        await import_file(database, shop.id, "zendesk", file)
    assert told.value.said.de.startswith(
        "2 von 2 Einträgen lassen sich nicht lesen, der erste bei Ticket 1: die id fehlt."
    )
