"""A draft that nobody gets: made as any other, under prompts of choice or without a model, and not kept."""

import asyncio
from time import perf_counter

from msgspec import Struct, structs

from server.db.pool import Connection, Database
from server.domain.access import Principal
from server.domain.draft import Draft, DraftRequest
from server.domain.passage import Passage
from server.domain.ticket import PastTicket, Ticket
from server.drafting.draft_reply import Origin, Prepared, checked, finished, prepare, write_prepared
from server.drafting.macro_writer.write import write
from server.drafting.model_writer.material import LANGUAGES, Job, gather_material
from server.llm.client import Model, Turn
from server.llm.prompts import PromptLibrary
from server.retrieval.find import BY_DEFAULT, Weights
from server.stores.prompts import PRODUCTION, ChosenPrompts, choose_prompts, prompts_in_force
from server.tickets.model_reading.read_with_model import ReadingPrompt, reading_turns
from server.tickets.redaction.known import known_people


class Rehearsal(Struct, frozen=True):
    """A draft with what only a person who looks into it asks for.

    `cited`, `near`: its sources, with why search found those near the question. `asked`: what a model is first sent,
    or would be where none writes; None in a language that macros write alone. `read`: what it is asked when it reads
    the ticket first; empty where there are no words to read. `label`: of the prompts that it writes by.
    """

    draft: Draft
    cited: list[Passage]
    near: list[Passage]
    asked: list[Turn] | None
    read: list[Turn]
    label: str


async def rehearse_reply(
    database: Database,
    principal: Principal,
    request: DraftRequest,
    *,
    label: str | None = None,
    model: Model | None = None,
    weights: Weights = BY_DEFAULT,
) -> Rehearsal:
    """Draft without a trace, with the prompts under `label`; None: those that serve the ticket, trial included.

    Raises what `draft_reply` does.
    """
    started = perf_counter()
    request = checked(request, model)
    async with database.store(principal.store) as conn:
        prepared = await prepare(conn, principal, request, Origin(), model, weights)
        chosen = await _prompts(conn, request.ticket, label, model)
        in_production = await prompts_in_force(conn)
    prepared = structs.replace(prepared, prompts=chosen)
    draft = await finished(write_prepared(prepared, request, Origin(), model, started))
    asked = await asyncio.to_thread(first_asked, writing_job(prepared, chosen.library))
    read = await asyncio.to_thread(read_asked, prepared, in_production, "reading")
    return Rehearsal(draft, prepared.sources.cited, prepared.sources.near, asked, read, chosen.label)


def as_first_seen(past: PastTicket) -> DraftRequest:
    """A kept ticket as whoever first answered it saw it."""
    answered = past.ticket.first_answer_at
    return DraftRequest(past.ticket.unanswered(answered), as_of=answered.isoformat() if answered else None)


def writing_job(prepared: Prepared, prompts: PromptLibrary) -> Job:
    """What the model writer is given for a prepared draft. Takes milliseconds: call it in a thread."""
    return Job(task=prepared.task, macro=write(prepared.task), context=prepared.build_context(), prompts=prompts)


def first_asked(job: Job) -> list[Turn] | None:
    """The filled prompt; None in a language that no model writes. Takes milliseconds: call it in a thread."""
    return gather_material(job).turns if job.macro.language in LANGUAGES else None


def read_asked(prepared: Prepared, prompts: PromptLibrary, name: ReadingPrompt) -> list[Turn]:
    """What a model is asked when it reads the words of a case; empty where there are none. Takes milliseconds."""
    case = prepared.decided.case
    if not case.reading.own_words:
        return []
    orders = [*([case.order] if case.order else []), *case.sender_orders]
    return reading_turns(case.reading, case.ticket, known_people(case.ticket, orders, case.store), prompts, name)


async def _prompts(conn: Connection, ticket: Ticket, label: str | None, model: Model | None) -> ChosenPrompts:
    if label is None and model is not None:
        return await choose_prompts(conn, ticket, model)
    label = label or PRODUCTION
    return ChosenPrompts(label, await prompts_in_force(conn, label))
