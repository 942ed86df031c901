"""Runs that a shop keeps: listed by their figures, opened with every case."""

from datetime import datetime

from msgspec import Raw, Struct, json, structs

from server.db import eval_runs
from server.db.eval_runs import ResultRow, RunRow
from server.db.pool import Connection
from server.domain.money import Money
from server.domain.statistics import Rate
from server.domain.ticket import Ticket
from server.evaluation.result import CaseResult, Run
from server.evaluation.summary import Summary, summarise

_cases = json.Decoder(CaseResult)


class RunHead(Struct, frozen=True):
    """What a list shows of a run. `label`: of the prompts; `run`: without its cases."""

    run: Run
    suites: list[str]
    label: str
    passed: Rate
    errors: int
    unscored: int
    cost: Money | None


class KeptRun(Struct, frozen=True):
    id: str
    head: RunHead
    made_by: str
    made_at: datetime
    is_baseline: bool


async def keep_run(
    conn: Connection, store_id: str, run_id: str, run: Run, *, suites: list[str], label: str, by: str
) -> Summary:
    """Keep a run with all its cases; its figures."""
    summary = summarise(run)
    head = RunHead(
        structs.replace(run, cases=[]),
        suites,
        label,
        summary.all,
        summary.errors,
        summary.unscored,
        summary.speed.cost,
    )
    await eval_runs.save(conn, store_id, run_id, head, (_row_of(case) for case in run.cases), by)
    return summary


async def newest_runs(conn: Connection, limit: int = 50) -> list[KeptRun]:
    """The newest first, without their cases."""
    return [_kept(row) for row in await eval_runs.newest(conn, limit)]


async def find_run(conn: Connection, run_id: str) -> KeptRun:
    """One of them, or RunNotFound."""
    return _kept(await eval_runs.get(conn, run_id))


async def open_run(conn: Connection, kept: KeptRun) -> Run:
    """The run with every case."""
    return _run_of(kept, await eval_runs.results(conn, kept.id))


async def open_outline(conn: Connection, kept: KeptRun) -> Run:
    """The run with every case as lists show it: how each attempt was judged, without what was said and found."""
    return _run_of(kept, await eval_runs.outlines(conn, kept.id))


async def case_of(conn: Connection, run_id: str, name: str) -> CaseResult | None:
    """One case of a run; None where the run did not have it."""
    record = await eval_runs.result(conn, run_id, name)
    return json.decode(record, type=CaseResult) if record is not None else None


def _run_of(kept: KeptRun, records: list[Raw]) -> Run:
    return structs.replace(kept.head.run, cases=_cases.decode_lines(b"\n".join(records)))


def _row_of(case: CaseResult) -> ResultRow:
    return ResultRow(case.name, case.status, case, _outline(case))


def _outline(case: CaseResult) -> CaseResult:
    """Of the ticket its subject alone, of the answers what figures are made of."""
    attempts = [
        structs.replace(
            one, answer=one.answer and structs.replace(one.answer, text="", citations=[], checks=[], found=[])
        )
        for one in case.attempts
    ]
    ticket = case.ticket and Ticket([], subject=case.ticket.subject)
    return structs.replace(case, ticket=ticket, reference=None, why="", query=None, attempts=attempts)


def _kept(row: RunRow) -> KeptRun:
    return KeptRun(row.run_id, json.decode(row.record, type=RunHead), row.made_by, row.made_at, row.is_baseline)
