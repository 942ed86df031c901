"""What tickets are about, per 100 orders, and topics that jumped."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from server.console.reports.cells import number, share, week, week_labels
from server.console.reports.view import Cell, Column, Finding, Line, Plot, Report, Section, Table, View
from server.console.reports.words import topic_word
from server.db import reports
from server.db.pool import Connection
from server.db.reports import OrderRow, TicketRow
from server.domain.statistics import rate
from server.reports.topics import (
    UNREAD,
    WEEKS_BEFORE,
    Jump,
    Week,
    before,
    by_week,
    jumps,
    per_100_orders,
    together,
)
from server.stores.shop import Shop

_SHOWN = 5
_WHERE_IS_IT = ("wismo", "late", "not_received")


class Rows(Struct, frozen=True):
    """Tickets opened and orders placed in the period and in the eight weeks before."""

    tickets: list[TicketRow]
    orders: list[OrderRow]


async def load(conn: Connection, view: View) -> Rows:
    """Both, in two queries."""
    period = before(view.period)
    return Rows(
        await reports.tickets(conn, period.since, period.until), await reports.orders(conn, period.since, period.until)
    )


def build(rows: Rows, shop: Shop, view: View) -> Report:
    """By week and by topic; jumps are findings."""
    all_weeks = by_week(rows.tickets, rows.orders, before(view.period))
    weeks = all_weeks[WEEKS_BEFORE:]
    topics = together(weeks)
    orders = sum(one.orders for one in weeks)
    leading = [topic for topic in topics if topic != UNREAD][:_SHOWN]
    return Report(
        topics.total(),
        [
            Section("load", _load(topics, orders, view), _by_week(weeks, view), _plot_weeks(weeks, leading, view)),
            Section("topics", _topics(topics, view), _by_topic(topics, orders, view), _plot_topics(topics, view)),
            Section("topic_weeks", view.t("reports.topic_weeks.answer"), _topic_weeks(weeks, leading, view)),
        ],
        [_finding(jump, view) for jump in jumps(all_weeks, view.period)],
    )


def _by_week(weeks: Sequence[Week], view: View) -> Table:
    return Table(
        [Column("week", "week"), Column("orders", "count"), Column("tickets", "count"), Column("per_100", "number")],
        [
            Line(
                [one.monday, one.orders, one.total, per_100_orders(one.total, one.orders)],
                view.of_week("tickets", one.monday) if one.total else None,
            )
            for one in weeks
        ],
    )


def _by_topic(topics: Counter[str], orders: int, view: View) -> Table:
    return Table(
        [Column("topic", "text"), Column("tickets", "count"), Column("share", "rate"), Column("per_100", "number")],
        [
            Line(
                [topic_word(topic, view.t), count, rate(count, topics.total()), per_100_orders(count, orders)],
                view.address("tickets", topic=topic),
            )
            for topic, count in topics.items()
        ],
    )


def _topic_weeks(weeks: Sequence[Week], leading: Sequence[str], view: View) -> Table:
    """Tickets per 100 orders; the topics that lead, and all others together."""
    columns = [Column(topic, "number", topic_word(topic, view.t)) for topic in leading]
    lines: list[Line] = []
    for one in weeks:
        counts = [one.tickets.get(topic, 0) for topic in leading]
        cells: list[Cell] = [per_100_orders(count, one.orders) for count in [*counts, one.total - sum(counts)]]
        lines.append(Line([one.monday, *cells]))
    return Table([Column("week", "week"), *columns, Column("other", "number")], lines)


def _load(topics: Counter[str], orders: int, view: View) -> str:
    load_of_all = per_100_orders(topics.total(), orders)
    if load_of_all is None:
        return view.t("reports.load.no_orders", tickets=topics.total())
    return view.t("reports.load.answer", tickets=topics.total(), orders=orders, per_100=number(load_of_all, view.t))


def _topics(topics: Counter[str], view: View) -> str:
    asked = sum(topics[topic] for topic in _WHERE_IS_IT)
    read = topics.total() - topics[UNREAD]
    if not read:
        return view.t("reports.topics.unread")
    return view.t("reports.topics.answer", count=asked, of=read, share=share(asked / read, view.t))


def _plot_weeks(weeks: Sequence[Week], leading: Sequence[str], view: View) -> Plot:
    def counts(topic: str) -> list[float | None]:
        return [per_100_orders(one.tickets.get(topic, 0), one.orders) for one in weeks]

    others = [
        per_100_orders(one.total - sum(one.tickets.get(topic, 0) for topic in leading), one.orders) for one in weeks
    ]
    series = [(topic_word(topic, view.t), counts(topic)) for topic in leading]
    return Plot("stacked", "count", week_labels(view), [*series, (view.t("reports.column.other"), others)])


def _plot_topics(topics: Counter[str], view: View) -> Plot:
    leading = list(topics)[: 2 * _SHOWN][::-1]  # drawn from below
    return Plot(
        "rows",
        "count",
        [topic_word(topic, view.t) for topic in leading],
        [(view.t("reports.column.tickets"), [topics[topic] for topic in leading])],
    )


def _finding(jump: Jump, view: View) -> Finding:
    text = view.t(
        "reports.jump",
        week=week(jump.monday, view.t),
        topic=topic_word(jump.topic, view.t),
        tickets=jump.tickets,
        orders=jump.orders,
        usual=number(jump.tickets_before * jump.orders / jump.orders_before, view.t),
    )
    return Finding(text, view.of_week("tickets", jump.monday, topic=jump.topic))
