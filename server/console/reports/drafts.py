"""What becomes of drafts: used or not, how much survives, what they save and cost."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from server.console.reports.cells import about, share, week_labels
from server.console.reports.view import Cell, Column, Kind, Line, Plot, Report, Section, Share, Table, View
from server.console.reports.words import topic_word
from server.db import reports
from server.db.pool import Connection
from server.db.reports import DraftRow
from server.domain.statistics import rate
from server.reports.drafts import (
    BANDS,
    FATES,
    READING_WORDS_PER_MINUTE,
    DraftFigures,
    Shown,
    bands,
    draft_figures,
    figures_by,
    saving,
    shown,
    spending,
)
from server.stores.shop import Shop

_BY_GROUP: list[tuple[str, Kind]] = [
    ("shown", "count"),
    ("used", "rate"),
    ("rewrites", "count"),
    ("compared", "count"),
    ("median_share", "percent"),
]


async def load(conn: Connection, view: View) -> list[DraftRow]:
    """The replies drafted in the period."""
    return await reports.drafts(conn, view.period.since, view.period.until)


def build(rows: Sequence[DraftRow], shop: Shop, view: View) -> Report:
    """Use, survival, time and cost; by agent only where the shop's settings say so."""
    drafts = shown(rows)
    sections = [
        _use(drafts, view),
        _survival(drafts, view),
        _saving(drafts, shop, view),
        _cost(drafts, view),
        _grouped("writer", figures_by(drafts, lambda one: _writer(one, view)), view),
        _grouped("topic", figures_by(drafts, lambda one: topic_word(one.row.intent, view.t)), view),
        _grouped("outcome", figures_by(drafts, lambda one: one.row.outcome or view.t("reports.no_outcome")), view),
    ]
    if shop.store.reports.per_agent:
        by_agent = figures_by(drafts, lambda one: one.row.agent or view.t("reports.no_agent"))
        sections.append(_grouped("agent", by_agent, view))
    return Report(len(drafts), sections)


def _writer(draft: Shown, view: View) -> str:
    """Who wrote it, and why no model did where one was meant to."""
    name = view.t(f"reports.writer.{draft.row.writer}")
    if draft.row.degraded is None:
        return name
    return view.t("reports.writer.instead", writer=name, reason=view.t(f"reports.degraded.{draft.row.degraded}"))


def _use(drafts: Sequence[Shown], view: View) -> Section:
    whole = draft_figures(drafts)
    found = figures_by(drafts, lambda one: view.period.week_of(one.row.created_at))
    nothing = draft_figures([])
    weeks = {week: found.get(week, nothing) for week in view.period.weeks()}
    columns = [
        Column("week", "week"),
        Column("shown", "count"),
        *(Column(fate, "count") for fate in FATES),
        Column("used", "rate"),
        Column("rewrites", "count"),
    ]
    lines = [
        Line([week, one.shown, *(one.fates[fate] for fate in FATES), rate(one.used, one.shown), one.rewrites])
        for week, one in weeks.items()
    ]
    plot = Plot(
        "stacked",
        "count",
        week_labels(view),
        [(view.t(f"reports.column.{fate}"), [one.fates[fate] for one in weeks.values()]) for fate in FATES],
    )
    used = rate(whole.used, whole.shown)
    answer = view.t(
        "reports.use.answer",
        shown=whole.shown,
        used=whole.used,
        share=share(used.share, view.t),
        discarded=whole.fates["discarded"],
        unreported=whole.fates["unreported"],
    )
    return Section("use", answer, Table(columns, lines), plot)


def _survival(drafts: Sequence[Shown], view: View) -> Section:
    whole, counts = draft_figures(drafts), bands(drafts)
    labels = [
        view.t(
            "reports.band_last" if band == BANDS - 1 else "reports.band",
            low=100 * band // BANDS,
            high=100 * (band + 1) // BANDS,
        )
        for band in range(BANDS)
    ]
    lines = [Line([label, rate(count, whole.compared)]) for label, count in zip(labels, counts, strict=True)]
    if whole.median_share is None:
        answer = view.t("reports.survival.none")
    else:
        answer = view.t("reports.survival.answer", share=share(whole.median_share, view.t), compared=whole.compared)
    plot = Plot("bars", "count", labels, [(view.t("reports.column.compared"), counts)]) if whole.compared else None
    return Section("survival", answer, Table([Column("survived", "text"), Column("compared", "rate")], lines), plot)


def _saving(drafts: Sequence[Shown], shop: Shop, view: View) -> Section:
    saved = saving(drafts, shop.store.reports.typing_words_per_minute)
    key = "none" if not saved.drafts else "answer" if saved.minutes > 0 else "cost"
    answer = view.t(f"reports.saving.{key}", time=about(abs(saved.minutes), view.t), drafts=saved.drafts)
    assumed: list[tuple[str, Cell]] = [
        ("saving_drafts", saved.drafts),
        ("saving_survived", saved.survived_words),
        ("saving_read", saved.read_words),
        ("saving_typing", saved.typing_words_per_minute),
        ("saving_reading", READING_WORDS_PER_MINUTE),
    ]
    lines = [Line([view.t(f"reports.{name}"), value]) for name, value in assumed]
    return Section("saving", answer, Table([Column("assumption", "text"), Column("value", "count")], lines))


def _cost(drafts: Sequence[Shown], view: View) -> Section:
    spent = spending(drafts)
    key = "none" if not spent.priced + spent.unpriced else "answer" if spent.priced else "unknown"
    answer = view.t(
        f"reports.cost.{key}",
        cost=view.t.number(spent.cost.quantize(Decimal("0.01"))),
        drafts=spent.priced + spent.unpriced,
        unpriced=spent.unpriced,
        tokens=spent.tokens,
    )
    lines = [
        Line([view.t("reports.cost_sum"), view.t.number(spent.cost) if spent.priced else None]),
        Line([view.t("reports.cost_priced"), spent.priced]),
        Line([view.t("reports.cost_unpriced"), spent.unpriced]),
        Line([view.t("reports.cost_tokens"), spent.tokens]),
    ]
    return Section("cost", answer, Table([Column("figure", "text"), Column("value", "count")], lines))


def _grouped(name: str, groups: Mapping[str, DraftFigures], view: View) -> Section:
    lines = [
        Line([group, one.shown, rate(one.used, one.shown), one.rewrites, one.compared, _share(one)])
        for group, one in groups.items()
    ]
    largest = next(iter(groups), None)
    answer = (
        view.t("reports.draft_groups.answer", group=largest, shown=groups[largest].shown)
        if largest is not None
        else view.t("reports.draft_groups.none")
    )
    return Section(f"drafts_{name}", answer, Table([Column(name, "text"), *(Column(*one) for one in _BY_GROUP)], lines))


def _share(figures: DraftFigures) -> Share | None:
    return None if figures.median_share is None else Share(figures.median_share)
