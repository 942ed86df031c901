"""Try a ticket: through the code of the API, with every reason on the page and every fact open to correction."""

from litestar import Response, get, post
from litestar.params import FromQuery
from msgspec import Struct

from server.console.render import page, wants_fragment
from server.console.session import AnyRequest, OpenDatabase, OpenModel, OpenWeights, Session
from server.console.try_it.comparison import Result, compare, packed, result_of, unpacked
from server.console.try_it.fact_rows import fact_rows
from server.console.try_it.shown_sources import shown_sources
from server.console.try_it.ticket_form import (
    BY_MACROS,
    CHANNELS,
    KINDS,
    NEW_TICKET,
    TicketForm,
    as_first_answered,
    draft_request,
    filled_form,
    read_form,
)
from server.db import overview, prompts, stores
from server.db.overview import TicketHeading
from server.db.pool import Connection
from server.domain.store import Store
from server.domain.ticket import Ticket
from server.drafting.context import MOST_TOKENS
from server.drafting.rehearse import Rehearsal, rehearse_reply
from server.errors import KulanzError
from server.llm.client import Model
from server.stores.prompts import PRODUCTION


class Bench(Struct, frozen=True):
    """What the page stands on: the store, its tickets to choose from, and the one that was chosen.

    `labels`: of prompts, where there is a choice. `model`: the one that is set.
    """

    store: Store
    tickets: list[TicketHeading]
    ticket_id: str
    ticket: Ticket
    labels: list[str]
    model: str | None


@get("/try")
async def show_try(
    request: AnyRequest, session: Session, database: OpenDatabase, model: OpenModel, ticket: FromQuery[str] = ""
) -> Response[str]:
    """The form: empty, or filled with a kept ticket."""
    async with database.store(session.store) as conn:
        bench = await _set_up(conn, ticket, model)
    form = filled_form(bench.ticket_id, bench.ticket, bench.store, session.agent)
    return _answer(request, bench, form)


@post("/try", status_code=200)
async def try_ticket(
    request: AnyRequest, session: Session, database: OpenDatabase, model: OpenModel, weights: OpenWeights
) -> Response[str]:
    """Triage, facts, walk, decision and draft; or what is wrong, with everything that was typed still there."""
    form = read_form(await request.form())
    async with database.store(session.store) as conn:
        bench = await _set_up(conn, form.ticket, model)
    try:
        kept = unpacked(form.kept)
        rehearsal = await rehearse_reply(
            database,
            session,
            draft_request(form, bench.ticket, bench.store),
            label=form.prompts or None,
            model=None if form.writer == BY_MACROS else model,
            weights=weights,
        )
    except KulanzError as error:
        if wants_fragment(request):
            raise  # shown beside the form, which is still there
        return _answer(request, bench, form, error=error)
    return _answer(request, bench, form, rehearsal=rehearsal, kept=kept)


@post("/try/keep", status_code=200)
async def keep_result(request: AnyRequest, session: Session, database: OpenDatabase, model: OpenModel) -> Response[str]:
    """Keep the result that is shown, to stand beside the next ones; or end the comparison."""
    form = read_form(await request.form())
    kept = unpacked(form.result) if form.keep else None
    if wants_fragment(request):
        return page(request, "try_it/_kept.html", kept=kept, packed=packed(kept))
    async with database.store(session.store) as conn:
        bench = await _set_up(conn, form.ticket, model)
    return _answer(request, bench, form, kept=kept)


async def _set_up(conn: Connection, ticket_id: str, model: Model | None) -> Bench:
    ticket = as_first_answered((await overview.ticket(conn, ticket_id)).ticket) if ticket_id else NEW_TICKET
    labels = await prompts.labels(conn)
    return Bench(
        (await stores.get(conn)).store,
        await overview.newest_tickets(conn),
        ticket_id,
        ticket,
        [PRODUCTION, *(label for label in labels if label != PRODUCTION)] if labels else [],
        model.name if model else None,
    )


def _answer(
    request: AnyRequest,
    bench: Bench,
    form: TicketForm,
    *,
    rehearsal: Rehearsal | None = None,
    kept: Result | None = None,
    error: KulanzError | None = None,
) -> Response[str]:
    draft = rehearsal.draft if rehearsal else None
    result = result_of(form, rehearsal) if rehearsal else None
    return page(
        request,
        "_result.html" if wants_fragment(request) else "try.html",
        here="try",
        error=error,
        bench=bench,
        form=form,
        channels=CHANNELS,
        kinds=KINDS,
        by_macros=BY_MACROS,
        draft=draft,
        rows=fact_rows(draft.decision, form.corrections) if draft else [],
        rehearsal=rehearsal,
        sources=shown_sources(rehearsal) if rehearsal else [],
        budget=MOST_TOKENS,
        result=packed(result) or form.result,
        kept=kept,
        packed=packed(kept) or (form.kept if error else ""),
        comparison=compare(kept, result) if kept and result else None,
    )
