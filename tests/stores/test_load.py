"""Loading makes what came from the folder equal to the folder, or touches nothing."""

import shutil
from pathlib import Path

import pytest
from psycopg import sql

from server.db import stores
from server.db.pool import Database
from server.errors import EditedElsewhere, PackRefused
from server.stores.export import export_pack
from server.stores.load import Loaded, load_pack
from tests.edits import edit

pytestmark = pytest.mark.anyio


@pytest.fixture
def folder(tmp_path: Path, mini_folder: Path) -> Path:
    """A copy of the mini shop that a test may change."""
    shutil.copytree(mini_folder, tmp_path / "pack")
    return tmp_path / "pack"


def counts(loaded: Loaded) -> dict[str, tuple[int, int, int]]:
    """Added, changed and removed of every noun that changed at all."""
    found = {noun: (c.added, c.changed, c.removed) for noun, c in loaded.changes.items()}
    return {noun: change for noun, change in found.items() if any(change)}


async def rows(database: Database, table: str) -> int:
    async with database.store("mini") as conn:
        cursor = await conn.execute(sql.SQL("SELECT count(*) AS n FROM {}").format(sql.Identifier("kulanz", table)))
        row = await cursor.fetchone()
    return int(row["n"]) if row else 0


async def test_a_second_load_changes_nothing(database: Database, folder: Path) -> None:
    """The same folder twice is the same shop."""
    first = await load_pack(database, folder)
    assert counts(first)["orders"] == (12, 0, 0)
    assert counts(await load_pack(database, folder)) == {}


async def test_a_changed_and_a_removed_line_are_counted(database: Database, folder: Path) -> None:
    """A ticket that left the file leaves the shop; a price that changed is changed."""
    await load_pack(database, folder)
    lines = (folder / "tickets.jsonl").read_text(encoding="utf-8").splitlines()
    (folder / "tickets.jsonl").write_text("\n".join(lines[1:]), encoding="utf-8")
    store = (folder / "store.yaml").read_text(encoding="utf-8")
    (folder / "store.yaml").write_text(store.replace("name: Lichtblick", "name: Lichtblick & Co"), encoding="utf-8")
    assert counts(await load_pack(database, folder)) == {"tickets": (0, 0, 1)}


async def test_another_way_of_writing_order_numbers_reaches_old_orders(database: Database, folder: Path) -> None:
    """A new entry in order_formats changes how every order is looked up."""
    store = folder / "store.yaml"
    text = store.read_text(encoding="utf-8")
    orders = (folder / "orders.csv").read_text(encoding="utf-8").replace("#1012", "ZZ-1012")
    (folder / "orders.csv").write_text(orders, encoding="utf-8")
    tracking = (folder / "tracking.jsonl").read_text(encoding="utf-8").replace("#1012", "ZZ-1012")
    (folder / "tracking.jsonl").write_text(tracking, encoding="utf-8")
    await load_pack(database, folder)
    store.write_text(text.replace('"LB-{n}"', '"LB-{n}", "ZZ-{n}"'), encoding="utf-8")
    await load_pack(database, folder)
    async with database.store("mini") as conn:
        cursor = await conn.execute("SELECT number_key FROM kulanz.orders WHERE number = 'ZZ-1012'")
        assert await cursor.fetchone() == {"number_key": "1012"}


