"""Orders as the shop's export tells them, with their shipments."""

import base64
import binascii
from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct, json

from server.db.pack_rows import Changes, insert_all, make_equal
from server.db.pool import Connection, to_json
from server.domain.order import OrderRecord, number_key, plain_number
from server.errors import InvalidRequest, OrderNotFound

_COLUMNS = ("store_id", "number", "number_key", "email_key", "placed_at", "record", "origin")


class OrderPage(Struct, frozen=True):
    """Some orders, newest first; `next` asks for the page behind, None at the end."""

    orders: list[OrderRecord]
    next: str | None


def email_key(address: str | None) -> str | None:
    """An address as it is compared: without case and blanks around it."""
    return address.strip().casefold() if address and address.strip() else None


async def get(conn: Connection, number: str, formats: Sequence[str]) -> OrderRecord:
    """The order of that number, however it is written, or OrderNotFound; the one written just so where two fit."""
    found = await by_keys(conn, [number_key(number, formats)])
    if not found:
        raise OrderNotFound("There is no such order in this store; search it with GET /v1/orders?query=.")
    return next((order for order in found if plain_number(order.number) == plain_number(number)), found[0])


async def by_keys(conn: Connection, number_keys: Iterable[str]) -> list[OrderRecord]:
    """Orders whose number has one of these keys (domain.order.number_key)."""
    cursor = await conn.execute(
        "SELECT record FROM kulanz.orders WHERE number_key = ANY(%s) ORDER BY placed_at, number", [list(number_keys)]
    )
    return [json.decode(row["record"], type=OrderRecord) for row in await cursor.fetchall()]


async def by_address(conn: Connection, address: str | None, until: datetime) -> list[OrderRecord]:
    """All orders of an address placed up to `until`, oldest first."""
    cursor = await conn.execute(
        "SELECT record FROM kulanz.orders WHERE email_key = %s AND placed_at <= %s ORDER BY placed_at, number",
        [email_key(address), until],
    )
    return [json.decode(row["record"], type=OrderRecord) for row in await cursor.fetchall()]


async def of_addresses(conn: Connection, addresses: Iterable[str | None]) -> list[OrderRecord]:
    """All orders of these addresses, oldest first."""
    keys = [key for address in addresses if (key := email_key(address))]
    cursor = await conn.execute(
        "SELECT record FROM kulanz.orders WHERE email_key = ANY(%s) ORDER BY placed_at, number", [keys]
    )
    return [json.decode(row["record"], type=OrderRecord) for row in await cursor.fetchall()]


async def search(conn: Connection, query: str, page: str | None, limit: int = 25) -> OrderPage:
    """Orders whose number, address, name or line titles hold `query`, newest first."""
    placed_before, number_before = _read_page(page)
    cursor = await conn.execute(
        """
        SELECT record, placed_at, number FROM kulanz.orders
        WHERE (number ILIKE %(like)s OR email_key ILIKE %(like)s OR record ->> 'customer_name' ILIKE %(like)s
               OR jsonb_path_query_array(record, '$.lines[*].title')::text ILIKE %(like)s)
            AND (%(placed)s::timestamptz IS NULL OR (placed_at, number) < (%(placed)s, %(number)s))
        ORDER BY placed_at DESC, number DESC LIMIT %(limit)s
        """,
        {"like": _like(query), "placed": placed_before, "number": number_before, "limit": limit + 1},
    )
    rows = await cursor.fetchall()
    found = [json.decode(row["record"], type=OrderRecord) for row in rows[:limit]]
    last = rows[limit - 1] if len(rows) > limit else None
    return OrderPage(found, _write_page(last["placed_at"], last["number"]) if last else None)


async def load(conn: Connection, store_id: str, orders: Iterable[tuple[str, OrderRecord]]) -> Changes:
    """Make the orders that came from a folder equal to it; imported ones stay. Pairs of key and order."""
    rows = (_row(store_id, key, order, "pack") for key, order in orders)
    return await make_equal(conn, "orders", "number", _COLUMNS, rows, keep="t.origin <> 'pack'")


async def add_imported(conn: Connection, store_id: str, orders: Iterable[tuple[str, OrderRecord]]) -> int:
    """Keep orders of another system that the store does not have; how many were new. Pairs of key and order."""
    return await insert_all(conn, "orders", _COLUMNS, (_row(store_id, key, order, "import") for key, order in orders))


def _row(store_id: str, key: str, order: OrderRecord, origin: str) -> Sequence[object]:
    return (store_id, order.number, key, email_key(order.email), order.placed_at, to_json(order), origin)


def _like(query: str) -> str:
    escaped = query.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _write_page(placed_at: datetime, number: str) -> str:
    return base64.urlsafe_b64encode(json.encode((placed_at, number))).decode()


def _read_page(page: str | None) -> tuple[datetime | None, str | None]:
    if page is None:
        return None, None
    try:
        return json.decode(base64.urlsafe_b64decode(page), type=tuple[datetime, str])
    except (binascii.Error, ValueError) as error:
        raise InvalidRequest("`next` is no page mark; take it from the answer before.") from error
