"""Prompts in a shop's own words: versions stay, labels move, and a share of tickets may try a second label."""

from pathlib import Path

import psycopg
import pytest

from server.db import prompts
from server.db.pool import Database
from server.db.prompts import Trial
from server.domain.endpoint import Endpoint
from server.domain.ticket import Message, Ticket
from server.errors import BadValue
from server.llm.client import Model
from server.llm.prompts import BUILT_IN
from server.stores.load import load_pack
from server.stores.prompts import add_version, choose_prompts, difference, move_label, prompts_in_force, set_trial

pytestmark = pytest.mark.anyio

STYLE = "snippets/style.en"
KINDER = BUILT_IN.texts[STYLE] + "- Thank people who sent a picture.\n"


@pytest.fixture
async def shop(database: Database, mini_folder: Path) -> Database:
    await load_pack(database, mini_folder)
    return database


async def test_without_a_label_what_comes_with_kulanz_serves(shop: Database) -> None:
    """A version that no label is on changes nothing."""
    async with shop.store("mini") as conn:
        await add_version(conn, "mini", STYLE, KINDER, "Jonas")
        assert (await prompts_in_force(conn)).texts == BUILT_IN.texts


async def test_a_label_moves_and_moves_back(shop: Database) -> None:
    """Published, and rolled back; staging takes from production what it has no version of."""
    async with shop.store("mini") as conn:
        version = await add_version(conn, "mini", STYLE, KINDER, "Jonas")
        await move_label(conn, "mini", STYLE, "production", version, "Jonas")
        assert (await prompts_in_force(conn)).texts[STYLE] == KINDER
        assert (await prompts_in_force(conn, "staging")).texts[STYLE] == KINDER
        await move_label(conn, "mini", STYLE, "production", "built-in", "Jonas")
        assert (await prompts_in_force(conn)).texts == BUILT_IN.texts


async def test_a_difference_names_what_is_compared(shop: Database) -> None:
    """As a unified diff, by label or version."""
    async with shop.store("mini") as conn:
        version = await add_version(conn, "mini", STYLE, KINDER, "Jonas")
        diff = await difference(conn, STYLE, "production", version)
        assert "+- Thank people who sent a picture." in diff
        assert await difference(conn, STYLE, "built-in", "production") == ""


async def test_a_version_that_is_not_there_takes_no_label(shop: Database) -> None:
    """And a wording that could not serve is not kept."""
    async with shop.store("mini") as conn:
        with pytest.raises(BadValue, match="There is no version"):
            await move_label(conn, "mini", STYLE, "production", "0" * 12, "Jonas")
        with pytest.raises(BadValue):
            await add_version(conn, "mini", "reply", "Just write something nice.", "Jonas")
        assert await prompts.versions(conn) == []


async def test_a_version_can_be_neither_changed_nor_removed(shop: Database, owner_url: str) -> None:
    """Not even by the owner of the database."""
    async with shop.store("mini") as conn:
        await add_version(conn, "mini", STYLE, KINDER, "Jonas")
    with psycopg.connect(owner_url) as conn, pytest.raises(psycopg.errors.RestrictViolation):
        conn.execute("UPDATE kulanz.prompt_versions SET content = 'x'")


async def test_a_share_of_tickets_tries_the_second_label(shop: Database) -> None:
    """A ticket is always on the same side; 0 percent ends the trial."""
    tickets = [Ticket([Message("customer", f"Frage {number}")]) for number in range(200)]
    async with shop.store("mini") as conn, Model(Endpoint("none", "http://127.0.0.1:9/v1", "none", 1)) as model:
        version = await add_version(conn, "mini", STYLE, KINDER, "Jonas")
        await move_label(conn, "mini", STYLE, "staging", version, "Jonas")
        await set_trial(conn, "mini", Trial("staging", 30), "Jonas")
        chosen = [(await choose_prompts(conn, ticket, model)).label for ticket in tickets]
        again = [(await choose_prompts(conn, ticket, model)).label for ticket in tickets]
        assert chosen == again
        assert 30 <= chosen.count("staging") <= 90
        await set_trial(conn, "mini", Trial("staging", 0), "Jonas")
        assert (await choose_prompts(conn, tickets[0], model)).label == "production"


async def test_a_trial_needs_a_label_that_is_on_something(shop: Database) -> None:
    """And a share of at most all; who set it stands in the audit log."""
    async with shop.store("mini") as conn:
        for trial in (Trial("staging", 10), Trial("production", 101)):
            with pytest.raises(BadValue):
                await set_trial(conn, "mini", trial, "Jonas")
        assert await prompts.trial(conn) is None


@pytest.mark.parametrize("label", ["", "built-in", "Two words", "x" * 41])
async def test_a_label_is_one_small_word(shop: Database, label: str) -> None:
    """What could be taken for a version, or typed in two ways, is refused."""
    async with shop.store("mini") as conn:
        with pytest.raises(BadValue, match="A label is"):
            await move_label(conn, "mini", STYLE, label, "built-in", "Jonas")
