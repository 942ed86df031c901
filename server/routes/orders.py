"""Orders as agents see them."""

from typing import Annotated

from litestar import get
from litestar.params import FromPath, QueryParameter
from msgspec import Struct

from server.cases.find_orders import find_order, find_orders
from server.domain.order import Order
from server.routes.access import Caller, OpenDatabase
from server.routes.schema import ERRORS


class OrderList(Struct, frozen=True):
    """`next` asks for the page behind, null at the end."""

    orders: list[Order]
    next: str | None


@get("/v1/orders/{number:str}", tags=["orders"], summary="One order", responses=ERRORS)
async def read_order(number: FromPath[str], database: OpenDatabase, principal: Caller) -> Order:
    """By its number, however it is written."""
    return await find_order(database, principal, number)


@get("/v1/orders", tags=["orders"], summary="Search orders", responses=ERRORS)
async def list_orders(
    database: OpenDatabase,
    principal: Caller,
    wanted: Annotated[str, QueryParameter(name="query")] = "",
    page: Annotated[str | None, QueryParameter(name="next")] = None,
) -> OrderList:
    """By number, address, name or product, newest first."""
    orders, page = await find_orders(database, principal, wanted, page)
    return OrderList(orders, page)
