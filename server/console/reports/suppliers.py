"""The scorecard of suppliers, and those with repeated trouble."""

from collections.abc import Mapping, Sequence

from server.console.reports.cells import share
from server.console.reports.view import Cell, Column, Finding, Line, Plot, Section, Sum, Table, View
from server.console.reports.words import group_word
from server.db.reports import ParcelRow, TicketRow
from server.domain.money import Money
from server.reports.money import MoneyFigures
from server.reports.suppliers import Repeated, Score, repeated_trouble, scorecard
from server.stores.shop import Shop


def supplier_sections(
    parcels: Sequence[ParcelRow],
    tickets: Sequence[TicketRow],
    money: Mapping[str, MoneyFigures],
    shop: Shop,
    view: View,
) -> tuple[Section, list[Finding]]:
    """Parcels, faults, lateness and losses with what suppliers owe of the shop's costs; the findings beside it."""
    zone = view.period.zone
    scores = scorecard(parcels, tickets, shop.products, zone, view.now.astimezone(zone).date())
    found = repeated_trouble(scores)
    columns = [
        Column("supplier", "text"),
        Column("parcels", "count"),
        Column("faulty", "rate"),
        Column("late", "rate"),
        Column("lost", "count"),
        Column("to_shop", "money"),
        Column("from_supplier", "money"),
    ]
    table = Table(columns, [_line(score, money.get(score.supplier), shop, view) for score in scores])
    names = [group_word("supplier", one.supplier, shop, view.t) for one in found]
    answer = (
        view.t("reports.scorecard.answer", suppliers=view.t.listing(list(dict.fromkeys(names))))
        if found
        else view.t("reports.scorecard.none" if scores else "reports.scorecard.no_parcels")
    )
    return (
        Section("scorecard", answer, table, _plot(scores, shop, view) if scores else None),
        [_finding(one, shop, view) for one in found],
    )


def _line(score: Score, money: MoneyFigures | None, shop: Shop, view: View) -> Line:
    currency = shop.store.currency
    sums: list[Cell] = [None, None]
    if money:
        sums = [Sum(Money.of(one.amount, currency), one.unknown) for one in (money.to_shop, money.from_supplier)]
    name = group_word("supplier", score.supplier, shop, view.t)
    link = view.address("decisions", supplier=score.supplier) if money else None
    return Line([name, score.parcels, score.faulty, score.late, score.lost, *sums], link)


def _plot(scores: Sequence[Score], shop: Shop, view: View) -> Plot:
    drawn = scores[::-1]  # from below
    return Plot(
        "rows",
        "percent",
        [group_word("supplier", score.supplier, shop, view.t) for score in drawn],
        [
            (view.t("reports.column.faulty"), [100 * score.faulty.share for score in drawn]),
            (view.t("reports.column.late"), [100 * score.late.share if score.late.n else None for score in drawn]),
        ],
    )


def _finding(one: Repeated, shop: Shop, view: View) -> Finding:
    text = view.t(
        f"reports.repeated.{one.trouble}",
        supplier=group_word("supplier", one.supplier, shop, view.t),
        passed=one.own.passed,
        of=one.own.n,
        share=share(one.own.share, view.t),
        others=share(one.others.share, view.t),
    )
    return Finding(text, "#scorecard")
