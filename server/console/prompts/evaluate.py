"""Run suites with the prompts of a label before it goes into production."""

from litestar import post
from litestar.response import Redirect

from server.console.jobs import start_job
from server.console.session import AnyRequest, OpenDatabase, OpenModel, OpenQueue, Session
from server.console.wording import said
from server.db import prompts
from server.errors import BadValue, ModelRequired
from server.evaluation.shipped_suites import shipped_suites

RUN_PAGE = "/console/evals/runs/{id}"


@post("/prompts/evaluate")
async def run_suites_on_label(
    request: AnyRequest, session: Session, database: OpenDatabase, model: OpenModel, queue: OpenQueue
) -> Redirect:
    """Start the run; its page compares it with the baseline once it is done."""
    form = await request.form()
    label, suites = str(form.get("label") or ""), [str(suite) for suite in form.getall("suites", [])]
    if model is None:
        raise ModelRequired(said("refusal.needs_model"))
    if not suites or not set(suites) <= set(shipped_suites()):
        raise BadValue(said("refusal.suites", known=", ".join(shipped_suites())))
    async with database.store(session.store) as conn:
        if label not in await prompts.labels(conn):
            raise BadValue(said("refusal.unlabelled", label=label))
    asked = {"suites": suites, "prompts": label, "then": RUN_PAGE}
    job = await start_job(database, queue, session, "eval", asked)
    return Redirect(f"/console/jobs/{job.id}", status_code=303)
