"""Tickets that wait for an answer of the shop."""

from datetime import datetime

from msgspec import Struct, json

from server.db.pool import Connection
from server.domain.triage import PRIORITIES, Triage

_LOOKED_AT = 500
"""The newest open tickets; what is older than that many has been answered elsewhere, or never will be."""


class WaitingTicket(Struct, frozen=True):
    """An open ticket whose newest word is the customer's. `triage`: of its newest draft, None before the first."""

    id: str
    subject: str | None
    customer: str | None
    written_at: datetime | None
    triage: Triage | None

    @property
    def due(self) -> datetime | None:
        """By when it wants an answer, else by when it wants to be solved."""
        return (self.triage.first_response_due or self.triage.solve_due) if self.triage else None


async def waiting(conn: Connection) -> list[WaitingTicket]:
    """The most urgent first, within a priority the one due first; then the others, newest first.

    A draft that was sent is an answer when it had seen all messages, or was sent after the newest of them.
    """
    cursor = await conn.execute(
        """
        WITH open AS (
            SELECT ticket_id, record -> 'ticket' AS ticket, opened_at FROM kulanz.tickets
            WHERE status = 'open' ORDER BY opened_at DESC NULLS LAST, ticket_id LIMIT %s
        ), said AS (
            SELECT *, jsonb_path_query_array(ticket, '$.messages[*] ? (@.author != "system")') -> -1 AS newest FROM open
        )
        SELECT ticket_id, ticket ->> 'subject' AS subject, drafted.triage,
            coalesce(ticket #>> '{customer,name}', ticket #>> '{customer,email}') AS customer,
            (newest ->> 'sent_at')::timestamptz AS written_at
        FROM said LEFT JOIN LATERAL (
            SELECT record -> 'triage' AS triage FROM kulanz.drafts d
            WHERE d.ticket_id = said.ticket_id ORDER BY created_at DESC, draft_id LIMIT 1
        ) drafted ON true
        WHERE newest ->> 'author' = 'customer' AND NOT EXISTS (
            SELECT FROM kulanz.drafts d JOIN kulanz.draft_outcomes w USING (store_id, draft_id)
            WHERE d.ticket_id = said.ticket_id AND d.kind = 'reply' AND w.action = 'sent' AND (
                w.created_at >= (newest ->> 'sent_at')::timestamptz
                OR jsonb_array_length(d.request #> '{ticket,messages}') >= jsonb_array_length(ticket -> 'messages')
            )
        )
        ORDER BY opened_at DESC NULLS LAST, ticket_id
        """,
        [_LOOKED_AT],
    )
    found = [
        WaitingTicket(
            str(row["ticket_id"]),
            row["subject"],
            row["customer"],
            row["written_at"],
            json.decode(row["triage"], type=Triage) if row["triage"] is not None else None,
        )
        for row in await cursor.fetchall()
    ]
    return sorted(found, key=_urgency)


def _urgency(ticket: WaitingTicket) -> tuple[int, float]:
    rank = PRIORITIES.index(ticket.triage.priority) if ticket.triage else len(PRIORITIES)
    return rank, ticket.due.timestamp() if ticket.due else float("inf")
