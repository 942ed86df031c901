"""Two runs side by side: what was fixed, what broke, and whether that is more than chance."""

from litestar import Response, get
from litestar.params import FromQuery
from msgspec import Struct

from server.console.render import page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.db import eval_runs, stores
from server.db.pool import Connection
from server.domain.store import Store
from server.evaluation.compare import Comparison, compare_statuses
from server.evaluation.kept_runs import KeptRun, find_run, newest_runs


class CompareDesk(Struct, frozen=True):
    """`comparison` None until two runs are chosen."""

    store: Store
    runs: list[KeptRun]
    before: KeptRun | None
    after: KeptRun | None
    comparison: Comparison | None


@get("/evals/compare")
async def compare_runs(
    request: AnyRequest,
    session: Session,
    database: OpenDatabase,
    before: FromQuery[str] = "",
    after: FromQuery[str] = "",
) -> Response[str]:
    """Two of the runs; where none is named, the newest against the baseline or the one before it."""
    async with database.store(session.store) as conn:
        desk = await _set_up(conn, before, after)
    return page(request, "evals/compare.html", here="evals", desk=desk)


async def _set_up(conn: Connection, before: str, after: str) -> CompareDesk:
    runs = await newest_runs(conn)
    late = await find_run(conn, after) if after else next(iter(runs), None)
    rest = [run for run in runs if late is None or run.id != late.id]
    usual = next((run for run in rest if run.is_baseline), next(iter(rest), None))
    early = await find_run(conn, before) if before else usual
    comparison = None
    if early and late:
        old, new = [{one.name: one.status for one in await eval_runs.verdicts(conn, run.id)} for run in (early, late)]
        comparison = compare_statuses(old, new)
    return CompareDesk((await stores.get(conn)).store, runs, early, late, comparison)
