"""What an edit would change on past tickets: started from the form, read as a report, and published from there."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import convert

from server.cases.replay import Replay
from server.console.jobs import start_job
from server.console.render import HEADERS, page, speech_of
from server.console.replay_report import end_in
from server.console.session import AnyRequest, OpenDatabase, OpenQueue, Session
from server.console.tree.edit import answer_edit, check, publish
from server.console.tree.edit_form import changes_of, edit_of, read_edit
from server.console.tree.findings import TREE_FILE
from server.db import jobs, stores
from server.db.pool import Connection
from server.domain.job import Job
from server.errors import JobNotFound
from server.stores.shop import open_shop


@post("/tree/replays", status_code=303)
async def start_replay(
    request: AnyRequest, session: Session, database: OpenDatabase, queue: OpenQueue
) -> Response[Any]:
    """Replay past tickets under what stands in the form; with errors in it, the form again."""
    edit = read_edit(await request.form())
    async with database.store(session.store) as conn:
        texts = await stores.files(conn)
    checked = await check(request, database, session.store, edit, texts)
    if checked.has_errors or checked.is_same:
        return answer_edit(request, edit, texts, checked=checked)
    changes = changes_of(edit, texts)
    work = {"changes": changes, "base": edit.base, "version": checked.version, "then": "/console/tree/replays/{id}"}
    job = await start_job(database, queue, session, "replay", work)
    return Redirect(f"/console/jobs/{job.id}", status_code=303, headers=HEADERS)


@post("/tree/read", status_code=303)
async def read_tickets(request: AnyRequest, session: Session, database: OpenDatabase, queue: OpenQueue) -> Redirect:
    """Read the past tickets that have not been read, by a replay of the tree in force."""
    async with database.store(session.store) as conn:
        texts = await stores.files(conn)
    work = {"changes": {TREE_FILE: texts[TREE_FILE]}, "then": "/console/tree"}
    job = await start_job(database, queue, session, "replay", work)
    return Redirect(f"/console/jobs/{job.id}", status_code=303, headers=HEADERS)


@get("/tree/replays/{job_id:str}")
async def show_replay(
    request: AnyRequest, session: Session, database: OpenDatabase, job_id: FromPath[str]
) -> Response[Any]:
    """Which decisions flip, from where to where, and what that costs a month; how far it is while it runs."""
    async with database.store(session.store) as conn:
        job = await replay_job(conn, job_id)
        stored = await stores.get(conn)
    if job.state != "done":
        return Redirect(f"/console/jobs/{job_id}", status_code=303, headers=HEADERS)
    replayed = convert(job.result, Replay)
    return page(
        request,
        "tree/replay.html",
        here="tree",
        tab="edit",
        job=job,
        replay=replayed,
        comparison=replayed.comparison,
        end=end_in(speech_of(request)),
        ticket_address="/console/try?ticket=",
        is_overtaken=job.request["base"] != stored.tree_version,
    )


@post("/tree/replays/{job_id:str}/publish", status_code=303)
async def publish_replayed(
    request: AnyRequest, session: Session, database: OpenDatabase, job_id: FromPath[str]
) -> Response[Any]:
    """Put in force exactly what was replayed."""
    async with database.store(session.store) as conn:
        job = await replay_job(conn, job_id)
        shop, texts = await open_shop(conn), await stores.files(conn)
    edit = edit_of(texts | job.request["changes"], job.request["base"])
    return await publish(request, database, session, edit, shop, texts)


async def replay_job(conn: Connection, job_id: str) -> Job:
    """A replay of an edit, or JobNotFound."""
    job = await jobs.get(conn, job_id)
    if job.kind != "replay" or "base" not in job.request:
        raise JobNotFound("There is no such replay in this store; start it again from the form.")
    return job
