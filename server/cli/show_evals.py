"""A run of suites, and a comparison of two, for a person at a terminal."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from server.domain.statistics import Rate
from server.evaluation.compare import Comparison
from server.evaluation.junit import reasons
from server.evaluation.result import Run
from server.evaluation.summary import Summary, cost_in_words, summarise

_MOST_FAILURES_SHOWN = 40
_COLOURS = {"failed": "red", "error": "red", "unscored": "yellow"}


def show_run(run: Run) -> None:
    """What failed and why, then the figures."""
    console = Console(highlight=False)
    summary = summarise(run)
    wanting = [case for case in run.cases if case.status != "passed"]
    for case in wanting[:_MOST_FAILURES_SHOWN]:
        console.print(f"[{_COLOURS[case.status]}]{case.status}[/] {escape(case.name)}")
        for reason in reasons(case):
            console.print(f"  {escape(reason)}")
    if len(wanting) > _MOST_FAILURES_SHOWN:
        console.print(f"… and {len(wanting) - _MOST_FAILURES_SHOWN} more; write them all with --html or --junit.")
    console.print(_figures(run, summary))
    _show_confusion(console, summary)
    versions = run.versions
    shops = ", ".join(f"{store} pack {pack} tree {versions.trees[store]}" for store, pack in versions.packs.items())
    console.print(f"code {versions.code} · model {versions.model or 'none, macros write'} · {shops}", style="dim")


def show_comparison(comparison: Comparison) -> None:
    """Fixed, broken, and whether that is more than chance."""
    console = Console(highlight=False)
    for colour, word, names in (("red", "broken", comparison.broken), ("green", "fixed", comparison.fixed)):
        for name in names:
            console.print(f"[{colour}]{word}[/] {escape(name)}")
    console.print(
        f"{len(comparison.fixed)} fixed, {len(comparison.broken)} broken, {comparison.unchanged} unchanged, "
        f"{len(comparison.not_compared)} not compared"
    )
    console.print(
        f"[bold]{comparison.verdict}[/] (McNemar p = {comparison.p:.3f}; change of the pass rate "
        f"{comparison.low * 100:+.1f} to {comparison.high * 100:+.1f} points, 95 %)"
    )


def _figures(run: Run, summary: Summary) -> Table:
    table = Table("what", "passed", "n", "share", "95 %", box=None, pad_edge=False)
    rows: list[tuple[str, Rate]] = [("all cases", summary.all), *summary.by_suite.items()]
    rows += [(f"split: {split}", figure) for split, figure in summary.by_split.items()]
    rows += [("expectations on retrieval", summary.retrieval), ("all other expectations", summary.writing)]
    rows += [(f"expectations: {kind}", figure) for kind, figure in summary.by_kind.items()]
    for what, figure in rows:
        interval = f"{figure.low:.2f} to {figure.high:.2f}"
        table.add_row(escape(what), str(figure.passed), str(figure.n), f"{figure.share:.2f}", interval)
    table.add_row("errors, not scored, flipping", f"{summary.errors}, {summary.unscored}, {summary.flips}")
    speed = summary.speed
    table.add_row("first word, whole draft: p50/p95 ms", f"{speed.first_word_p50}/{speed.first_word_p95}, "
                  f"{speed.total_p50}/{speed.total_p95}")  # fmt: skip
    table.add_row("tokens", str(speed.tokens))
    table.add_row("cost", cost_in_words(run, speed.cost))
    return table


def _show_confusion(console: Console, summary: Summary) -> None:
    wrong = {pair: count for pair, count in summary.confusion.items() if pair[0] != pair[1]}
    right = sum(count for pair, count in summary.confusion.items() if pair[0] == pair[1])
    if not summary.confusion:
        return
    console.print(f"decisions as expected: {right} of {right + sum(wrong.values())}")
    if wrong:
        table = Table("expected", "given", "how often", box=None, pad_edge=False)
        for (expected, given), count in wrong.items():
            table.add_row(expected, given, str(count))
        console.print(table)