async def test_a_mistake_in_any_file_touches_nothing(database: Database, folder: Path) -> None:
    """All findings come at once, and the shop that was there stays as it was."""
    await load_pack(database, folder)
    before = {table: await rows(database, table) for table in ("orders", "tickets", "passages", "audit_log")}
    for name, text in {
        "store.yaml": "colour: red\n",
        "refund_tree.yaml": "version: 1\nstart: nowhere\n",
        "orders.csv": "Name\n#1\n",
        "products.csv": "sku\n",
        "tracking.jsonl": "{\n",
        "tickets.jsonl": "[]\n",
        "suppliers.yaml": "- {id: x}\n",
        "triage.yaml": "rules: 1\n",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(PackRefused) as refused:
        await load_pack(database, folder)
    named = {finding.split(":")[0] for finding in refused.value.details["findings"]}
    assert {"store.yaml", "refund_tree.yaml", "orders.csv", "products.csv", "tracking.jsonl"} <= named
    assert {"tickets.jsonl", "suppliers.yaml", "triage.yaml"} <= named
    assert before == {table: await rows(database, table) for table in before}


async def test_imported_rows_survive_a_load(database: Database, folder: Path) -> None:
    """What did not come from the folder is not the folder's to remove."""
    await load_pack(database, folder)
    async with database.store("mini") as conn:
        await conn.execute("UPDATE kulanz.orders SET origin = 'import', number = '#9999' WHERE number = '#1003'")
    assert counts(await load_pack(database, folder)) == {"orders": (1, 0, 0)}
    assert await rows(database, "orders") == 13


async def edit_a_macro(database: Database) -> str:
    """Change a macro in the console; its path."""
    async with database.store("mini") as conn:
        path, text = next((p, text) for p, text in (await stores.files(conn)).items() if p.startswith("macros/"))
    await edit(database, "Mia", {path: text.rstrip() + "\n\nIm Browser geschrieben.\n"})
    return path


async def test_a_console_edit_stops_the_load_with_its_diff(database: Database, folder: Path) -> None:
    """edited_elsewhere names what would be lost."""
    await load_pack(database, folder)
    path = await edit_a_macro(database)
    with pytest.raises(EditedElsewhere) as stopped:
        await load_pack(database, folder)
    diff = stopped.value.details["diffs"][0]
    assert f"console/{path}" in diff and "+Im Browser geschrieben." in diff


async def test_take_folder_gives_the_console_edit_up(database: Database, folder: Path) -> None:
    """With --take folder the folder's text is in force again, and the edit is kept as a version."""
    await load_pack(database, folder)
    await edit_a_macro(database)
    assert counts(await load_pack(database, folder, take_folder=True)) == {"macros": (0, 1, 0)}
    async with database.store("mini") as conn:
        cursor = await conn.execute("SELECT count(*) AS n FROM kulanz.macro_versions WHERE origin = 'console'")
        assert await cursor.fetchone() == {"n": 1}


async def test_export_brings_the_console_edit_into_the_folder(database: Database, folder: Path) -> None:
    """After an export the load goes through and the edited text is the folder's."""
    await load_pack(database, folder)
    path = await edit_a_macro(database)
    assert await export_pack(database, "mini", folder) == [path]
    assert "Im Browser geschrieben." in (folder / path).read_text(encoding="utf-8")
    await load_pack(database, folder)
    assert await export_pack(database, "mini", folder) == []


async def test_a_corrected_policy_keeps_the_text_before(database: Database, folder: Path) -> None:
    """Changed text under the same valid_from is a correction; both texts stay in the database."""
    await load_pack(database, folder)
    file = folder / "policies" / "damage.de.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nEin Nachsatz.\n", encoding="utf-8")
    assert counts(await load_pack(database, folder)) == {"policies": (0, 1, 0)}
    async with database.store("mini") as conn:
        cursor = await conn.execute(
            "SELECT version, superseded_at IS NULL AS in_force FROM kulanz.policy_versions "
            "WHERE policy_id = 'damage' AND language = 'de' ORDER BY version"
        )
        assert await cursor.fetchall() == [{"version": 1, "in_force": False}, {"version": 2, "in_force": True}]


@pytest.mark.anyio
async def test_a_past_ticket_has_one_id_wherever_it_is_kept(database: Database, mini_folder: Path) -> None:
    """Search leaves out the ticket that a draft is for, by that id."""
    await load_pack(database, mini_folder)
    async with database.store("mini") as conn:
        cursor = await conn.execute("SELECT ticket_id::text AS id, record ->> 'id' AS named FROM kulanz.tickets")
        rows = await cursor.fetchall()
    assert rows and [row["id"] for row in rows] == [row["named"] for row in rows]
