"""One case of a run: what was asked, what was said, and why it passed or did not."""

from litestar import Response, get
from litestar.params import FromPath, FromQuery
from msgspec import Struct

from server.console.render import page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.console.try_it.word_diff import Piece, word_diff
from server.db import eval_runs, stores
from server.db.pool import Connection
from server.domain.store import Store
from server.errors import CaseNotFound
from server.evaluation.kept_runs import KeptRun, case_of, find_run
from server.evaluation.result import Answer, CaseResult


class CaseDesk(Struct, frozen=True):
    """`before`, `after`: the baseline's draft and this one in pieces; empty where they say the same."""

    store: Store
    kept: KeptRun
    case: CaseResult
    answer: Answer | None
    baseline_status: str | None
    before: list[Piece]
    after: list[Piece]


@get("/evals/runs/{run_id:str}/case")
async def show_case(
    request: AnyRequest, session: Session, database: OpenDatabase, run_id: FromPath[str], name: FromQuery[str]
) -> Response[str]:
    """Ticket, draft, sources, checks and reasons; of a held-out case the verdict alone."""
    async with database.store(session.store) as conn:
        desk = await _set_up(conn, run_id, name)
    return page(request, "evals/case.html", here="evals", desk=desk)


async def _set_up(conn: Connection, run_id: str, name: str) -> CaseDesk:
    kept = await find_run(conn, run_id)
    case = await case_of(conn, kept.id, name)
    if case is None:
        raise CaseNotFound("This run had no such case; choose one from its list.")
    row = await eval_runs.baseline(conn)
    base = await case_of(conn, row.run_id, name) if row and row.run_id != kept.id else None
    answer, earlier = _answer_of(case), _answer_of(base)
    is_other = answer is not None and earlier is not None and answer.text != earlier.text
    before, after = word_diff(earlier.text, answer.text) if is_other and answer and earlier else ([], [])
    store = (await stores.get(conn)).store
    return CaseDesk(store, kept, case, answer, base.status if base else None, before, after)


def _answer_of(case: CaseResult | None) -> Answer | None:
    """What was said the first time."""
    return case.attempts[0].answer if case and case.attempts else None
