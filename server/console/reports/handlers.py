"""The pages of the reports, and each of their tables as a file."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from litestar import Response, get
from litestar.params import FromPath
from msgspec import Struct

from server.console.render import HEADERS, page, speech_of
from server.console.reports import behind, drafts, money, plots, service, topics
from server.console.reports.cells import shown
from server.console.reports.csv_file import csv_file
from server.console.reports.span import CHOICES, read_span
from server.console.reports.view import Report, Section, View
from server.console.reports.words import filter_words
from server.console.session import AnyRequest, OpenDatabase, Session
from server.db.pool import Database
from server.db.reports import newest_day
from server.errors import PageNotFound
from server.stores.shop import Shop, open_shop


class Kind(Struct, frozen=True):
    """How a report comes about: its rows in one transaction, then figures and sentences without any I/O."""

    load: Callable[..., Awaitable[Any]]
    build: Callable[[Any, Shop, View], Report]


TABS = {
    "service": Kind(service.load, service.build),
    "topics": Kind(topics.load, topics.build),
    "money": Kind(money.load, money.build),
    "drafts": Kind(drafts.load, drafts.build),
}
LISTS = {
    "tickets": Kind(behind.load_tickets, behind.build_tickets),
    "decisions": Kind(behind.load_decisions, behind.build_decisions),
}
_FILTERS = ("topic", "priority", "channel", "outcome", "problem", "product", "supplier")
_ROWS_ON_A_PAGE = 200


class Made(Struct, frozen=True):
    """A report with how it is looked at; the filters in words.

    `newest`: where the period is empty, the weeks up to the newest ticket.
    """

    report: Report
    view: View
    newest: View | None
    filters: list[str]


@get(["/reports", "/reports/{name:str}"])
async def show_report(
    request: AnyRequest, session: Session, database: OpenDatabase, name: FromPath[str] = "service"
) -> Response[str]:
    """One report as a page: each question with answer, plot and table."""
    made = await _make(request, database, session.store, name)
    return page(
        request,
        "reports/report.html",
        here="reports",
        name=name,
        tabs=list(TABS),
        is_list=name in LISTS,
        report=made.report,
        view=made.view,
        newest=made.newest,
        filters=made.filters,
        plots=plots,
        shown=shown,
        choices=CHOICES,
        most=_ROWS_ON_A_PAGE,
    )


@get("/reports/{name:str}/{file:str}")
async def show_file(
    request: AnyRequest, session: Session, database: OpenDatabase, name: FromPath[str], file: FromPath[str]
) -> Response[bytes]:
    """SECTION.csv: the whole table of one section; SECTION.svg: its plot, for a phone with `narrow=1`."""
    made = await _make(request, database, session.store, name)
    stem, _, suffix = file.rpartition(".")
    section = next((one for one in made.report.sections if one.name == stem), None)
    if section and suffix == "csv":
        return await _table_file(section, made.view)
    if section and section.plot and suffix == "svg":
        narrow = request.query_params.get("narrow") == "1"
        picture = await asyncio.to_thread(plots.draw, section.plot, made.view.t, narrow=narrow)
        headers = {**HEADERS, "Content-Security-Policy": plots.POLICY}
        return Response(picture, media_type="image/svg+xml", headers=headers)
    raise PageNotFound("There is no such table or plot.")


async def _table_file(section: Section, view: View) -> Response[bytes]:
    content = await asyncio.to_thread(csv_file, section.table, view.t)
    period = view.period
    filename = f"kulanz-{section.name}-{period.first}-{period.last}.csv"
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


async def _make(request: AnyRequest, database: Database, store_id: str, name: str) -> Made:
    kind = TABS.get(name) or LISTS.get(name)
    if kind is None:
        raise PageNotFound("There is no such report.")
    query = {key: value for key, value in request.query_params.items() if isinstance(value, str)}
    now = datetime.now(UTC)
    async with database.store(store_id) as conn:
        shop = await open_shop(conn)
        zone = shop.store.zone
        period, span = read_span(query, now.astimezone(zone).date(), zone)
        filters = {key: query[key] for key in _FILTERS if query.get(key)}
        view = View(period, span, speech_of(request), now, filters)
        rows = await kind.load(conn, view)
        newest = await newest_day(conn, shop.store.timezone)
    report = await asyncio.to_thread(kind.build, rows, shop, view)
    words = filter_words(filters, shop, view.t) if name in LISTS else []
    if report.count or newest is None:
        return Made(report, view, None, words)
    earlier = {"from": (newest - timedelta(weeks=11)).isoformat(), "to": newest.isoformat()}
    return Made(report, view, View(read_span(earlier, newest, zone)[0], earlier, view.t, now, {}), words)
