"""What a store holds, for the console: counts, and kept tickets to choose from."""

from datetime import datetime

from msgspec import Struct, json

from server.db.pool import Connection, as_uuid
from server.domain.ticket import PastTicket
from server.errors import TicketNotFound


class Counts(Struct, frozen=True):
    """How many rows there are; a policy or macro in two languages or versions counts once."""

    orders: int
    tickets: int
    policies: int
    macros: int


class TicketHeading(Struct, frozen=True):
    """A kept ticket in a list."""

    id: str
    opened_at: datetime | None
    subject: str | None
    customer: str | None


async def counts(conn: Connection) -> Counts:
    """The counts of this transaction's store."""
    cursor = await conn.execute(
        """
        SELECT (SELECT count(*) FROM kulanz.orders) AS orders,
            (SELECT count(*) FROM kulanz.tickets) AS tickets,
            (SELECT count(DISTINCT policy_id) FROM kulanz.policy_versions WHERE superseded_at IS NULL) AS policies,
            (SELECT count(DISTINCT macro_id) FROM kulanz.macro_versions WHERE superseded_at IS NULL) AS macros
        """
    )
    row = await cursor.fetchone()
    return Counts(**row) if row else Counts(0, 0, 0, 0)


async def newest_tickets(conn: Connection, limit: int = 50) -> list[TicketHeading]:
    """The tickets opened last, newest first; undated ones at the end."""
    cursor = await conn.execute(
        """
        SELECT ticket_id, opened_at, record #>> '{ticket,subject}' AS subject,
            coalesce(record #>> '{ticket,customer,name}', record #>> '{ticket,customer,email}') AS customer
        FROM kulanz.tickets ORDER BY opened_at DESC NULLS LAST, ticket_id LIMIT %s
        """,
        [limit],
    )
    return [
        TicketHeading(str(row["ticket_id"]), row["opened_at"], row["subject"], row["customer"])
        for row in await cursor.fetchall()
    ]


async def ticket(conn: Connection, ticket_id: str) -> PastTicket:
    """A kept ticket by id, or TicketNotFound."""
    cursor = await conn.execute("SELECT record FROM kulanz.tickets WHERE ticket_id = %s", [as_uuid(ticket_id)])
    row = await cursor.fetchone()
    if row is None:
        raise TicketNotFound("There is no such ticket in this store; choose one from the list.")
    return json.decode(row["record"], type=PastTicket)
