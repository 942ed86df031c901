"""Long work that a page started: how far it is, and a way to stop it."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar_htmx import ClientRedirect

from server.console.render import HEADERS, page, wants_fragment
from server.console.session import AnyRequest, OpenDatabase, Session
from server.db import audit, jobs
from server.db.pool import Database
from server.domain.access import Principal
from server.domain.job import Job, JobKind, JobQueue


async def start_job(
    database: Database,
    queue: JobQueue,
    session: Principal,
    kind: JobKind,
    request: dict[str, Any],
    file: bytes | None = None,
) -> Job:
    """Create a job and let the worker take it up. `request["then"]`: the page to open when it is done, with `{id}` for
    the job's id. Send the reader to `/console/jobs/{id}`, or show `_job.html` within the page."""
    actor = session.name
    async with database.store(session.store) as conn:
        job = await jobs.create(conn, session.store, kind, request, actor, file)
        await audit.add(conn, session.store, actor, "job_started", {"kind": kind, "job": job.id})
    await queue.put(session.store, job.id)
    return job


@get("/jobs/{job_id:str}")
async def show_job(
    request: AnyRequest, session: Session, database: OpenDatabase, job_id: FromPath[str]
) -> Response[Any]:
    """How far it is; asked by htmx once a second until it is over. Done work leads to its page."""
    async with database.store(session.store) as conn:
        job = await jobs.get(conn, job_id)
    if job.state == "done" and job.then:
        if wants_fragment(request):
            return ClientRedirect(job.then)
        return Redirect(job.then, status_code=303, headers=HEADERS)
    return page(request, "_job.html" if wants_fragment(request) else "job.html", job=job)


@post("/jobs/{job_id:str}/stop", status_code=303)
async def stop_job(request: AnyRequest, session: Session, database: OpenDatabase, job_id: FromPath[str]) -> Redirect:
    """Ask for a stop, and come back to see it."""
    async with database.store(session.store) as conn:
        await jobs.request_stop(conn, job_id)
        await audit.add(conn, session.store, session.name, "job_stopped", {"job": job_id})
    return Redirect(f"/console/jobs/{job_id}", status_code=303, headers=HEADERS)
