"""Reports of helpdesk pages that no longer match: structure alone, for whoever mends the selectors."""

from datetime import datetime

from msgspec import Struct

from server.db.pool import Connection


class PageReport(Struct, frozen=True):
    """`missing` names the part of the page that was not found; `html` holds no word of the page's text."""

    id: int
    at: datetime
    helpdesk: str
    missing: str
    extension: str
    html: str


async def add(conn: Connection, store_id: str, *, helpdesk: str, missing: str, extension: str, html: str) -> None:
    """Keep a report."""
    await conn.execute(
        "INSERT INTO kulanz.page_reports (store_id, helpdesk, missing, extension, html) VALUES (%s, %s, %s, %s, %s)",
        [store_id, helpdesk, missing, extension, html],
    )


async def newest(conn: Connection) -> list[PageReport]:
    """The newest fifty, newest first."""
    cursor = await conn.execute(
        "SELECT report_id, at, helpdesk, missing, extension, html FROM kulanz.page_reports "
        "ORDER BY report_id DESC LIMIT 50"
    )
    return [PageReport(*row.values()) for row in await cursor.fetchall()]
