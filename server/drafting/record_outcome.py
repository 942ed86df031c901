"""Record what became of a draft: the one thing that evals and remedies later learn from."""

from server.db import drafts
from server.db.drafts import DraftOutcome
from server.db.pool import Database
from server.domain.access import Principal
from server.tickets.validate import check_length


async def record_outcome(database: Database, principal: Principal, draft_id: str, outcome: DraftOutcome) -> None:
    """Write it, once however often it is reported. DraftNotFound where there is no such draft."""
    check_length(outcome.final_text, outcome.note)
    async with database.store(principal.store) as conn:
        row = await drafts.get(conn, draft_id)
        await drafts.save_outcome(conn, principal.store, row.draft.id, outcome, principal.token_id)
