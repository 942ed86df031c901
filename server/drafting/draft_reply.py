"""Draft a reply: facts → decision → passages → writer → checks → save. The story of the product, in order."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
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
from server.domain.draft import (
    ContextEvent,
    Draft,
    DraftEvent,
    DraftRequest,
    ResetEvent,
    RewriteRequest,
    TextEvent,
    Timing,
)
from server.domain.order import Order
from server.domain.policy import Variant
from server.domain.price import Price, cost_of
from server.drafting.colleagues import notes_of_answers_elsewhere
from server.drafting.context import ContextText, build_context
from server.drafting.degraded import notes_of_macros
from server.drafting.hostile_note import notes_of_hostile_words
from server.drafting.ledger.claims import claims_in
from server.drafting.macro_writer.supplier_message import supplier_and_order
from server.drafting.sources import Sources, SourceSearch, cite
from server.drafting.task import WritingTask
from server.drafting.unused_topic import unused_topic
from server.drafting.writers import Authored, Wishes, write_draft
from server.drafting.writing_task import writing_task
from server.errors import Internal, InvalidRequest, ModelRequired
from server.llm.client import Model
from server.retrieval.find import BY_DEFAULT, Weights
from server.stores.prompts import ChosenPrompts, choose_prompts
from server.tickets.validate import check_length, check_ticket


class Origin(Struct, frozen=True):
    """What a draft takes over from an earlier one: its decision, its id as parent; how to word its text anew.

    `variant`: of the macro, where macros write.
    """

    decision: Decision | None = None
    parent_id: str | None = None
    variant: Variant = "standard"
    rewrite: RewriteRequest | None = None
    text: str | None = None


class Prepared(Struct, frozen=True):
    """Everything that is known before a word is written."""

    decided: Decided
    sources: Sources
    task: WritingTask
    order: Order | None
    prompts: ChosenPrompts
    wishes: Wishes

    def build_context(self) -> list[ContextText]:
        """What a writer is given. Takes milliseconds: call it in a thread."""
        return build_context(self.decided, self.sources, self.order)

    def write(self, model: Model | None) -> AsyncGenerator[TextEvent | ResetEvent | Authored, None]:
        """The text, by the model or by macros."""
        return write_draft(self.task, self.build_context, self.wishes, model, self.prompts.library)


async def draft_reply(
    database: Database,
    principal: Principal,
    request: DraftRequest,
    origin: Origin | None = None,
    model: Model | None = None,
    weights: Weights = BY_DEFAULT,
) -> AsyncGenerator[DraftEvent, None]:
    """Draft a reply or a supplier message: a ContextEvent, TextEvents, at last the Draft, which is saved by then.

    `model` helps to read the ticket's words, and writes; without one macros do. `weights` say by which embedding
    model passages are found.

    Raises the errors of the contract before the first event: an unreadable ticket, an unknown fact, a bad
    value, an outcome that is not allowed, an instruction without a model.
    """
    started = perf_counter()
    request = checked(request, model)
    origin = origin or Origin()
    async with database.store(principal.store) as conn:
        if request.reply_to and origin.decision is None:
            request, origin = await _share_decision(conn, principal, request, origin)
        prepared = await prepare(conn, principal, request, origin, model, weights)
    yield ContextEvent(prepared.decided.triage, prepared.decided.decision, prepared.order, cite(prepared.sources, None))
    draft: Draft | None = None
    async with aclosing(write_prepared(prepared, request, origin, model, started)) as events:
        async for event in events:
            if isinstance(event, Draft):
                draft = event
            else:
                yield event
    if draft is None:
        raise Internal("The draft was not finished; try again.")
    async with database.store(principal.store) as conn:
        draft = structs.replace(draft, unused_topic=await unused_topic(conn, draft))
        await _save(conn, principal, request, origin, prepared.decided, draft)
    yield draft


def checked(request: DraftRequest, model: Model | None) -> DraftRequest:
    """The request with its ticket made sound; the errors of the contract where it cannot be served."""
    request = structs.replace(request, ticket=check_ticket(request.ticket))
    check_length(request.typed_text, request.instruction)
    if request.instruction and model is None:
        raise ModelRequired("An instruction needs a model; without one, rewrite by a preset or edit the draft.")
    return request


async def write_prepared(
    prepared: Prepared, request: DraftRequest, origin: Origin, model: Model | None, started: float
) -> AsyncGenerator[TextEvent | ResetEvent | Draft, None]:
    """The text as it comes, at last the Draft, not kept yet. `started`: of the request, by `perf_counter`."""
    context_at = perf_counter()
    first_word_at, authored = None, None
    async with aclosing(prepared.write(model)) as events:
        async for event in events:
            first_word_at = first_word_at or perf_counter()
            if isinstance(event, Authored):
                authored = event
            else:
                yield event
    if authored is None or first_word_at is None:
        raise Internal("The draft was not finished; try again.")
    context = authored.context
    if context is None:
        context = await asyncio.to_thread(prepared.build_context)
    timing = Timing(*(round((at - started) * 1000) for at in (context_at, first_word_at, perf_counter())))
    yield _draft(request, origin, prepared, authored, context, timing, model.price if model else None)


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


async def prepare(
    conn: Connection,
    principal: Principal,
    request: DraftRequest,
    origin: Origin,
    model: Model | None,
    weights: Weights,
) -> Prepared:
    """Gather, decide, find sources, choose prompts; nothing is written. Raises what `draft_reply` does."""
    search = SourceSearch(conn, weights, request.language)
    decided = await decide_ticket(
        conn, principal, request.ticket, request.facts or {}, request.as_of, request.outcome, model, search.begin
    )
    agents_language = decided.case.store.default_language
    ticket_id = str(tickets.ticket_id(principal.store, request.ticket))
    decision, awaits_approval = await standing(conn, origin.decision or decided.decision, ticket_id, agents_language)
    decided = structs.replace(decided, decision=decision)
    sources = await search.find(decided)
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
    chosen = await choose_prompts(conn, request.ticket, model)
    return Prepared(decided, sources, task, order, chosen, _wishes(request, origin))


def _wishes(request: DraftRequest, origin: Origin) -> Wishes:
    """What the agent asks of the words, of this draft or of the one that is worded anew."""
    if origin.rewrite is None:
        return Wishes(request.instruction, request.typed_text)
    return Wishes(origin.rewrite.instruction, None, origin.rewrite.preset, origin.text)


def _draft(
    request: DraftRequest,
    origin: Origin,
    prepared: Prepared,
    authored: Authored,
    context: list[ContextText],
    timing: Timing,
    price: Price | None,
) -> Draft:
    agents_language, written = prepared.task.agents_language, authored.written
    wishes = prepared.wishes
    by_macros = notes_of_macros(wishes.typed_text, wishes.instruction, agents_language) if authored.degraded else []
    return Draft(
        id=str(uuid4()),
        parent_id=origin.parent_id,
        kind=request.kind,
        language=written.language,
        subject=written.subject,
        text=written.text,
        writer="macro" if authored.degraded else "model",
        model=authored.model,
        prompt_version=authored.prompt_version,
        prompt_label=prepared.prompts.label if authored.sent else None,
        degraded=authored.degraded,
        decision=prepared.decided.decision,
        triage=prepared.decided.triage,
        order=prepared.order,
        order_candidates=prepared.decided.case.match.candidates,
        citations=cite(prepared.sources, written.macro),
        claims=claims_in(written.text, written.language, prepared.task, written.claims, beside=authored.beside),
        checks=authored.checks,
        timing_ms=timing,
        tokens=authored.tokens,
        cost=cost_of(authored.tokens, price),
        notes=[
            *notes_of_hostile_words(prepared.decided.case, agents_language),
            *notes_of_answers_elsewhere(prepared.decided.case, agents_language),
            *written.notes,
            *by_macros,
        ],
        supplier=written.supplier,
        due_at=written.due_at,
        context=[piece.part for piece in context],
        sent=authored.sent,
        unused_topic=None,
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
