"""Editing a shop's texts in the console."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from server.db import stores, versions
from server.db.migrate import service_url
from server.db.pool import Database
from server.domain.pack import Pack
from server.errors import BadValue, EditedElsewhere, PackRefused, Stale
from server.stores.edit_pack import check_edit, edit_pack, mark_of
from server.stores.export import export_pack
from server.stores.load import load_pack
from tests.edits import edit

pytestmark = pytest.mark.anyio
POLICY = "policies/damage.de.md"


@pytest.fixture
async def loaded(database: Database, mini_folder: Path) -> Database:
    """The mini shop as its folder says."""
    await load_pack(database, mini_folder)
    return database


async def text_of(database: Database, path: str) -> str:
    async with database.store("mini") as conn:
        return (await stores.files(conn))[path]


async def test_an_edited_policy_is_a_new_version(loaded: Database) -> None:
    """The text before is superseded, and everything else stays as it was."""
    changes = {POLICY: await text_of(loaded, POLICY) + "\nEin Nachsatz.\n"}
    done = await edit(loaded, "Mia", changes)
    assert {noun: (c.added, c.changed, c.removed) for noun, c in done.changes.items()} == {
        "policies": (0, 1, 0),
        "macros": (0, 0, 0),
        "suppliers": (0, 0, 0),
    }
    async with loaded.store("mini") as conn:
        edited = [v for v in await versions.policies(conn) if v.origin == "console"]
    assert [(v.record.id, v.number, "Ein Nachsatz." in v.record.body) for v in edited] == [("damage", 2, True)]


async def test_an_edit_with_an_error_changes_nothing(loaded: Database) -> None:
    """The findings name file and line; the text in force stays."""
    before = await text_of(loaded, "refund_tree.yaml")
    with pytest.raises(PackRefused) as refused:
        await edit(loaded, "Mia", {"refund_tree.yaml": before.replace("nodes:", "knoten:")})
    assert refused.value.details["findings"][0].startswith("refund_tree.yaml:")
    assert await text_of(loaded, "refund_tree.yaml") == before


async def test_checking_an_edit_writes_nothing(loaded: Database) -> None:
    """The pack as it would be, and what is in force is untouched."""
    before = await text_of(loaded, POLICY)
    pack, findings = await check_edit(loaded, "mini", {POLICY: before + "\nEin Nachsatz.\n"})
    assert isinstance(pack, Pack) and findings == []
    assert await text_of(loaded, POLICY) == before


@pytest.mark.parametrize("path", ["../store.yaml", "orders.csv", "policies/../../x.md", "policies/.hidden.md"])
async def test_only_texts_of_a_pack_can_be_edited(loaded: Database, path: str) -> None:
    """A path outside of the pack, or a file of rows, is refused by name."""
    with pytest.raises(BadValue, match="no text of a store pack"):
        await edit(loaded, "Mia", {path: "x"})


async def test_a_shop_keeps_its_id(loaded: Database) -> None:
    """Another id in store.yaml would be another shop."""
    text = (await text_of(loaded, "store.yaml")).replace("id: mini", "id: maxi")
    with pytest.raises(BadValue, match="id: mini"):
        await edit(loaded, "Mia", {"store.yaml": text})


async def test_orders_and_tickets_stay_through_an_edit(loaded: Database) -> None:
    """What is not text is not read again, and not lost."""

    async def count() -> list[int]:
        async with loaded.store("mini") as conn:
            cursor = await conn.execute(
                "SELECT (SELECT count(*) FROM kulanz.orders) AS orders, (SELECT count(*) FROM kulanz.tickets) AS mails,"
                " (SELECT count(*) FROM kulanz.products) AS products"
            )
            return [int(n) for row in await cursor.fetchall() for n in row.values()]

    before = await count()
    await edit(loaded, "Mia", {POLICY: await text_of(loaded, POLICY) + "\nEin Nachsatz.\n"})
    assert await count() == before
    assert min(before) > 0


OTHER = "macros/ask.de.md"


@pytest.fixture
async def second(owner_url: str) -> AsyncIterator[Database]:
    """The same database over connections of its own."""
    async with Database(service_url(owner_url)) as other:
        yield other


async def test_two_who_save_different_files_at_once_both_have_their_way(loaded: Database, second: Database) -> None:
    """Each is read with what the other one wrote; no text of either is lost or put back."""
    opened = {path: await text_of(loaded, path) for path in (POLICY, OTHER)}
    await asyncio.gather(
        edit_pack(loaded, "mini", "Mia", {POLICY: f"{opened[POLICY]}\nVon Mia.\n"}, begun=marks(opened)),
        edit_pack(second, "mini", "Jo", {OTHER: f"{opened[OTHER]}\nVon Jo.\n"}, begun=marks(opened)),
    )
    assert "Von Mia." in await text_of(loaded, POLICY) and "Von Jo." in await text_of(loaded, OTHER)
    async with loaded.store("mini") as conn:
        policies, macros = await versions.policies(conn), await versions.macros(conn)
    assert sum("Von Mia." in one.record.body for one in policies) == 1
    assert sum("Von Jo." in one.record.body for one in macros) == 1


async def test_of_two_who_save_the_same_file_at_once_one_is_told(loaded: Database, second: Database) -> None:
    """Stale; what the other one wrote stays in force."""
    opened = {POLICY: await text_of(loaded, POLICY)}
    first, then = await asyncio.gather(
        *(
            edit_pack(who, "mini", name, {POLICY: f"{opened[POLICY]}\nVon {name}.\n"}, begun=marks(opened))
            for who, name in ((loaded, "Mia"), (second, "Jo"))
        ),
        return_exceptions=True,
    )
    [refused] = [one for one in (first, then) if isinstance(one, BaseException)]
    assert isinstance(refused, Stale) and refused.details == {"path": POLICY}
    assert ("Von Mia." in await text_of(loaded, POLICY)) != ("Von Jo." in await text_of(loaded, POLICY))


def marks(opened: dict[str, str]) -> dict[str, str]:
    return {path: mark_of(text) for path, text in opened.items()}


REMOVED = "policies/handling.en.md"


async def test_a_policy_out_of_force_is_kept_and_no_longer_holds(loaded: Database) -> None:
    """What drafts have cited can still be told; the files in force lack it."""
    async with loaded.store("mini") as conn:
        then = datetime.now(UTC)
        before = await versions.policy_history(conn, "handling", "en")
    await edit(loaded, "Mia", {REMOVED: None})
    async with loaded.store("mini") as conn:
        now = [one.record.id for one in await versions.policies(conn) if one.record.language == "en"]
        at = [one.record.id for one in await versions.policies_at(conn, then) if one.record.language == "en"]
        kept = await versions.policy_history(conn, "handling", "en")
        assert REMOVED not in await stores.files(conn) and REMOVED in await stores.removed_files(conn)
    assert "handling" not in now and "handling" in at
    assert [one.record for one in kept] == [one.record for one in before] and kept[0].superseded_at


async def test_a_folder_that_still_has_the_policy_is_refused_until_an_export(loaded: Database, tmp_path: Path) -> None:
    """Its diff is the whole text; the export deletes the file, and then the load goes through."""
    folder = Path(shutil.copytree("evals/stores/mini", tmp_path / "mini"))
    await edit(loaded, "Mia", {REMOVED: None})
    with pytest.raises(EditedElsewhere) as refused:
        await load_pack(loaded, folder)
    assert f"console/{REMOVED}" in refused.value.details["diffs"][0]
    assert await export_pack(loaded, "mini", folder) == [REMOVED] and not (folder / REMOVED).exists()
    await load_pack(loaded, folder)
    assert await export_pack(loaded, "mini", folder) == []


async def test_a_policy_that_the_tree_cites_cannot_be_taken_out(loaded: Database) -> None:
    """The finding names the line of the tree; nothing is touched."""
    with pytest.raises(PackRefused) as refused:
        await edit(loaded, "Mia", {POLICY: None})
    assert all("missing_section" in one for one in refused.value.details["findings"])
    assert await text_of(loaded, POLICY)


async def test_only_policies_can_be_taken_out(loaded: Database) -> None:
    """A shop without a tree would be none."""
    with pytest.raises(BadValue):
        await edit(loaded, "Mia", {"refund_tree.yaml": None})
