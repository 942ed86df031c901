"""Try a ticket: through the code of the API, with every reason on the page and every fact open to correction."""

from litestar import Response, get, post
from litestar.params import FromQuery
from msgspec import Struct

from server.console.fact_rows import fact_rows
from server.console.render import page, wants_fragment
from server.console.session import AnyRequest, OpenDatabase, OpenModel, OpenWeights, Session
from server.console.ticket_form import (
    CHANNELS,
    KINDS,
    NEW_TICKET,
    TicketForm,
    as_first_answered,
    draft_request,
    filled_form,
    read_form,
)
from server.db import overview, stores
from server.db.overview import TicketHeading
from server.db.pool import Connection, Database
from server.domain.access import Principal
from server.domain.draft import Draft, DraftRequest
from server.domain.store import Store
from server.domain.ticket import Ticket
from server.drafting.draft_reply import draft_reply, finished
from server.errors import KulanzError
from server.llm.client import Model
from server.retrieval.find import Weights


class Bench(Struct, frozen=True):
    """What the page stands on: the store, its tickets to choose from, and the one that was chosen."""

    store: Store
    tickets: list[TicketHeading]
    ticket_id: str
    ticket: Ticket


@get("/try")
async def show_try(
    request: AnyRequest, session: Session, database: OpenDatabase, ticket: FromQuery[str] = ""
) -> Response[str]:
    """The form: empty, or filled with a kept ticket."""
    async with database.store(session.store) as conn:
        bench = await _set_up(conn, ticket)
    form = filled_form(bench.ticket_id, bench.ticket, bench.store, session.agent)
    return _answer(request, bench, form)


@post("/try", status_code=200)
async def try_ticket(
    request: AnyRequest, session: Session, database: OpenDatabase, model: OpenModel, weights: OpenWeights
) -> Response[str]:
    """Triage, facts, walk, decision and draft; or what is wrong, with everything that was typed still there."""
    form = read_form(await request.form())
    async with database.store(session.store) as conn:
        bench = await _set_up(conn, form.ticket)
    try:
        draft = await _draft(database, model, weights, session, draft_request(form, bench.ticket, bench.store))
    except KulanzError as error:
        if wants_fragment(request):
            raise  # shown beside the form, which is still there
        return _answer(request, bench, form, error=error)
    return _answer(request, bench, form, draft=draft)


async def _draft(
    database: Database, model: Model | None, weights: Weights, session: Principal, request: DraftRequest
) -> Draft:
    return await finished(draft_reply(database, session, request, model=model, weights=weights))


async def _set_up(conn: Connection, ticket_id: str) -> Bench:
    kept = as_first_answered((await overview.ticket(conn, ticket_id)).ticket) if ticket_id else NEW_TICKET
    return Bench((await stores.get(conn)).store, await overview.newest_tickets(conn), ticket_id, kept)


def _answer(
    request: AnyRequest,
    bench: Bench,
    form: TicketForm,
    *,
    draft: Draft | None = None,
    error: KulanzError | None = None,
) -> Response[str]:
    return page(
        request,
        "_result.html" if wants_fragment(request) else "try.html",
        here="try",
        status=error.status if error else 200,
        bench=bench,
        form=form,
        channels=CHANNELS,
        kinds=KINDS,
        draft=draft,
        rows=fact_rows(draft.decision, form.corrections) if draft else [],
        code=error.code if error else None,
        message=error.message if error else None,
    )
