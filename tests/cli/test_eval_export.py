"""`kulanz eval export`: a shop's own suites as files that `kulanz eval run` takes."""

import asyncio
from pathlib import Path

from server.db import eval_cases
from server.db.embedded import EmbeddedPostgres
from server.db.migrate import service_url
from server.db.pool import Database
from server.domain.access import Principal
from server.domain.draft import DraftRequest
from server.domain.ticket import Message, Ticket
from server.drafting.draft_reply import draft_reply, finished
from tests.cli.test_commands import kulanz

CASE = """- id: austria
  why: the language of the question
  store: mini
  ticket: {messages: [{author: customer, text: "How long does delivery to Austria take?"}]}
  expect: {language: en, checks: all}
  reviewed_by: 'Jo Ost'
"""


async def keep_case(home: Path) -> None:
    """In the shop's database, as the console keeps it."""
    server = EmbeddedPostgres(home)
    try:
        async with Database(service_url(server.owner_url)) as database:
            request = DraftRequest(Ticket([Message("customer", "How long does delivery to Austria take?")]))
            agent = Principal("mini", "agent", None, None)
            draft = await finished(draft_reply(database, agent, request))
            async with database.store("mini") as conn:
                await eval_cases.save(conn, "mini", draft.id, "accepted", "shipping", CASE, "Jo Ost")
    finally:
        server.stop()


def test_a_suite_of_the_shop_is_exported_and_run(tmp_path: Path, mini_folder: Path) -> None:
    """One file for each suite, with the line by which editors check it."""
    assert kulanz(tmp_path, "load", str(mini_folder)).returncode == 0
    asyncio.run(keep_case(tmp_path))
    done = kulanz(tmp_path, "eval", "export", str(tmp_path / "suites"))
    file = tmp_path / "suites" / "shipping.yaml"
    assert done.returncode == 0 and str(file) in done.stdout.replace("\n", "")
    assert file.read_text("utf-8").startswith("# yaml-language-server:") and CASE in file.read_text("utf-8")
    run = kulanz(tmp_path, "eval", "run", str(file))
    assert run.returncode == 0, run.stdout + run.stderr
