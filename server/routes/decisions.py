"""POST /v1/triage, POST /v1/decisions: both keep nothing that a later call sees; GET shows a decision again."""

from typing import Any

from litestar import get, post
from litestar.params import FromPath, JSONBody
from msgspec import Struct

from server.cases.decide_case import decide_case, decide_facts
from server.cases.recall_decision import DecisionRecord, recall_decision
from server.cases.triage_case import triage_case
from server.domain.decision import Decision
from server.domain.ticket import Ticket
from server.domain.triage import Triage
from server.routes.access import Caller, OpenDatabase, OpenModel
from server.routes.schema import ERRORS


class TriageRequest(Struct, frozen=True):
    ticket: Ticket
    as_of: str | None = None


class DecisionRequest(Struct, frozen=True):
    """A ticket with the agent's corrections, or bare facts to walk."""

    ticket: Ticket | None = None
    facts: dict[str, Any] | None = None
    as_of: str | None = None


@post("/v1/triage", status_code=200, tags=["decisions"], summary="How urgent a ticket is, and whose", responses=ERRORS)
async def create_triage(
    data: JSONBody[TriageRequest], database: OpenDatabase, model: OpenModel, principal: Caller
) -> Triage:
    """Priority, queue, tags and due times, each with its reason."""
    return await triage_case(database, principal, data.ticket, data.as_of, model)


@post("/v1/decisions", status_code=200, tags=["decisions"], summary="Walk the refund tree", responses=ERRORS)
async def create_decision(
    data: JSONBody[DecisionRequest], database: OpenDatabase, model: OpenModel, principal: Caller
) -> Decision:
    """The decision for a ticket, or the bare walk over facts."""
    if data.ticket is None:
        return await decide_facts(database, principal, data.facts or {}, data.as_of)
    return await decide_case(database, principal, data.ticket, data.facts or {}, data.as_of, model)


@get("/v1/decisions/{decision_id:str}", tags=["decisions"], summary="A decision as it was made", responses=ERRORS)
async def read_decision(decision_id: FromPath[str], database: OpenDatabase, principal: Caller) -> DecisionRecord:
    """With the tree, the policies and the corrections of then, however long ago that was."""
    return await recall_decision(database, principal, decision_id)
