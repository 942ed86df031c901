"""Tickets that the shop keeps: from its folder, from imports, and those a draft was made for."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from msgspec import json, structs

from server.db.pack_rows import Changes, insert_all, make_equal
from server.db.pool import Connection, Row, as_uuid, to_json
from server.domain.person import person_keys
from server.domain.store import Store
from server.domain.ticket import Customer, PastTicket, Ticket

_COLUMNS = (
    *("store_id", "ticket_id", "fingerprint", "origin", "order_number"),
    *("person_keys", "status", "opened_at", "record"),
)


def ticket_id(store_id: str, ticket: Ticket) -> UUID:
    """The same ticket always has the same id."""
    return uuid5(NAMESPACE_URL, f"kulanz:{store_id}:{ticket.fingerprint}")


async def keep(conn: Connection, store: Store, ticket: Ticket, order_number: str | None) -> str:
    """Keep the ticket of a draft, once; a later draft brings its newer messages. Returns its id."""
    past = PastTicket(str(ticket_id(store.id, ticket)), ticket, status="open", order_number=order_number)
    await conn.execute(
        """
        INSERT INTO kulanz.tickets
            (store_id, ticket_id, fingerprint, origin, order_number, person_keys, status, opened_at, record)
        VALUES (%s, %s, %s, 'product', %s, %s, 'open', %s, %s)
        ON CONFLICT (store_id, fingerprint) DO UPDATE SET record = EXCLUDED.record,
            order_number = coalesce(EXCLUDED.order_number, tickets.order_number), person_keys = EXCLUDED.person_keys,
            opened_at = coalesce(EXCLUDED.opened_at, tickets.opened_at), updated_at = now()
        WHERE tickets.origin = 'product' AND jsonb_array_length(EXCLUDED.record #> '{ticket,messages}')
            >= jsonb_array_length(tickets.record #> '{ticket,messages}')
        """,
        [
            store.id,
            past.id,
            ticket.fingerprint,
            order_number,
            person_keys(ticket.sender, store.country),
            ticket.opened_at,
            to_json(past),
        ],
    )
    return past.id


async def about_order(conn: Connection, number: str, but_not: Ticket, until: datetime) -> list[PastTicket]:
    """Other tickets tied to an order, as they stood at `until`."""
    cursor = await conn.execute(
        """
        SELECT record FROM kulanz.tickets
        WHERE order_number = %s AND fingerprint <> %s AND (opened_at IS NULL OR opened_at <= %s)
        ORDER BY opened_at, ticket_id
        """,
        [number, but_not.fingerprint, until],
    )
    return [_as_it_stood(row, until) for row in await cursor.fetchall()]


async def of_person(
    conn: Connection, customer: Customer, region: str, until: datetime, *, but_not: Ticket | None = None
) -> list[PastTicket]:
    """Conversations of one person over all channels, as they stood at `until`; without the one that is looked at.

    Who wrote by mail and left a phone number there is found again when they call: keys of a conversation found
    lead to the others, once.
    """
    cursor = await conn.execute(
        """
        WITH same AS (
            SELECT array_agg(DISTINCT key) AS keys
            FROM kulanz.tickets t, unnest(t.person_keys) AS key WHERE t.person_keys && %(keys)s::text[]
        )
        SELECT record FROM kulanz.tickets, same
        WHERE person_keys && (%(keys)s::text[] || same.keys) AND fingerprint <> %(but_not)s
            AND (opened_at IS NULL OR opened_at <= %(until)s)
        ORDER BY opened_at, ticket_id
        """,
        {
            "keys": person_keys(customer, region),
            "but_not": but_not.fingerprint if but_not else "",
            "until": until,
        },
    )
    return [_as_it_stood(row, until) for row in await cursor.fetchall()]


async def by_ids(conn: Connection, ids: Sequence[str]) -> list[PastTicket]:
    """The tickets with these ids, in any order; what is no id at all has none."""
    uuids = [uuid for one in ids if (uuid := as_uuid(one))]
    cursor = await conn.execute("SELECT record FROM kulanz.tickets WHERE ticket_id = ANY(%s)", [uuids])
    return [json.decode(row["record"], type=PastTicket) for row in await cursor.fetchall()]


async def that_ended_in(conn: Connection, outcomes: Sequence[str], limit: int) -> list[str]:
    """Ids of tickets that were decided so, or that people noted so, newest first; `ask` where a decision asked."""
    cursor = await conn.execute(
        """
        SELECT t.ticket_id FROM kulanz.tickets t
        WHERE t.record #>> '{labels,outcome}' = ANY(%(outcomes)s) OR EXISTS (
            SELECT FROM kulanz.decisions d
            WHERE d.ticket_id = t.ticket_id AND coalesce(d.outcome, 'ask') = ANY(%(outcomes)s))
        ORDER BY t.opened_at DESC NULLS LAST, t.ticket_id LIMIT %(limit)s
        """,
        {"outcomes": list(outcomes), "limit": limit},
    )
    return [str(row["ticket_id"]) for row in await cursor.fetchall()]


async def solved(conn: Connection) -> AsyncIterator[PastTicket]:
    """Every solved ticket, read a batch at a time: a shop may keep very many."""
    async with conn.cursor(name="solved_tickets") as cursor:
        await cursor.execute("SELECT record FROM kulanz.tickets WHERE status = 'solved' ORDER BY ticket_id")
        async for row in cursor:
            yield json.decode(row["record"], type=PastTicket)


async def labelled(conn: Connection) -> list[PastTicket]:
    """Every ticket in which a person noted what it is, by its day."""
    cursor = await conn.execute(
        """
        SELECT record FROM kulanz.tickets WHERE jsonb_typeof(record -> 'labels') = 'object'
        ORDER BY opened_at, ticket_id
        """
    )
    return [json.decode(row["record"], type=PastTicket) for row in await cursor.fetchall()]


async def unknown(conn: Connection, tickets: Sequence[PastTicket]) -> list[PastTicket]:
    """Those of these tickets that the store does not have, each once."""
    cursor = await conn.execute(
        "SELECT fingerprint FROM kulanz.tickets WHERE fingerprint = ANY(%s)",
        [[past.ticket.fingerprint for past in tickets]],
    )
    there = {row["fingerprint"] for row in await cursor.fetchall()}
    by_fingerprint = {past.ticket.fingerprint: past for past in reversed(tickets)}
    return [past for fingerprint, past in reversed(by_fingerprint.items()) if fingerprint not in there]


async def add_imported(conn: Connection, store: Store, tickets: Sequence[PastTicket]) -> int:
    """Keep tickets of another system; how many were new."""
    return await insert_all(conn, "tickets", _COLUMNS, (_row(store, past, "import") for past in tickets))


async def load(conn: Connection, store: Store, tickets: Iterable[PastTicket]) -> Changes:
    """Make the tickets that came from a folder equal to it; imported and drafted ones stay."""
    rows = (_row(store, past, "pack") for past in tickets)
    used = "t.origin <> 'pack' OR EXISTS (SELECT FROM kulanz.drafts d WHERE d.ticket_id = t.ticket_id)"
    return await make_equal(conn, "tickets", "ticket_id", _COLUMNS, rows, keep=used)


def _row(store: Store, past: PastTicket, origin: str) -> Sequence[object]:
    named = structs.replace(past, id=str(ticket_id(store.id, past.ticket)))
    return (
        store.id,
        named.id,
        past.ticket.fingerprint,
        origin,
        past.order_number,
        person_keys(past.ticket.sender, store.country),
        past.status,
        past.ticket.opened_at,
        to_json(named),
    )


def _as_it_stood(row: Row, until: datetime) -> PastTicket:
    past = json.decode(row["record"], type=PastTicket)
    past = structs.replace(past, ticket=past.ticket.until(until))
    if past.solved_at and past.solved_at > until:
        past = structs.replace(past, status="open", solved_at=None, csat=None, labels=None)
    return past
