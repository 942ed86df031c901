"""All runs, and starting another."""

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect
from msgspec import Struct

from server.console.jobs import start_job
from server.console.render import HEADERS, page
from server.console.session import AnyRequest, OpenDatabase, OpenModel, OpenQueue, Session
from server.console.wording import said
from server.db import jobs, prompts, stores
from server.db.pool import Connection
from server.domain.job import Job
from server.domain.store import Store
from server.errors import BadValue, KulanzError, ModelRequired
from server.evaluation.choose_suites import chosen_cases, suites_to_choose
from server.evaluation.kept_runs import KeptRun, newest_runs
from server.stores.prompts import PRODUCTION

_RUN_PAGE = "/console/evals/runs/{id}"
_MOST_TIMES = 10


class RunsDesk(Struct, frozen=True):
    """What the page stands on. `choice`: suites by where they come from; `under_way`: runs that are not over."""

    store: Store
    runs: list[KeptRun]
    choice: dict[str, list[str]]
    labels: list[str]
    under_way: list[Job]


class RunForm(Struct, frozen=True):
    """What was asked for."""

    suites: list[str]
    label: str = PRODUCTION
    writer: str = "model"
    repeat: str = "1"


@get("/evals")
async def show_runs(request: AnyRequest, session: Session, database: OpenDatabase, model: OpenModel) -> Response[str]:
    """The runs, newest first, and the form for another."""
    async with database.store(session.store) as conn:
        desk = await _set_up(conn)
    return _answer(request, desk, RunForm([*desk.choice["own"], "replies"]), has_model=model is not None)


@post("/evals/runs", status_code=200)
async def start_run(
    request: AnyRequest, session: Session, database: OpenDatabase, model: OpenModel, queue: OpenQueue
) -> Response[Any]:
    """Let the worker run the suites that were chosen; what cannot be run is told beside the form."""
    sent = await request.form()
    form = RunForm(
        [str(suite) for suite in sent.getall("suites", [])],
        str(sent.get("label") or PRODUCTION),
        str(sent.get("writer") or "macros"),
        str(sent.get("repeat") or "1").strip(),
    )
    try:
        async with database.store(session.store) as conn:
            await chosen_cases(conn, session.store, form.suites)
            labels = await prompts.labels(conn)
        asked = _request(form, labels, has_model=model is not None)
    except KulanzError as error:
        async with database.store(session.store) as conn:
            desk = await _set_up(conn)
        return _answer(request, desk, form, has_model=model is not None, error=error)
    job = await start_job(database, queue, session, "eval", asked)
    return Redirect(f"/console/jobs/{job.id}", status_code=303, headers=HEADERS)


def _request(form: RunForm, labels: list[str], *, has_model: bool) -> dict[str, Any]:
    if form.label not in (PRODUCTION, *labels):
        raise BadValue(said("refusal.unlabelled.list", label=form.label))
    if form.writer == "model" and not has_model:
        raise ModelRequired(said("refusal.no_model"))
    if not form.repeat.isdecimal() or not 1 <= int(form.repeat) <= _MOST_TIMES:
        raise BadValue(said("refusal.times", most=_MOST_TIMES))
    return {
        "suites": form.suites,
        "prompts": form.label,
        "model": form.writer == "model",
        "repeat": int(form.repeat),
        "then": _RUN_PAGE,
    }


async def _set_up(conn: Connection) -> RunsDesk:
    return RunsDesk(
        (await stores.get(conn)).store,
        await newest_runs(conn),
        await suites_to_choose(conn),
        await prompts.labels(conn),
        [job for job in await jobs.newest(conn, "eval", 10) if not job.is_over],
    )


def _answer(
    request: AnyRequest, desk: RunsDesk, form: RunForm, *, has_model: bool, error: KulanzError | None = None
) -> Response[str]:
    return page(
        request,
        "evals/runs.html",
        here="evals",
        error=error,
        desk=desk,
        form=form,
        has_model=has_model,
        most_times=_MOST_TIMES,
    )
