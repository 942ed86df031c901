"""GET /v1/refunds_due: money that customers are waiting for."""

from litestar import get

from server.cases.money_clock import RefundDue, refunds_due
from server.routes.access import Caller, OpenDatabase
from server.routes.schema import ERRORS


@get("/v1/refunds_due", tags=["orders"], summary="Refunds that are due or late", responses=ERRORS)
async def list_refunds_due(database: OpenDatabase, principal: Caller) -> list[RefundDue]:
    """What is not paid yet, the one due first at the top, each with its reason."""
    return await refunds_due(database, principal)
