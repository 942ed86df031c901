"""POST /v1/drafts, and what follows a draft: rewrite, outcome."""

from typing import Any

from litestar import Request, post
from litestar.params import FromPath, JSONBody
from litestar.response import Stream

from server.db.drafts import DraftOutcome
from server.domain.draft import Draft, DraftRequest, RewriteRequest
from server.drafting.draft_reply import draft_reply, finished
from server.drafting.record_outcome import record_outcome
from server.drafting.rewrite_draft import rewrite_draft
from server.routes.access import Caller, OpenDatabase, OpenModel, OpenWeights
from server.routes.events import as_stream, wants_stream
from server.routes.schema import DRAFT_OR_EVENTS, ERRORS, DraftOrEvents

AnyRequest = Request[Any, Any, Any]


@post(
    "/v1/drafts",
    status_code=200,
    tags=["drafts"],
    summary="Draft a reply or a supplier message",
    responses=DRAFT_OR_EVENTS,
    operation_class=DraftOrEvents,
)
async def create_draft(
    request: AnyRequest,
    data: JSONBody[DraftRequest],
    database: OpenDatabase,
    model: OpenModel,
    weights: OpenWeights,
    principal: Caller,
) -> Draft | Stream:
    """One Draft, or with `Accept: text/event-stream` the events context, text, reset, draft, error."""
    events = draft_reply(database, principal, data, model=model, weights=weights)
    return await as_stream(events) if wants_stream(request) else await finished(events)


@post(
    "/v1/drafts/{draft_id:str}/rewrite",
    status_code=200,
    tags=["drafts"],
    summary="Rewrite a draft",
    responses=DRAFT_OR_EVENTS,
    operation_class=DraftOrEvents,
)
async def create_rewrite(
    request: AnyRequest,
    draft_id: FromPath[str],
    data: JSONBody[RewriteRequest],
    database: OpenDatabase,
    model: OpenModel,
    weights: OpenWeights,
    principal: Caller,
) -> Draft | Stream:
    """A new draft on the same decision; its `parent_id` is the one rewritten."""
    events = rewrite_draft(database, principal, draft_id, data, model, weights)
    return await as_stream(events) if wants_stream(request) else await finished(events)


@post(
    "/v1/drafts/{draft_id:str}/outcome",
    status_code=204,
    tags=["drafts"],
    summary="Say what became of a draft",
    responses=ERRORS,
)
async def create_outcome(
    draft_id: FromPath[str], data: JSONBody[DraftOutcome], database: OpenDatabase, principal: Caller
) -> None:
    """Inserted, sent or discarded, with the final text and a rating; the same report twice is one."""
    await record_outcome(database, principal, draft_id, data)
