"""The work of an eval: suites run against the shop as it is in force, with the prompts of a label."""

from typing import Any

from server.domain.job import Job
from server.evaluation.choose_suites import chosen_cases
from server.evaluation.kept_runs import keep_run
from server.evaluation.result import CaseResult
from server.evaluation.run_suites import run_suites
from server.evaluation.shipped_suites import shipped_packs
from server.jobs.context import JobContext
from server.stores.prompts import PRODUCTION, prompts_in_force


async def run_eval(context: JobContext) -> Any:
    """The run's figures; the run is kept under the job's id. The request: `suites`, and where they are not as usual
    `prompts` (a label, else production), `model` (false: macros write) and `repeat` (else once)."""
    job = context.job
    suites, label = list[str](job.request["suites"]), str(job.request.get("prompts") or PRODUCTION)
    async with context.database.store(context.store_id) as conn:
        cases = await chosen_cases(conn, context.store_id, suites)
        prompts = await prompts_in_force(conn, label)
    context.advance("cases", 0, len(cases))
    done = list[CaseResult]()

    def on_case(case: CaseResult) -> None:
        done.append(case)
        context.advance("cases", len(done), len(cases))

    with shipped_packs() as shops:
        run = await run_suites(
            cases,
            {**shops, context.store_id: context.database},
            model=context.model if job.request.get("model", True) else None,
            prompts=prompts,
            repeat=_repeat(job),
            cache=context.home / "eval-answers",
            on_case=on_case,
        )
    async with context.database.store(context.store_id) as conn:
        summary = await keep_run(conn, context.store_id, job.id, run, suites=suites, label=label, by=job.started_by)
    return {"passed": summary.all.passed, "scored": summary.all.n, "errors": summary.errors}


def _repeat(job: Job) -> int:
    return max(1, int(job.request.get("repeat") or 1))
