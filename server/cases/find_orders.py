"""Orders shown to an agent: one by number, several by search, the one of a case."""

from datetime import UTC, datetime

from server.cases.money_clock import clock_of_decision, due_of_order
from server.cases.order_view import OrderContext, show_order
from server.db import orders, tickets
from server.db.pool import Connection, Database
from server.domain.access import Principal
from server.domain.case import Case
from server.domain.decision import Decision
from server.domain.order import Order, OrderRecord
from server.domain.ticket import Customer
from server.stores.shop import Shop, open_shop


async def find_order(database: Database, principal: Principal, number: str) -> Order:
    """The order of that number, however it is written; OrderNotFound."""
    async with database.store(principal.store) as conn:
        shop = await open_shop(conn)
        record = await orders.get(conn, number, shop.store.order_formats)
        return await _show(conn, shop, record, datetime.now(UTC))


async def find_orders(
    database: Database, principal: Principal, query: str, page: str | None
) -> tuple[list[Order], str | None]:
    """A page of orders that the query fits, newest first, and the mark of the next page."""
    async with database.store(principal.store) as conn:
        shop = await open_shop(conn)
        found = await orders.search(conn, query, page)
        now = datetime.now(UTC)
        return [await _show(conn, shop, record, now) for record in found.orders], found.next


def show_case_order(case: Case, decision: Decision) -> Order | None:
    """The order of a case as it stood then, None where none was identified; `decision` may start its money clock."""
    if case.order is None:
        return None
    context = OrderContext(
        products=case.products,
        address_orders=case.sender_orders,
        tickets=case.earlier_customer_tickets,
        store=case.store,
        language=case.reading.language,
        refund_due=clock_of_decision(decision, case.order, case.request_day, case.store.default_language, sent=False),
    )
    return show_order(case.order, context, case.as_of)


async def _show(conn: Connection, shop: Shop, record: OrderRecord, as_of: datetime) -> Order:
    same_address = await orders.by_address(conn, record.email, as_of)
    same_person = await tickets.of_person(conn, Customer(email=record.email), shop.store.country, as_of)
    due = await due_of_order(conn, record.number, shop.store)
    clock = (due.due_at, due.reason) if due else None
    return show_order(record, OrderContext(shop.products, same_address, same_person, shop.store, None, clock), as_of)
