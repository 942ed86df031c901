"""An eval that a page starts: against the shop as it is in force, with its own suites, kept with every case."""

from pathlib import Path
from typing import Any

import pytest

from server.db import eval_cases, eval_runs, jobs
from server.db.pool import Database
from server.domain.access import Principal
from server.domain.draft import DraftRequest
from server.domain.ticket import Message, Ticket
from server.drafting.draft_reply import draft_reply, finished
from server.errors import BadValue
from server.evaluation.choose_suites import suites_to_choose
from server.evaluation.kept_runs import case_of, find_run, newest_runs, open_run
from server.jobs.context import JobContext
from server.jobs.run_eval import run_eval
from server.retrieval.find import BY_DEFAULT
from server.stores.load import load_pack
from server.stores.prompts import PRODUCTION
from tests.edits import edit

pytestmark = pytest.mark.anyio

QUESTION = "How long does delivery to Austria take?"
OWN = f"""
- id: austria
  why: the countries are told
  store: mini
  ticket: {{messages: [{{author: customer, text: "{QUESTION}"}}]}}
  expect: {{language: en, contains: [Greenland]}}
"""
MACRO = "macros/inform-shipping.en.md"


@pytest.fixture
async def shop(database: Database, mini_folder: Path) -> Database:
    """With a suite of its own."""
    await load_pack(database, mini_folder)
    agent = Principal("mini", "agent", None, None)
    draft = await finished(draft_reply(database, agent, DraftRequest(Ticket([Message("customer", QUESTION)]))))
    async with database.store("mini") as conn:
        await eval_cases.save(conn, "mini", draft.id, "accepted", "shipping", OWN, "Jo Ost")
    return database


async def run(shop: Database, home: Path, **request: Any) -> str:
    """The id of the run that the job made."""
    async with shop.store("mini") as conn:
        job = await jobs.create(conn, "mini", "eval", request, "Jo Ost")
    told = list[tuple[str, int, int | None]]()
    context = JobContext(
        shop, "mini", job, b"", None, BY_DEFAULT, home, lambda step, done, total: told.append((step, done, total))
    )
    await run_eval(context)
    assert told[0][1] == 0 and told[-1][1] == told[-1][2] and {step for step, _, _ in told} == {"cases"}
    return job.id


async def test_what_the_console_edited_is_what_is_tried(shop: Database, mini_folder: Path, tmp_path: Path) -> None:
    """A macro's new words fix the case; both runs are kept under their jobs' ids."""
    before = await run(shop, tmp_path, suites=["own:shipping"])
    text = (mini_folder / MACRO).read_text(encoding="utf-8")
    await edit(shop, "Jo Ost", {MACRO: f"{text.rstrip()}\n\nWe do not deliver to Greenland.\n"})
    after = await run(shop, tmp_path, suites=["own:shipping"])
    async with shop.store("mini") as conn:
        assert [one.id for one in await newest_runs(conn)] == [after, before]
        runs = [await open_run(conn, await find_run(conn, run_id)) for run_id in (before, after)]
        case = await case_of(conn, after, "shipping/austria")
    assert [one.cases[0].status for one in runs] == ["failed", "passed"]
    assert case == runs[1].cases[0] and case.ticket and case.ticket.messages[0].text == QUESTION


async def test_a_run_says_what_it_was_made_of_and_may_be_the_baseline(shop: Database, tmp_path: Path) -> None:
    """Suites, label, figures and who started it."""
    run_id = await run(shop, tmp_path, suites=["past-tickets", "language"], model=False, repeat=1)
    async with shop.store("mini") as conn:
        assert not (await find_run(conn, run_id)).is_baseline
        await eval_runs.set_baseline(conn, "mini", run_id, "Jo Ost")
        kept = await find_run(conn, run_id)
        statuses = [one.status for one in await eval_runs.verdicts(conn, run_id)]
    assert kept.is_baseline and kept.made_by == "Jo Ost"
    assert (kept.head.suites, kept.head.label) == (["past-tickets", "language"], PRODUCTION)
    assert kept.head.run.cases == [] and kept.head.passed.n == len(statuses) - statuses.count("unscored")
    assert kept.head.run.versions.model is None and kept.head.cost is None


async def test_suites_are_chosen_from_those_that_are_there(shop: Database, tmp_path: Path) -> None:
    """The shop's own, its past tickets, those that come with Kulanz; nothing else."""
    async with shop.store("mini") as conn:
        choice = await suites_to_choose(conn)
    assert (choice["own"], choice["past"]) == (["own:shipping"], ["past-tickets"])
    assert "replies" in choice["shipped"]
    with pytest.raises(BadValue):
        await run(shop, tmp_path, suites=["../secrets"])
