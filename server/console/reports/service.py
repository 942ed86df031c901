"""How fast the shop answers and solves: by week, priority and channel."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from server.console.reports.cells import duration, share, week_labels
from server.console.reports.view import Cell, Column, Kind, Line, Plot, Report, Section, Table, View
from server.db import reports
from server.db.pool import Connection
from server.db.reports import TicketRow
from server.domain.triage import PRIORITIES
from server.reports.service import Served, ServiceTimes, served, service_times, times_by
from server.stores.shop import Shop

_HOUR = timedelta(hours=1)
_IN_ORDER: tuple[str | None, ...] = (*PRIORITIES, None)
_FIGURES: list[tuple[str, Kind]] = [
    ("tickets", "count"),
    ("answer_met", "rate"),
    ("answer_median", "duration"),
    ("answer_p90", "duration"),
    ("answer_median_open", "duration"),
    ("solution_met", "rate"),
    ("solution_median", "duration"),
    ("solution_p90", "duration"),
]


async def load(conn: Connection, view: View) -> list[TicketRow]:
    """The tickets opened in the period."""
    return await reports.tickets(conn, view.period.since, view.period.until)


def build(rows: Sequence[TicketRow], shop: Shop, view: View) -> Report:
    """Share in time, median and nine in ten, of first answers and of solutions."""
    tickets = served(rows, shop.triage_rules, shop.calendar, view.now)
    nobody = service_times([])
    by_week = times_by(tickets, lambda one: view.period.week_of(one.row.opened_at))
    weeks = {week: by_week.get(week, nobody) for week in view.period.weeks()}
    by_priority = times_by(tickets, _priority)
    priorities = {one: by_priority[one] for one in _IN_ORDER if one in by_priority}
    channels = times_by(tickets, _channel)
    whole = service_times(tickets)
    week_lines = [
        Line([week, *_figures(times)], view.of_week("tickets", week) if times.tickets else None)
        for week, times in weeks.items()
    ]
    return Report(
        len(tickets),
        [
            Section("in_time", _in_time(whole, view), _table("week", "week", week_lines), _plot_met(weeks, view)),
            Section("waiting", _waiting(whole, view), _table("week", "week", week_lines), _plot_waiting(weeks, view)),
            Section(
                "by_priority",
                _lowest(priorities, "priority", view),
                _table("priority", "text", _lines(priorities, "priority", view)),
            ),
            Section(
                "by_channel",
                _lowest(channels, "channel", view),
                _table("channel", "text", _lines(channels, "channel", view)),
            ),
        ],
    )


def _table(key: str, kind: Kind, lines: Sequence[Line]) -> Table:
    return Table([Column(key, kind), *(Column(name, of) for name, of in _FIGURES)], lines)


def _figures(times: ServiceTimes) -> list[Cell]:
    answer, solution = times.first_answer, times.solution
    return [
        times.tickets,
        *(answer.met, answer.median, answer.p90, times.median_open),
        *(solution.met, solution.median, solution.p90),
    ]


def _lines(groups: Mapping[str | None, ServiceTimes], kind: str, view: View) -> list[Line]:
    return [
        Line([_word(kind, group, view), *_figures(times)], view.address("tickets", **{kind: group or "none"}))
        for group, times in groups.items()
    ]


def _word(kind: str, value: str | None, view: View) -> str:
    return view.t(f"reports.no_{kind}") if value is None else view.t.word(kind, value)


def _in_time(whole: ServiceTimes, view: View) -> str:
    met, solved = whole.first_answer.met, whole.solution.met
    if not met.n:
        return view.t("reports.in_time.none")
    key = "reports.in_time.answer" if solved.n else "reports.in_time.answer_alone"
    return view.t(
        key,
        share=share(met.share, view.t),
        passed=met.passed,
        of=met.n,
        solved=share(solved.share, view.t),
    )


def _waiting(whole: ServiceTimes, view: View) -> str:
    answer = whole.first_answer
    if answer.median is None or answer.p90 is None or whole.median_open is None:
        return view.t("reports.waiting.none")
    half, most, in_open_time = (duration(one, view.t) for one in (answer.median, answer.p90, whole.median_open))
    return view.t("reports.waiting.answer", median=half, p90=most, open=in_open_time)


def _lowest(groups: Mapping[str | None, ServiceTimes], kind: str, view: View) -> str:
    judged = {group: times.first_answer.met for group, times in groups.items() if times.first_answer.met.n}
    if not judged:
        return view.t("reports.in_time.none")
    worst = min(judged, key=lambda group: judged[group].share)
    return view.t(
        f"reports.by_{kind}.answer",
        group=_word(kind, worst, view),
        share=share(judged[worst].share, view.t),
        passed=judged[worst].passed,
        of=judged[worst].n,
    )


def _plot_met(weeks: Mapping[date, ServiceTimes], view: View) -> Plot:
    met = [(times.first_answer.met, times.solution.met) for times in weeks.values()]
    return Plot(
        "lines",
        "percent",
        week_labels(view),
        [
            (view.t("reports.series.answer"), [100 * one.share if one.n else None for one, _ in met]),
            (view.t("reports.series.solution"), [100 * one.share if one.n else None for _, one in met]),
        ],
    )


def _plot_waiting(weeks: Mapping[date, ServiceTimes], view: View) -> Plot:
    answers = [times.first_answer for times in weeks.values()]
    return Plot(
        "lines",
        "hours",
        week_labels(view),
        [
            (view.t("reports.series.median"), [_hours(one.median) for one in answers]),
            (view.t("reports.series.p90"), [_hours(one.p90) for one in answers]),
        ],
    )


def _hours(span: timedelta | None) -> float | None:
    return None if span is None else span / _HOUR


def _priority(one: Served) -> str | None:
    return one.row.priority


def _channel(one: Served) -> str | None:
    return one.row.channel
