"""One run: its figures, its cases beside those of other runs, a report to take along, and making it the baseline."""

from collections.abc import Mapping
from typing import Literal

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect
from msgspec import Struct

from server.console.render import HEADERS, page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.db import audit, eval_runs, stores
from server.db.pool import Connection
from server.domain.store import Store
from server.evaluation.compare import Comparison, compare_statuses
from server.evaluation.junit import reasons
from server.evaluation.kept_runs import KeptRun, find_run, newest_runs, open_outline, open_run
from server.evaluation.page import as_page
from server.evaluation.result import CaseResult, Run
from server.evaluation.summary import Summary, summarise

_RUNS_BESIDE = 4
_ROWS = 50
_ORDER = ("broken", "error", "failed", "unscored", "fixed", "passed")

Show = Literal["all", "failed", "broken", "fixed", "error", "unscored", "flips"]
SHOWS: tuple[Show, ...] = ("all", "failed", "broken", "fixed", "error", "unscored", "flips")


class Row(Struct, frozen=True):
    """A case of the run. `became`: against the baseline; `elsewhere`: how it ended in each run beside, None: not in."""

    case: CaseResult
    became: Literal["broken", "fixed", ""]
    elsewhere: list[str | None]


class RunDesk(Struct, frozen=True):
    """What the page stands on. `beside`: other runs, the baseline first; `comparison` None where there is none."""

    store: Store
    kept: KeptRun
    run: Run
    summary: Summary
    baseline: KeptRun | None
    comparison: Comparison | None
    beside: list[KeptRun]
    rows: list[Row]
    counts: dict[Show, int]
    tags: list[str]


@get("/evals/runs/{run_id:str}")
async def show_run(
    request: AnyRequest,
    session: Session,
    database: OpenDatabase,
    run_id: FromPath[str],
    show: FromQuery[str] = "all",
    tag: FromQuery[str] = "",
    part: FromQuery[int] = 1,
) -> Response[str]:
    """The figures, and a part of the cases that `show` and `tag` choose: what broke or failed first."""
    async with database.store(session.store) as conn:
        desk = await _set_up(conn, run_id)
    chosen = [row for row in desk.rows if _is_shown(row, show) and (not tag or tag in row.case.tags)]
    parts = max(1, -(-len(chosen) // _ROWS))
    part = min(max(part, 1), parts)
    return page(
        request,
        "evals/run.html",
        here="evals",
        desk=desk,
        rows=chosen[(part - 1) * _ROWS : part * _ROWS],
        part=part,
        parts=parts,
        shows=SHOWS,
        show=show,
        tag=tag,
        reasons=reasons,
    )


@post("/evals/runs/{run_id:str}/baseline")
async def make_baseline(
    request: AnyRequest, session: Session, database: OpenDatabase, run_id: FromPath[str]
) -> Redirect:
    """Hold later runs to this one."""
    async with database.store(session.store) as conn:
        kept = await find_run(conn, run_id)
        await eval_runs.set_baseline(conn, session.store, kept.id, session.name)
        await audit.add(conn, session.store, session.name, "eval_baseline_set", {"run": kept.id})
    return Redirect(f"/console/evals/runs/{run_id}", status_code=303, headers=HEADERS)


@get("/evals/runs/{run_id:str}/report")
async def download_report(session: Session, database: OpenDatabase, run_id: FromPath[str]) -> Response[str]:
    """The run as one HTML file that needs nothing beside itself."""
    async with database.store(session.store) as conn:
        kept = await find_run(conn, run_id)
        run = await open_run(conn, kept)
        baseline = await _baseline(conn, kept)
        before = await open_run(conn, baseline) if baseline else None
    name = f"kulanz-{session.store}-{kept.made_at:%Y-%m-%d-%H%M}.html"
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(as_page(run, before), media_type="text/html", headers=headers)


async def _set_up(conn: Connection, run_id: str) -> RunDesk:
    kept = await find_run(conn, run_id)
    run = await open_outline(conn, kept)
    baseline = await _baseline(conn, kept)
    others = [one for one in await newest_runs(conn, 2 * _RUNS_BESIDE) if one.made_at < kept.made_at]
    beside = [*([baseline] if baseline else []), *(one for one in others if not one.is_baseline)][:_RUNS_BESIDE]
    statuses = {one.id: await _statuses(conn, one) for one in beside}
    mine = {case.name: case.status for case in run.cases}
    comparison = compare_statuses(statuses[baseline.id], mine) if baseline else None
    rows = [_row(case, comparison, [statuses[one.id] for one in beside]) for case in run.cases]
    rows.sort(key=lambda row: _ORDER.index(row.became or row.case.status))
    return RunDesk(
        (await stores.get(conn)).store,
        kept,
        run,
        summarise(run),
        baseline,
        comparison,
        beside,
        rows,
        {show: sum(_is_shown(row, show) for row in rows) for show in SHOWS},
        sorted({tag for case in run.cases for tag in case.tags}),
    )


async def _baseline(conn: Connection, kept: KeptRun) -> KeptRun | None:
    """The run that this one is held to; none where it is the baseline itself."""
    if kept.is_baseline:
        return None
    row = await eval_runs.baseline(conn)
    return await find_run(conn, row.run_id) if row else None


async def _statuses(conn: Connection, kept: KeptRun) -> dict[str, str]:
    return {one.name: one.status for one in await eval_runs.verdicts(conn, kept.id)}


def _row(case: CaseResult, comparison: Comparison | None, elsewhere: list[Mapping[str, str]]) -> Row:
    broken, fixed = (comparison.broken, comparison.fixed) if comparison else ([], [])
    became: Literal["broken", "fixed", ""] = "broken" if case.name in broken else "fixed" if case.name in fixed else ""
    return Row(case, became, [statuses.get(case.name) for statuses in elsewhere])


def _is_shown(row: Row, show: str) -> bool:
    match show:
        case "broken" | "fixed":
            return row.became == show
        case "failed" | "error" | "unscored":
            return row.case.status == show
        case "flips":
            return row.case.flips
    return True
