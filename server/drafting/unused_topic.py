"""Topics whose drafts nobody uses: whoever reads such a draft is told, and managers see the list."""

from server.db.draft_use import topic_use
from server.db.pool import Connection
from server.domain.draft import Draft, UnusedTopic

DAYS = 30
LEAST_TICKETS = 5


async def unused_topic(conn: Connection, draft: Draft) -> UnusedTopic | None:
    """What a reply is about, where nobody used a draft about that: by its outcome, else by its intent."""
    if draft.kind != "reply":
        return None
    return next(iter(await _unused(conn, draft.decision.outcome or "", draft.triage.intent)), None)


async def unused_topics(conn: Connection) -> list[UnusedTopic]:
    """All of them, the most frequent first."""
    return await _unused(conn, None, None)


async def _unused(conn: Connection, outcome: str | None, intent: str | None) -> list[UnusedTopic]:
    found = await topic_use(conn, DAYS, outcome=outcome, intent=intent)
    unused = [one for one in found if one.shown >= LEAST_TICKETS and not one.used]
    by_kind = sorted(unused, key=lambda one: one.kind != "outcome") if intent else unused
    return [UnusedTopic(one.kind, one.topic, one.shown, DAYS) for one in by_kind]
