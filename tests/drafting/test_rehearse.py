"""A rehearsal is a draft in all but its traces."""

from pathlib import Path

import pytest
from msgspec import structs

from server.db import overview
from server.db.pool import Database
from server.domain.access import Principal
from server.domain.draft import DraftRequest
from server.domain.ticket import Customer, Message, Ticket
from server.drafting.draft_reply import draft_reply, finished
from server.drafting.rehearse import rehearse_reply
from server.drafting.rehearse_macro import rehearse_macro
from server.stores.load import load_pack
from server.stores.prompts import add_version, move_label
from server.stores.shop import open_shop

pytestmark = pytest.mark.anyio

MANAGER = Principal("mini", "manager", "Jonas", None)
REQUEST = DraftRequest(
    Ticket(
        [Message("customer", "Hallo, wo bleibt meine Bestellung #1001? Sandra Köhler")],
        customer=Customer("Sandra Köhler", "sandra.koehler@mail.example"),
    ),
    as_of="2026-08-10T12:00:00+02:00",
)


@pytest.fixture
async def shop(database: Database, mini_folder: Path) -> Database:
    await load_pack(database, mini_folder)
    return database


async def count(database: Database) -> int:
    async with database.store("mini") as conn:
        return (await overview.counts(conn)).tickets


async def test_a_rehearsal_says_what_the_draft_says_and_keeps_nothing(shop: Database) -> None:
    """Twice the same, for the first left no opening behind that the second would have to avoid."""
    before = await count(shop)
    once = (await rehearse_reply(shop, MANAGER, REQUEST)).draft
    again = (await rehearse_reply(shop, MANAGER, REQUEST)).draft
    assert await count(shop) == before
    kept = await finished(draft_reply(shop, MANAGER, REQUEST))
    assert once.text == again.text == kept.text and once.decision.outcome == kept.decision.outcome
    assert await count(shop) == before + 1


async def test_the_prompt_of_a_label_is_rehearsed_without_a_model(shop: Database) -> None:
    """Its words stand in what a model would be asked; nobody's name does."""
    async with shop.store("mini") as conn:
        version = await add_version(conn, "mini", "snippets/style.de-du", "- Freu dich.\n", "Jonas")
        await move_label(conn, "mini", "snippets/style.de-du", "staging", version, "Jonas")
    in_production = await rehearse_reply(shop, MANAGER, REQUEST)
    staged = await rehearse_reply(shop, MANAGER, REQUEST, label="staging")
    assert staged.asked and "- Freu dich." in staged.asked[0].text
    assert in_production.asked and "- Freu dich." not in in_production.asked[0].text
    assert "Köhler" not in str(staged.asked) + str(staged.read) and "#1001" in str(staged.asked)


async def test_a_macro_is_rehearsed_on_tickets_of_its_outcome(shop: Database) -> None:
    """In words that are not in force; at most as many as wanted."""
    async with shop.store("mini") as conn:
        macros = {(m.record.id, m.record.language): m.record for m in (await open_shop(conn)).macros}
    macro = structs.replace(macros["replacement", "de"], body="Ganz neue Worte: Ersatz kommt.")
    rehearsed = await rehearse_macro(shop, MANAGER, macro, most=2)
    assert 0 < len(rehearsed) <= 2
    assert all("Ganz neue Worte" in one.draft.text for one in rehearsed)
    assert {one.draft.decision.outcome for one in rehearsed} == {"replacement"}
