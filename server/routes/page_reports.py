"""Pages that no longer match: the extension reports their structure, managers read it."""

from litestar import get, post
from litestar.params import JSONBody
from msgspec import Struct

from server.db import page_reports
from server.db.page_reports import PageReport
from server.errors import InvalidRequest
from server.routes.access import Caller, OpenDatabase
from server.routes.schema import ERRORS

_LONGEST_HTML = 200_000
_LONGEST_NAME = 200


class NewPageReport(Struct, frozen=True):
    """`html`: the page's structure with every text censored by the extension; at most 200,000 characters."""

    helpdesk: str
    missing: str
    extension: str
    html: str


@post(
    "/v1/page_reports",
    status_code=204,
    tags=["helpdesks"],
    summary="Report a page that no longer matches",
    responses=ERRORS,
)
async def create_page_report(data: JSONBody[NewPageReport], database: OpenDatabase, principal: Caller) -> None:
    """Kept for the store's managers."""
    names = (data.helpdesk, data.missing, data.extension)
    if len(data.html) > _LONGEST_HTML or any(len(name) > _LONGEST_NAME for name in names):
        raise InvalidRequest("The report is too long; `html` may have 200,000 characters, the other parts 200.")
    async with database.store(principal.store) as conn:
        await page_reports.add(
            conn,
            principal.store,
            helpdesk=data.helpdesk,
            missing=data.missing,
            extension=data.extension,
            html=data.html,
        )


@get("/v1/page_reports", tags=["helpdesks"], summary="Pages that no longer match (managers)", responses=ERRORS)
async def list_page_reports(database: OpenDatabase, principal: Caller) -> list[PageReport]:
    """The newest fifty; a manager's role is needed."""
    principal.require("manager")
    async with database.store(principal.store) as conn:
        return await page_reports.newest(conn)
