"""Triage a ticket: the same case and facts as a decision, nothing kept."""

from server.cases.decide_case import decide_ticket
from server.db.pool import Database
from server.domain.access import Principal
from server.domain.ticket import Ticket
from server.domain.triage import Triage
from server.llm.client import Model


async def triage_case(
    database: Database, principal: Principal, ticket: Ticket, as_of: str | None, model: Model | None = None
) -> Triage:
    """Priority, queue, tags and due times of a ticket at a moment."""
    async with database.store(principal.store) as conn:
        decided = await decide_ticket(conn, principal, ticket, {}, as_of, model=model)
    return decided.triage
