"""Decisions and money: by outcome, reason, product and supplier; the refund rate; how reliable suppliers are."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from msgspec import Struct

from server.console.reports.cells import number, share, week_labels
from server.console.reports.suppliers import supplier_sections
from server.console.reports.view import Cell, Column, Kind, Line, Plot, Report, Section, Sum, Table, View
from server.console.reports.words import group_word
from server.db import reports
from server.db.pool import Connection
from server.db.reports import OrderRow, ParcelRow, TicketRow, UsedDecision
from server.domain.money import Money
from server.reports.grouping import grouped
from server.reports.money import MoneyFigures, Settled, money_by, money_figures, refund_rate, settled
from server.reports.money import Sum as SumOf
from server.stores.shop import Shop

_SHOWN = 8
_FIGURES: list[tuple[str, Kind]] = [
    ("decisions", "count"),
    ("to_customer", "money"),
    ("to_shop", "money"),
    ("from_supplier", "money"),
]
GROUPS: dict[str, Callable[[Settled], str]] = {
    "outcome": lambda one: one.row.outcome or "none",
    "problem": lambda one: one.row.problem or "none",
    "product": lambda one: one.product,
    "supplier": lambda one: one.supplier,
}
"""By what decisions are grouped; each is a filter of the list behind."""


class Rows(Struct, frozen=True):
    """Decisions used and orders placed in the period; parcels of these orders, and tickets since it began."""

    decisions: list[UsedDecision]
    orders: list[OrderRow]
    parcels: list[ParcelRow]
    tickets: list[TicketRow]


async def load(conn: Connection, view: View) -> Rows:
    """Four queries."""
    since, until = view.period.since, view.period.until
    return Rows(
        await reports.used_decisions(conn, since, until),
        await reports.orders(conn, since, until),
        await reports.parcels(conn, since, until),
        await reports.tickets(conn, since, max(until, view.now)),
    )


def build(rows: Rows, shop: Shop, view: View) -> Report:
    """Sums by everything that a decision is about; suppliers with repeated trouble are findings."""
    decisions = settled(rows.decisions, shop.store, shop.products)
    by_supplier = money_by(decisions, GROUPS["supplier"])
    suppliers, findings = supplier_sections(rows.parcels, rows.tickets, by_supplier, shop, view)
    return Report(
        len(decisions) + len(rows.orders),
        [*_spent(decisions, shop, view), _refunds(rows.orders, view), suppliers],
        findings,
    )


def _spent(decisions: Sequence[Settled], shop: Shop, view: View) -> list[Section]:
    """Where the money went; nothing to ask before a decision was used."""
    if not decisions:
        return []
    return [
        _weeks(decisions, shop.store.currency, view),
        *(_grouped(name, decisions, shop, view) for name in GROUPS),
    ]


def money_cells(figures: MoneyFigures, currency: str) -> list[Cell]:
    """The three sums of a group."""
    sums = (figures.to_customer, figures.to_shop, figures.from_supplier)
    return [sum_cell(one, currency) for one in sums]


def sum_cell(one: SumOf, currency: str) -> Sum:
    """A sum as a cell."""
    return Sum(Money.of(one.amount, currency), one.unknown)


def _grouped(name: str, decisions: Sequence[Settled], shop: Shop, view: View) -> Section:
    currency = shop.store.currency
    groups = money_by(decisions, GROUPS[name])
    lines = [
        Line(
            [group_word(name, group, shop, view.t), figures.decisions, *money_cells(figures, currency)],
            view.address("decisions", **{name: group}),
        )
        for group, figures in groups.items()
    ]
    table = Table([Column(name, "text"), *(Column(key, kind) for key, kind in _FIGURES)], lines)
    dearest, whole = next(iter(groups)), money_figures(decisions).to_shop.amount
    answer = view.t(
        "reports.money_by.answer" if whole else "reports.money_by.free",
        group=group_word(name, dearest, shop, view.t),
        cost=view.t.money(Money.of(groups[dearest].to_shop.amount, currency)),
        share=share(float(groups[dearest].to_shop.amount / whole), view.t) if whole else "",
        decisions=len(decisions),
    )
    leading = list(groups)[:_SHOWN][::-1]  # drawn from below
    plot = Plot(
        "rows",
        "money",
        [group_word(name, group, shop, view.t) for group in leading],
        [
            (view.t("reports.column.to_shop"), [float(groups[group].to_shop.amount) for group in leading]),
            (view.t("reports.column.from_supplier"), [float(groups[group].from_supplier.amount) for group in leading]),
        ],
    )
    return Section(f"money_{name}", answer, table, plot if whole else None)


def _weeks(decisions: Sequence[Settled], currency: str, view: View) -> Section:
    nothing = money_figures([])
    found = money_by(decisions, lambda one: view.period.week_of(one.row.used_at))
    weeks = {week: found.get(week, nothing) for week in view.period.weeks()}
    lines = [
        Line(
            [week, figures.decisions, *money_cells(figures, currency)],
            view.of_week("decisions", week) if figures.decisions else None,
        )
        for week, figures in weeks.items()
    ]
    whole = money_figures(decisions)
    to_shop, from_supplier = whole.to_shop.amount, whole.from_supplier.amount
    answer = view.t(
        "reports.money_weeks.answer",
        decisions=whole.decisions,
        to_customer=view.t.money(Money.of(whole.to_customer.amount, currency)),
        to_shop=view.t.money(Money.of(to_shop, currency)),
        from_supplier=view.t.money(Money.of(from_supplier, currency)),
    )

    def series(key: str, amount: Callable[[MoneyFigures], Decimal]) -> tuple[str, list[float | None]]:
        return view.t(f"reports.column.{key}"), [float(amount(figures)) for figures in weeks.values()]

    plot = Plot(
        "bars",
        "money",
        week_labels(view),
        [
            series("to_customer", lambda one: one.to_customer.amount),
            series("to_shop", lambda one: one.to_shop.amount),
            series("from_supplier", lambda one: one.from_supplier.amount),
        ],
    )
    table = Table([Column("week", "week"), *(Column(key, kind) for key, kind in _FIGURES)], lines)
    return Section("money_weeks", answer, table, plot)


def _refunds(orders: Sequence[OrderRow], view: View) -> Section:
    placed = grouped(orders, lambda order: view.period.week_of(order.placed_at))
    weeks = {week: refund_rate(placed.get(week, [])) for week in view.period.weeks()}
    whole = refund_rate(orders)
    answer = view.t(
        "reports.refund_rate.answer" if whole.n else "reports.refund_rate.none",
        share=number(100 * whole.share, view.t),
        passed=whole.passed,
        of=whole.n,
        low=number(100 * whole.low, view.t),
        high=number(100 * whole.high, view.t),
    )
    plot = Plot(
        "bars",
        "count",
        week_labels(view),
        [
            (view.t("reports.column.orders"), [one.n for one in weeks.values()]),
            (view.t("reports.column.refunded"), [one.passed for one in weeks.values()]),
        ],
    )
    lines = [Line([week, one.n, one]) for week, one in weeks.items()]
    table = Table([Column("week_placed", "week"), Column("orders", "count"), Column("refunded", "rate")], lines)
    return Section("refund_rate", answer, table, plot if whole.n else None)
