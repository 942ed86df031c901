"""Draft a reply: facts → decision → passages → writer → checks → save. The story of the product, in order."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from time import perf_counter
from uuid import uuid4

from msgspec import Struct, structs

from server.cases.approve import standing
from server.cases.decide_case import Decided, decide_ticket, save_decision
from server.cases.find_orders import show_case_order
from server.db import drafts, tickets
from server.db.pool import Connection, Database
from server.domain.access import Principal
from server.domain.decision import Decision
from server.domain.draft import ContextEvent, Draft, DraftEvent, DraftRequest, TextEvent, Timing, Tokens
from server.domain.order import Order
from server.domain.policy import Variant
from server.drafting.checks.table import run_checks
from server.drafting.colleagues import notes_of_answers_elsewhere
from server.drafting.context import ContextText, build_context
from server.drafting.degraded import no_model, notes_without_model
from server.drafting.macro_writer.supplier_message import supplier_and_order
from server.drafting.macro_writer.write import write
from server.drafting.sources import Sources, cite, find_sources
from server.drafting.task import WritingTask, Written
from server.drafting.writing_task import writing_task
from server.errors import Internal, InvalidRequest, ModelRequired
from server.llm.client import Model
from server.tickets.validate import check_length, check_ticket


class Origin(Struct, frozen=True):
    """What a draft takes over from an earlier one: its decision, its id as parent, another variant."""

    decision: Decision | None = None
    parent_id: str | None = None
    variant: Variant = "standard"


class Prepared(Struct, frozen=True):
    """Everything that is known before a word is written."""

    decided: Decided
    sources: Sources
    task: WritingTask
    order: Order | None
    context: list[ContextText]


async def draft_reply(
    database: Database,
    principal: Principal,
    request: DraftRequest,
    origin: Origin | None = None,
    model: Model | None = None,
) -> AsyncGenerator[DraftEvent, None]:
    """Draft a reply or a supplier message: a ContextEvent, TextEvents, at last the Draft, which is saved by then.

    `model` helps to read the ticket's words.

    Raises the errors of the contract before the first event: an unreadable ticket, an unknown fact, a bad
    value, an outcome that is not allowed, an instruction without a model.
    """
    started = perf_counter()
    request = structs.replace(request, ticket=check_ticket(request.ticket))
    check_length(request.typed_text, request.instruction)
    if request.instruction:
        raise ModelRequired("An instruction needs a model; without one, rewrite by a preset or edit the draft.")
    origin = origin or Origin()
    async with database.store(principal.store) as conn:
        if request.reply_to and origin.decision is None:
            request, origin = await _share_decision(conn, principal, request, origin)
        prepared = await _prepare(conn, principal, request, origin, model)
    context_at = perf_counter()
    yield ContextEvent(prepared.decided.triage, prepared.decided.decision, prepared.order, cite(prepared.sources, None))
    written = await asyncio.to_thread(write, prepared.task)
    first_word_at = perf_counter()
    for paragraph in _paragraphs(written.text):
        yield TextEvent(paragraph)
    timing = Timing(*(round((at - started) * 1000) for at in (context_at, first_word_at, perf_counter())))
    draft = _draft(request, origin, prepared, written, timing)
    async with database.store(principal.store) as conn:
        await _save(conn, principal, request, origin, prepared.decided, draft)
    yield draft


async def finished(events: AsyncIterator[DraftEvent]) -> Draft:
    """The draft at the end of the events, for callers that do not stream."""
    async for event in events:
        if isinstance(event, Draft):
            return event
    raise Internal("The draft was not finished; try again.")


async def _share_decision(
    conn: Connection, principal: Principal, request: DraftRequest, origin: Origin
) -> tuple[DraftRequest, Origin]:
    """A supplier message on the decision of the reply to the same ticket, under the same corrections and moment."""
    row = await drafts.get(conn, request.reply_to or "")
    if request.kind != "supplier_message" or row.ticket_id != str(tickets.ticket_id(principal.store, request.ticket)):
        raise InvalidRequest("reply_to names the reply to this very ticket, for a supplier message; leave it out here.")
    if request.outcome or request.facts:
        raise InvalidRequest("With reply_to the decision is the reply's; draft the reply anew to change it.")
    same = structs.replace(request, facts=row.request.facts, as_of=row.request.as_of)
    return same, structs.replace(origin, decision=row.draft.decision)


async def _prepare(
    conn: Connection, principal: Principal, request: DraftRequest, origin: Origin, model: Model | None
) -> Prepared:
    decided = await decide_ticket(
        conn, principal, request.ticket, request.facts or {}, request.as_of, request.outcome, model
    )
    agents_language = decided.case.store.default_language
    ticket_id = str(tickets.ticket_id(principal.store, request.ticket))
    decision, awaits_approval = await standing(conn, origin.decision or decided.decision, ticket_id, agents_language)
    decided = structs.replace(decided, decision=decision)
    sources = await find_sources(conn, decided, request.language or decided.case.reading.language)
    task = writing_task(
        decided,
        request,
        sources,
        agent=principal.agent,
        variant=origin.variant,
        awaits_approval=awaits_approval and request.kind == "reply",
    )
    if request.kind == "supplier_message":
        supplier_and_order(task)  # an error before the first event is an HTTP status
    order = show_case_order(decided.case, decided.decision)
    return Prepared(decided, sources, task, order, await asyncio.to_thread(build_context, decided, sources, order))


def _draft(request: DraftRequest, origin: Origin, prepared: Prepared, written: Written, timing: Timing) -> Draft:
    agents_language = prepared.decided.case.store.default_language
    return Draft(
        id=str(uuid4()),
        parent_id=origin.parent_id,
        kind=request.kind,
        language=written.language,
        subject=written.subject,
        text=written.text,
        writer="macro",
        model=None,
        prompt_version=None,
        degraded=no_model(agents_language),
        decision=prepared.decided.decision,
        triage=prepared.decided.triage,
        order=prepared.order,
        order_candidates=prepared.decided.case.match.candidates,
        citations=cite(prepared.sources, written.macro),
        claims=written.claims,
        checks=run_checks(prepared.task, written),
        timing_ms=timing,
        tokens=Tokens(0, 0),
        cost=None,
        notes=[
            *notes_of_answers_elsewhere(prepared.decided.case, agents_language),
            *written.notes,
            *notes_without_model(request.typed_text, agents_language),
        ],
        supplier=written.supplier,
        due_at=written.due_at,
        context=[piece.part for piece in prepared.context],
    )


async def _save(
    conn: Connection, principal: Principal, request: DraftRequest, origin: Origin, decided: Decided, draft: Draft
) -> None:
    """Keep ticket, decision and draft; a shared decision is a record already."""
    ticket_id = str(tickets.ticket_id(principal.store, request.ticket))
    if origin.decision is None:
        await tickets.keep(conn, decided.case.store, request.ticket, decided.case.match.number)
        await save_decision(conn, principal, decided, ticket_id=ticket_id)
    looked_at = structs.replace(request, as_of=decided.case.as_of.isoformat())
    await drafts.save(conn, principal.store, draft, request=looked_at, ticket_id=ticket_id, actor=principal.token_id)


def _paragraphs(text: str) -> Iterator[str]:
    """The text in pieces that add up to it."""
    before, *rest = text.split("\n\n")
    yield before
    for paragraph in rest:
        yield f"\n\n{paragraph}"
