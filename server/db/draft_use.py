"""How many of the replies that were shown were used, by what they are about."""

from msgspec import Struct

from server.db.pool import Connection
from server.domain.draft import TopicKind


class TopicUse(Struct, frozen=True):
    """`shown`: tickets with a reply drafted about this; `used`: those of them where one was inserted or sent."""

    kind: TopicKind
    topic: str
    shown: int
    used: int


async def topic_use(
    conn: Connection, days: int, *, outcome: str | None = None, intent: str | None = None
) -> list[TopicUse]:
    """Each topic of the last `days`, or the two that are named. Drafts of the last hour do not count:
    somebody may be reading them."""
    cursor = await conn.execute(
        """
        WITH shown AS (
            SELECT d.ticket_id, d.outcome, d.intent, bool_or(o.draft_id IS NOT NULL) AS used
            FROM kulanz.drafts d
            LEFT JOIN kulanz.draft_outcomes o ON o.store_id = d.store_id AND o.draft_id = d.draft_id
                AND o.action IN ('inserted', 'sent')
            WHERE d.kind = 'reply' AND d.created_at < now() - interval '1 hour'
                AND d.created_at > now() - make_interval(days => %(days)s)
                AND (%(all)s OR d.outcome = %(outcome)s OR d.intent = %(intent)s)
            GROUP BY d.ticket_id, d.outcome, d.intent
        ), topics AS (
            SELECT 'outcome' AS kind, outcome AS topic, ticket_id, used FROM shown
            UNION ALL SELECT 'intent', intent, ticket_id, used FROM shown
        )
        SELECT kind, topic, count(DISTINCT ticket_id) AS shown, count(DISTINCT ticket_id) FILTER (WHERE used) AS used
        FROM topics WHERE topic IS NOT NULL
            AND (%(all)s OR (kind, topic) IN (('outcome', %(outcome)s), ('intent', %(intent)s)))
        GROUP BY kind, topic ORDER BY shown DESC, kind DESC, topic
        """,
        {"days": days, "all": outcome is None and intent is None, "outcome": outcome or "", "intent": intent or ""},
    )
    return [TopicUse(**row) for row in await cursor.fetchall()]
