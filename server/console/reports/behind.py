"""The tickets and decisions behind a figure, as filtered lists."""

from collections.abc import Callable, Sequence

from server.console.reports.money import GROUPS
from server.console.reports.view import Column, Line, Met, Report, Section, Table, View
from server.console.reports.words import group_word, topic_word
from server.db import reports
from server.db.pool import Connection
from server.db.reports import TicketRow, UsedDecision
from server.reports.money import settled
from server.reports.service import Served, served
from server.reports.topics import UNREAD
from server.stores.shop import Shop

_OF_TICKET: dict[str, Callable[[TicketRow], str]] = {
    "topic": lambda row: row.intent or UNREAD,
    "priority": lambda row: row.priority or "none",
    "channel": lambda row: row.channel or "none",
}


async def load_tickets(conn: Connection, view: View) -> list[TicketRow]:
    """The tickets opened in the period, those that fit the filters."""
    rows = await reports.tickets(conn, view.period.since, view.period.until)
    wanted = {name: value for name, value in view.filters.items() if name in _OF_TICKET}
    return [row for row in rows if all(_OF_TICKET[name](row) == value for name, value in wanted.items())]


def build_tickets(rows: Sequence[TicketRow], shop: Shop, view: View) -> Report:
    """Newest first, with how long they waited and whether that was in time."""
    times = {one.row.id: one for one in served(rows, shop.triage_rules, shop.calendar, view.now)}
    columns = [
        Column("subject", "text"),
        Column("opened", "moment"),
        Column("topic", "text"),
        Column("priority", "text"),
        Column("channel", "text"),
        Column("answer_took", "duration"),
        Column("answer_in_time", "text"),
        Column("solution_took", "duration"),
        Column("solution_in_time", "text"),
    ]
    lines = [_ticket_line(row, times.get(row.id), view) for row in reversed(rows)]
    return Report(len(rows), [Section("tickets", _counted(len(rows), view), Table(columns, lines))])


async def load_decisions(conn: Connection, view: View) -> list[UsedDecision]:
    """The decisions used in the period."""
    return await reports.used_decisions(conn, view.period.since, view.period.until)


def build_decisions(rows: Sequence[UsedDecision], shop: Shop, view: View) -> Report:
    """Newest first, with what they gave and cost."""
    wanted = {name: value for name, value in view.filters.items() if name in GROUPS}
    found = [
        one
        for one in settled(rows, shop.store, shop.products)
        if all(GROUPS[name](one) == value for name, value in wanted.items())
    ]
    columns = [
        Column("subject", "text"),
        Column("used_at", "moment"),
        Column("order", "text"),
        *(Column(name, "text") for name in GROUPS),
        Column("to_customer", "money"),
        Column("to_shop", "money"),
        Column("from_supplier", "money"),
    ]
    lines = [
        Line(
            [
                one.row.subject or view.t("reports.no_subject"),
                one.row.used_at.astimezone(view.period.zone),
                one.row.order_number,
                *(group_word(name, group(one), shop, view.t) for name, group in GROUPS.items()),
                one.row.amount,
                one.row.to_shop,
                one.row.from_supplier,
            ],
            f"/console/try?ticket={one.row.ticket_id}",
        )
        for one in reversed(found)
    ]
    return Report(len(found), [Section("decisions", _counted(len(found), view), Table(columns, lines))])


def _ticket_line(row: TicketRow, times: Served | None, view: View) -> Line:
    return Line(
        [
            row.subject or view.t("reports.no_subject"),
            row.opened_at.astimezone(view.period.zone),
            topic_word(row.intent or UNREAD, view.t),
            view.t.word("priority", row.priority) if row.priority else None,
            view.t.word("channel", row.channel) if row.channel else None,
            times.first_answer.took if times else None,
            Met(times.first_answer.met if times else None),
            times.solution.took if times else None,
            Met(times.solution.met if times else None),
        ],
        f"/console/try?ticket={row.id}",
    )


def _counted(count: int, view: View) -> str:
    return view.t("reports.list.one" if count == 1 else "reports.list.answer", count=count)
