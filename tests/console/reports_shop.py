"""A shop whose tickets and orders can be counted by hand, and its reports as tables."""

import asyncio
import csv
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

from server.db import orders, tickets
from server.db.migrate import service_url
from server.db.pool import Connection, Database
from server.domain.order import OrderLine, OrderRecord, Shipment, TrackingEvent
from server.domain.ticket import Customer, Labels, Message, PastTicket, Ticket
from server.stores.shop import open_shop
from tests.conftest import Service
from tests.console.conftest import STORE, Browser


def past(
    name: str,
    asked: str,
    answered: str | None = None,
    solved: str | None = None,
    *,
    intent: str | None = None,
    priority: str | None = None,
    channel: str = "email",
    problem: str | None = None,
    order: str | None = None,
) -> PastTicket:
    """A ticket with one question and at most one answer; times as `2024-03-04T10:00+01:00`."""
    messages = [Message("customer", f"Frage {name}", sent_at=datetime.fromisoformat(asked))]
    if answered:
        messages.append(Message("agent", "Antwort", sent_at=datetime.fromisoformat(answered)))
    ticket = Ticket(messages, subject=name, channel=channel, customer=Customer(email=f"{name}@mail.example"))
    return PastTicket(
        "",
        ticket,
        status="solved" if solved else "open",
        solved_at=datetime.fromisoformat(solved) if solved else None,
        labels=Labels(intent=intent, priority=priority, problem=problem),
        order_number=order,
    )


def order(
    number: str, placed: str, *, refunded: int = 0, supplier: str | None = None, promised: str = "", came: str = ""
) -> OrderRecord:
    """An order of one lamp, in one parcel where a supplier is named; `came` empty: it is on its way."""
    events = [TrackingEvent(datetime.fromisoformat(came), "delivered")] if came else []
    parcel = Shipment(supplier, None, None, None, None, date.fromisoformat(promised or placed[:10]), [], events)
    return OrderRecord(
        number=number,
        placed_at=datetime.fromisoformat(placed).astimezone(UTC),
        email=None,
        customer_name=None,
        phone=None,
        company=None,
        vat_number=None,
        billing_country="DE",
        shipping_country="DE",
        shipping_address=None,
        currency="EUR",
        total=Decimal(49),
        subtotal=Decimal(49),
        shipping=Decimal(0),
        refunded=Decimal(refunded),
        payment_method=None,
        financial_status="paid",
        fulfillment_status=None,
        paid_at=None,
        fulfilled_at=None,
        cancelled_at=None,
        tags=[],
        notes=None,
        lines=[OrderLine("LUNA-MS", "Leselampe Luna", 1, Decimal(49), Decimal(0))],
        shipments=[parcel] if supplier else [],
    )


def keep(service: Service, past_tickets: Iterable[PastTicket], past_orders: Iterable[OrderRecord]) -> None:
    """Put them into the shop as an import does."""

    async def write(conn: Connection) -> None:
        store = (await open_shop(conn)).store
        await tickets.add_imported(conn, store, list(past_tickets))
        await orders.add_imported(conn, STORE, [(one.number, one) for one in past_orders])

    in_the_shop(service, write)


def in_the_shop(service: Service, work: Callable[[Connection], Awaitable[None]]) -> None:
    """Work in a transaction of the shop, in a thread of its own: a browser test has an event loop in this one."""

    async def run() -> None:
        async with Database(service_url(service.owner_url)) as database, database.store(STORE) as conn:
            await work(conn)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, run()).result()


def table(visitor: Browser, report: str, section: str, **query: str) -> list[dict[str, str]]:
    """A table as its CSV file tells it, in English: a row is heading to cell."""
    answer = visitor.client.get(f"/console/reports/{report}/{section}.csv", params=query)
    assert answer.status_code == 200
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
