"""Questions of past tickets: what their decisions are a function of, computed once and kept while nothing changes."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from msgspec import Struct, json

from server.db.pool import Connection, to_json
from server.domain.decision import Question
from server.domain.ticket import PastTicket

# The ticket as it stands and the order it is about: either one changing makes the kept question stale.
_BASIS = "md5(concat_ws('|', %(settings)s::text, t.record::text, o.record::text))"
_NEWEST = "SELECT * FROM kulanz.tickets ORDER BY opened_at DESC NULLS LAST, ticket_id LIMIT %(last)s"


class Unread(Struct, frozen=True):
    """A ticket without a question that still holds; `corrections` are those of its newest decision."""

    ticket_id: str
    past: PastTicket
    corrections: dict[str, Any]


class Asked(Struct, frozen=True):
    """A ticket's question with what a person knows the ticket by. `opened_at` None: undated."""

    ticket_id: str
    external_id: str | None
    subject: str | None
    opened_at: datetime | None
    question: Question


async def unread(conn: Connection, settings: str, last: int | None) -> list[Unread]:
    """The tickets among the `last` newest (all where None) whose question is to be computed."""
    cursor = await conn.execute(
        f"""
        SELECT t.ticket_id, t.record, coalesce(d.corrections, '{{}}') AS corrections
        FROM ({_NEWEST}) t
        LEFT JOIN kulanz.past_questions q USING (store_id, ticket_id)
        LEFT JOIN kulanz.orders o ON o.store_id = t.store_id AND o.number = q.order_number
        LEFT JOIN LATERAL (
            SELECT corrections FROM kulanz.decisions d WHERE d.ticket_id = t.ticket_id ORDER BY created_at DESC LIMIT 1
        ) d ON true
        WHERE q.basis IS DISTINCT FROM {_BASIS}
        """,  # noqa: S608 - both parts are constants of this file
        {"settings": settings, "last": last},
    )
    return [
        Unread(str(row["ticket_id"]), json.decode(row["record"], type=PastTicket), json.decode(row["corrections"]))
        for row in await cursor.fetchall()
    ]


async def keep(conn: Connection, settings: str, ticket_id: str, question: Question) -> None:
    """Keep the question of a ticket that was read under these settings, in the place of an older one."""
    await conn.execute(
        f"""
        INSERT INTO kulanz.past_questions (store_id, ticket_id, basis, order_number, record)
        SELECT t.store_id, t.ticket_id, {_BASIS}, %(number)s, %(record)s
        FROM kulanz.tickets t
        LEFT JOIN kulanz.orders o ON o.store_id = t.store_id AND o.number = %(number)s
        WHERE t.ticket_id = %(ticket)s
        ON CONFLICT (store_id, ticket_id) DO UPDATE
            SET basis = EXCLUDED.basis, order_number = EXCLUDED.order_number, record = EXCLUDED.record
        """,  # noqa: S608 - a constant of this file
        {
            "settings": settings,
            "ticket": ticket_id,
            "number": question.order_number,
            "record": to_json(question),
        },
    )


async def stamp(conn: Connection) -> tuple[int, str]:
    """How many questions are kept, and a word that changes whenever one of them does."""
    cursor = await conn.execute(
        "SELECT count(*) AS kept, coalesce(md5(string_agg(basis, ' ' ORDER BY ticket_id)), '') AS word "
        "FROM kulanz.past_questions"
    )
    row = await cursor.fetchone()
    return (row["kept"], row["word"]) if row else (0, "")


async def asked(conn: Connection, last: int | None) -> AsyncIterator[Asked]:
    """The kept questions of the `last` newest tickets (all where None), newest first, read a batch at a time."""
    async with conn.cursor(name="asked") as cursor:
        await cursor.execute(
            f"""
            SELECT t.ticket_id, t.opened_at, t.record #>> '{{ticket,external_id}}' AS external_id,
                t.record #>> '{{ticket,subject}}' AS subject, q.record
            FROM ({_NEWEST}) t JOIN kulanz.past_questions q USING (store_id, ticket_id)
            ORDER BY t.opened_at DESC NULLS LAST, t.ticket_id
            """,  # noqa: S608 - a constant of this file
            {"last": last},
        )
        async for row in cursor:
            question = json.decode(row["record"], type=Question)
            yield Asked(str(row["ticket_id"]), row["external_id"], row["subject"], row["opened_at"], question)
