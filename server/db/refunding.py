"""What the newest decision on each ticket says about money that goes back."""

from msgspec import Struct, json

from server.db.pool import Connection
from server.domain.decision import Decision
from server.domain.order import OrderRecord
from server.domain.ticket import PastTicket


class Refunding(Struct, frozen=True):
    """A decision with its ticket and order; `sent`: the customer has had a reply that rests on it."""

    decision: Decision
    ticket_id: str
    past: PastTicket
    order: OrderRecord
    sent: bool


async def refunding(conn: Connection, order_number: str | None = None) -> list[Refunding]:
    """By ticket, of one order or of all, where money was promised or a withdrawal declared; oldest decision first."""
    cursor = await conn.execute(
        """
        SELECT d.record, d.ticket_id, t.record AS ticket, o.record AS order_record, EXISTS (
            SELECT FROM kulanz.drafts r JOIN kulanz.draft_outcomes w USING (store_id, draft_id)
            WHERE r.decision_id = d.decision_id AND r.kind = 'reply' AND w.action = 'sent'
        ) AS sent
        FROM (
            SELECT DISTINCT ON (ticket_id) * FROM kulanz.decisions WHERE ticket_id IS NOT NULL
            ORDER BY ticket_id, created_at DESC, decision_id
        ) d
        JOIN kulanz.tickets t USING (store_id, ticket_id)
        JOIN kulanz.orders o ON o.store_id = d.store_id AND o.number = d.order_number
        WHERE (d.record ->> 'refund_by' IS NOT NULL
                OR d.record #> '{facts,withdrawal_declared,value}' = 'true'::jsonb)
            AND (%(number)s::text IS NULL OR d.order_number = %(number)s)
        ORDER BY d.created_at, d.decision_id
        """,
        {"number": order_number},
    )
    return [
        Refunding(
            json.decode(row["record"], type=Decision),
            str(row["ticket_id"]),
            json.decode(row["ticket"], type=PastTicket),
            json.decode(row["order_record"], type=OrderRecord),
            row["sent"],
        )
        for row in await cursor.fetchall()
    ]
