"""How well the policies answer what past tickets asked: computed once and kept while nothing changes."""

from msgspec import Struct, json

from server.db.pool import Connection, to_json
from server.domain.ticket import PastTicket

# Another text of the ticket or other policies make what is kept stale.
_BASIS = "md5(concat_ws('|', %(settings)s::text, t.record::text))"
_NEWEST = "SELECT * FROM kulanz.tickets ORDER BY opened_at DESC NULLS LAST, ticket_id LIMIT %(last)s"


class Answer(Struct, frozen=True):
    """What a ticket asks, without people, numbers and amounts, and how near the nearest public section comes.

    `nearness`: cosine, 1 the same. `section`: its address; None, where there is no section or no question.
    """

    question: str
    language: str
    intent: str
    section: str | None
    nearness: float


class Kept(Struct, frozen=True):
    """An answer with its ticket's id."""

    ticket_id: str
    answer: Answer


async def unread(conn: Connection, settings: str, *, last: int, most: int) -> list[PastTicket]:
    """Some of the `last` newest tickets whose answer is to be computed, newest first."""
    cursor = await conn.execute(
        f"""
        SELECT t.record FROM ({_NEWEST}) t LEFT JOIN kulanz.ticket_answers a USING (store_id, ticket_id)
        WHERE a.basis IS DISTINCT FROM {_BASIS} ORDER BY t.opened_at DESC NULLS LAST, t.ticket_id LIMIT %(most)s
        """,  # noqa: S608 - both parts are constants of this file
        {"settings": settings, "last": last, "most": most},
    )
    return [json.decode(row["record"], type=PastTicket) for row in await cursor.fetchall()]


async def keep(conn: Connection, settings: str, ticket_id: str, answer: Answer) -> None:
    """Keep a ticket's answer under these settings, in the place of an older one."""
    await conn.execute(
        f"""
        INSERT INTO kulanz.ticket_answers (store_id, ticket_id, basis, record)
        SELECT t.store_id, t.ticket_id, {_BASIS}, %(record)s FROM kulanz.tickets t WHERE t.ticket_id = %(ticket)s
        ON CONFLICT (store_id, ticket_id) DO UPDATE SET basis = EXCLUDED.basis, record = EXCLUDED.record
        """,  # noqa: S608 - a constant of this file
        {"settings": settings, "ticket": ticket_id, "record": to_json(answer)},
    )


async def kept(conn: Connection, settings: str, *, last: int) -> tuple[list[Kept], int]:
    """The answers that still hold among the `last` newest tickets, newest first, and how many tickets those are."""
    cursor = await conn.execute(
        f"""
        SELECT t.ticket_id, a.record FROM ({_NEWEST}) t
        LEFT JOIN kulanz.ticket_answers a
            ON a.store_id = t.store_id AND a.ticket_id = t.ticket_id AND a.basis = {_BASIS}
        ORDER BY t.opened_at DESC NULLS LAST, t.ticket_id
        """,  # noqa: S608 - both parts are constants of this file
        {"settings": settings, "last": last},
    )
    rows = await cursor.fetchall()
    found = [Kept(str(row["ticket_id"]), json.decode(row["record"], type=Answer)) for row in rows if row["record"]]
    return found, len(rows)
