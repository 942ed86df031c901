"""What the reports count: one small row for each ticket, draft, decision and parcel of a span of time.

`since` and `until` are instants; `until` itself is no longer in. All orders are told by the day they were placed.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from msgspec import Raw, Struct, convert, json

from server.db.pool import Connection, Row
from server.domain.money import Money
from server.domain.order import ShipmentItem
from server.domain.ticket import Channel
from server.domain.triage import Priority

T = TypeVar("T")

# A person's labels go before the newest draft's triage, this before what `kulanz replay` read.
_TICKETS = """
    SELECT t.ticket_id::text AS id, t.opened_at, k.ticket ->> 'subject' AS subject, k.ticket ->> 'channel' AS channel,
        k.solved_at, m.asked_at, m.answered_at,
        coalesce(k.labels ->> 'intent', d.intent) AS intent,
        coalesce(k.labels ->> 'priority', d.priority) AS priority,
        coalesce(k.labels ->> 'problem', d.problem, q.record #>> '{facts,problem,value}') AS problem,
        coalesce(t.order_number, d.order_number, q.order_number) AS order_number,
        k.labels -> 'items' AS items
    FROM kulanz.tickets t
    CROSS JOIN LATERAL jsonb_to_record(t.record) AS k(ticket jsonb, solved_at timestamptz, labels jsonb)
    CROSS JOIN LATERAL (
        SELECT asked_at, min(sent_at) FILTER (WHERE author = 'agent' AND sent_at >= asked_at) AS answered_at
        FROM (
            SELECT author, sent_at, min(sent_at) FILTER (WHERE author = 'customer') OVER () AS asked_at
            FROM jsonb_to_recordset(k.ticket -> 'messages') AS one(author text, sent_at timestamptz)
        ) said GROUP BY asked_at
    ) m
    LEFT JOIN LATERAL (
        SELECT r.triage ->> 'intent' AS intent, r.triage ->> 'priority' AS priority,
            r.decision #>> '{facts,problem,value}' AS problem, r.decision ->> 'order_number' AS order_number
        FROM (
            SELECT record FROM kulanz.drafts d WHERE d.ticket_id = t.ticket_id ORDER BY created_at DESC LIMIT 1
        ) newest CROSS JOIN LATERAL jsonb_to_record(newest.record) AS r(triage jsonb, decision jsonb)
    ) d ON true
    LEFT JOIN kulanz.past_questions q USING (store_id, ticket_id)
    WHERE t.opened_at >= %(since)s AND t.opened_at < %(until)s
    ORDER BY t.opened_at, t.ticket_id
"""

# Try it makes drafts as well; they are nobody's work, and their token is a console session's.
_DRAFTS = """
    SELECT d.draft_id::text AS id, d.created_at, d.parent_id IS NOT NULL AS is_rewrite, r.writer, r.degraded ->> 'code'
            AS degraded, r.triage ->> 'intent' AS intent, r.decision ->> 'outcome' AS outcome, r.cost,
        (r.tokens ->> 'prompt')::int + (r.tokens ->> 'completion')::int AS tokens, r.text,
        w.actions, w.sent_text, a.agent
    FROM kulanz.drafts d
    CROSS JOIN LATERAL jsonb_to_record(d.record) AS r(writer text, degraded jsonb, triage jsonb, decision jsonb,
        cost numeric, tokens jsonb, text text)
    LEFT JOIN kulanz.tokens a ON a.store_id = d.store_id AND a.token_id = d.actor
    LEFT JOIN LATERAL (
        SELECT array_agg(action) AS actions,
            (array_agg(final_text ORDER BY created_at) FILTER (WHERE action = 'sent' AND final_text IS NOT NULL))[1]
                AS sent_text
        FROM kulanz.draft_outcomes o WHERE o.draft_id = d.draft_id
    ) w ON true
    WHERE d.kind = 'reply' AND d.created_at >= %(since)s AND d.created_at < %(until)s
        AND a.purpose IS DISTINCT FROM 'session'
    ORDER BY d.created_at, d.draft_id
"""

_DECISIONS = """
    SELECT n.decision_id::text AS id, n.ticket_id::text, n.used_at, n.action, n.outcome, n.order_number,
        r.facts #>> '{problem,value}' AS problem, r.amount, r.cost -> 'to_shop' AS to_shop,
        r.cost -> 'from_supplier' AS from_supplier, t.record #>> '{ticket,subject}' AS subject,
        coalesce(nullif(n.corrections -> 'items', 'null'), t.record #> '{labels,items}') AS items,
        jsonb_path_query_array(o.record, '$.lines[*].sku') AS skus,
        jsonb_path_query_array(o.record, '$.shipments[*].supplier') AS suppliers
    FROM (
        SELECT DISTINCT ON (d.ticket_id) d.*, used.used_at
        FROM (
            SELECT p.decision_id, min(w.created_at) AS used_at
            FROM kulanz.draft_outcomes w JOIN kulanz.drafts p USING (store_id, draft_id)
            WHERE w.action IN ('inserted', 'sent') AND p.kind = 'reply' GROUP BY p.decision_id
        ) used JOIN kulanz.decisions d USING (decision_id)
        WHERE d.ticket_id IS NOT NULL ORDER BY d.ticket_id, used.used_at DESC, d.decision_id
    ) n
    CROSS JOIN LATERAL jsonb_to_record(n.record) AS r(facts jsonb, amount jsonb, cost jsonb)
    LEFT JOIN kulanz.tickets t USING (store_id, ticket_id)
    LEFT JOIN kulanz.orders o ON o.store_id = n.store_id AND o.number = n.order_number
    WHERE n.used_at >= %(since)s AND n.used_at < %(until)s
    ORDER BY n.used_at, n.decision_id
"""

_ORDERS = """
    SELECT number, placed_at, coalesce((record ->> 'refunded')::numeric, 0) > 0 AS is_refunded,
        jsonb_path_query_array(record, '$.lines[*].sku') AS skus
    FROM kulanz.orders WHERE placed_at >= %(since)s AND placed_at < %(until)s ORDER BY placed_at, number
"""

_PARCELS = """
    SELECT o.number AS order_number, s.supplier, s.promised_by, s.items,
        jsonb_path_query_first(s.events, '$[*] ? (@.status == "delivered").at') #>> '{}' AS delivered_at,
        jsonb_path_exists(s.events, '$[*] ? (@.status == "lost")') AS is_lost
    FROM kulanz.orders o
    CROSS JOIN LATERAL jsonb_to_recordset(o.record -> 'shipments')
        AS s(supplier text, promised_by date, items jsonb, events jsonb)
    WHERE o.placed_at >= %(since)s AND o.placed_at < %(until)s AND s.supplier IS NOT NULL
    ORDER BY o.placed_at, o.number
"""


class TicketRow(Struct, frozen=True):
    """A dated ticket. None: nobody has read it, nobody has answered, or it is not solved.

    `asked_at`: the first dated message of the customer; `answered_at`: the first one of the shop after it.
    """

    id: str
    opened_at: datetime
    subject: str | None
    channel: Channel | None
    asked_at: datetime | None
    answered_at: datetime | None
    solved_at: datetime | None
    intent: str | None
    priority: Priority | None
    problem: str | None
    order_number: str | None
    items: list[str] | None


class DraftRow(Struct, frozen=True):
    """A draft of a reply. `actions`: what was reported of it; `sent_text`: what was sent in the end, as far as told."""

    id: str
    created_at: datetime
    is_rewrite: bool
    writer: str
    degraded: str | None
    intent: str
    outcome: str | None
    cost: Decimal | None
    tokens: int
    text: str
    actions: list[str] | None
    sent_text: str | None
    agent: str | None


class UsedDecision(Struct, frozen=True):
    """The newest decision of a ticket whose reply was inserted or sent, first at `used_at`.

    `items`: the SKUs that a person named; `skus` and `suppliers`: all of the order, None without one.
    """

    id: str
    ticket_id: str
    subject: str | None
    used_at: datetime
    action: str
    outcome: str | None
    order_number: str | None
    problem: str | None
    amount: Money | None
    to_shop: Money | None
    from_supplier: Money | None
    items: list[str] | None
    skus: list[str | None] | None
    suppliers: list[str | None] | None


class OrderRow(Struct, frozen=True):
    """An order; `is_refunded`: money of it went back, as the shop's export tells. `skus`: of its lines."""

    number: str
    placed_at: datetime
    is_refunded: bool
    skus: list[str | None]


class ParcelRow(Struct, frozen=True):
    """A shipment whose supplier is known; `items`: what is in it."""

    order_number: str
    supplier: str
    promised_by: date | None
    items: list[ShipmentItem] | None
    delivered_at: datetime | None
    is_lost: bool


async def tickets(conn: Connection, since: datetime, until: datetime) -> list[TicketRow]:
    """Tickets opened in the span, oldest first."""
    return await _rows(conn, _TICKETS, TicketRow, since, until)


async def drafts(conn: Connection, since: datetime, until: datetime) -> list[DraftRow]:
    """Replies drafted in the span, oldest first, without those of Try it."""
    return await _rows(conn, _DRAFTS, DraftRow, since, until)


async def used_decisions(conn: Connection, since: datetime, until: datetime) -> list[UsedDecision]:
    """Decisions first used in the span, oldest first; an older one of the same ticket is replaced by the newest."""
    return await _rows(conn, _DECISIONS, UsedDecision, since, until)


async def orders(conn: Connection, since: datetime, until: datetime) -> list[OrderRow]:
    """Orders placed in the span, oldest first."""
    return await _rows(conn, _ORDERS, OrderRow, since, until)


async def parcels(conn: Connection, since: datetime, until: datetime) -> list[ParcelRow]:
    """Shipments of the orders placed in the span."""
    return await _rows(conn, _PARCELS, ParcelRow, since, until)


async def newest_day(conn: Connection, zone: str) -> date | None:
    """The day of the newest ticket; None where there is none with a date."""
    cursor = await conn.execute("SELECT (max(opened_at) AT TIME ZONE %s)::date AS day FROM kulanz.tickets", [zone])
    row = await cursor.fetchone()
    return row["day"] if row else None


async def _rows(conn: Connection, query: str, of: type[T], since: datetime, until: datetime) -> list[T]:
    cursor = await conn.execute(query, {"since": since, "until": until})
    return [convert(_decoded(row), of) for row in await cursor.fetchall()]


def _decoded(row: Row) -> Row:
    return {name: json.decode(value) if isinstance(value, Raw) else value for name, value in row.items()}
