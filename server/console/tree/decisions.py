"""A decision as it was made, however long ago: path, facts, law, and the sections as they read then."""

from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from server.cases.recall_decision import DecisionRecord, recall_decision
from server.console.render import page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.console.try_it.fact_rows import fact_rows
from server.db import overview, stores
from server.db.pool import Database


@get("/tree/decisions/{decision_id:str}")
async def show_decision(
    request: AnyRequest, session: Session, database: OpenDatabase, decision_id: FromPath[str]
) -> Response[str]:
    """The page of one decision; nothing on it is computed anew."""
    record = await recall_decision(database, session, decision_id)
    values = await record_values(database, session.store, record)
    return page(request, "tree/decision.html", here="tree", tab="approvals", **values)


async def record_values(database: Database, store_id: str, record: DecisionRecord) -> dict[str, Any]:
    """What the templates of a decision are filled with."""
    async with database.store(store_id) as conn:
        store = (await stores.get(conn)).store
        ticket = await overview.ticket(conn, record.ticket_id) if record.ticket_id else None
    return {
        "record": record,
        "decision": record.decision,
        "rows": fact_rows(record.decision, {}),
        "ticket": ticket.ticket if ticket else None,
        "zone": store.zone,
        "shop_language": store.default_language,
        "form": None,
    }
