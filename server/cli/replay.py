"""`kulanz replay`: what would change on past tickets, before it is published."""

from pathlib import Path

import click
from msgspec import json
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table

from server.cases.read_under_prompts import OtherPrompts
from server.cases.replay import Replay
from server.cases.replay import replay as run_replay
from server.cli.database import the_store, with_database
from server.cli.progress import progress_on_terminal
from server.console.replay_report import replay_report
from server.db import stores
from server.db.pool import Database
from server.domain.money import Money
from server.errors import ModelRequired
from server.llm.client import Model, open_model
from server.refunds.replay.compare import Comparison, End, Flip
from server.settings import read_settings

_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_folder = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option("--store", help="The shop; may be left out when there is only one.")
@click.option("--tree", type=_file, help="A refund_tree.yaml in place of the one in force.")
@click.option("--policies", type=_folder, help="A store pack: its policies and store.yaml in place of those in force.")
@click.option("--prompts", metavar="LABEL", help="Prompts under this label in place of those in force.")
@click.option("--last", type=click.IntRange(1), help="Only so many tickets, the newest.")
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
@click.option("--html", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Write a page as well.")
def replay(
    store: str | None,
    tree: Path | None,
    policies: Path | None,
    prompts: str | None,
    last: int | None,
    as_json: bool,
    html: Path | None,
) -> None:
    """Decide past tickets again under other rules, and say which decisions flip and what that costs."""

    async def work(database: Database) -> tuple[Replay, str]:
        store_id = await the_store(database, store)
        async with database.store(store_id) as conn:
            language = (await stores.get(conn)).store.default_language
        async with open_model(read_settings().model_endpoint if prompts else None) as model:
            others = _other_prompts(prompts, model)
            return await _with_progress(database, store_id, tree, policies, last, others), language

    replayed, language = with_database(work)
    if html:
        html.write_text(replay_report(replayed, language), encoding="utf-8")
    if as_json:
        click.echo(json.format(json.encode(replayed)).decode())
    else:
        _show(replayed)


def _other_prompts(label: str | None, model: Model | None) -> OtherPrompts | None:
    if label is None:
        return None
    if model is None:
        raise ModelRequired(
            "A prompt takes part in a decision only where a model reads the mails; set KULANZ_MODEL to replay prompts."
        )
    return OtherPrompts(label, model)


async def _with_progress(
    database: Database,
    store_id: str,
    tree: Path | None,
    policies: Path | None,
    last: int | None,
    prompts: OtherPrompts | None,
) -> Replay:
    """Replay, showing on stderr how far it is, when that is a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with progress_on_terminal(*columns) as progress:
        tasks: dict[str, TaskID] = {}

        def on_step(what: str, done: int, all_: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=all_)
            progress.update(tasks[what], completed=done)

        return await run_replay(database, store_id, tree, policies, last, on_step, prompts)


def _show(replayed: Replay) -> None:
    console, comparison = Console(highlight=False), replayed.comparison
    for warning in replayed.warnings:
        click.echo(f"{warning} (warning)", err=True)
    if comparison.flips:
        console.print(_table(comparison))
    for flip in comparison.flips:
        _show_examples(console, flip)
    for change in replayed.sections:
        reads = "is gone" if change.change == "gone" else "reads differently"
        console.print(f"{escape(change.section)} {reads}; {change.cases} decisions rest on it")
    if replayed.unanswered:
        console.print(f"the model gave no answer {replayed.unanswered} times; there the rules' reading stands")
    before, after = comparison.before, comparison.after
    console.print(f"approvals needed: {before.approvals} → {after.approvals}")
    console.print(f"raised by law: {before.raised_by_law} → {after.raised_by_law}")
    console.print(f"a fact is missing: {before.asking} → {after.asking}")
    console.print(
        f"{comparison.flipped} of {comparison.cases} decisions flip, over {comparison.months} months: "
        f"{_signed(comparison.a_month)} a month"
    )


def _table(comparison: Comparison) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("from", "to"):
        table.add_column(name)
    for name in ("cases", "a month", "cost unknown"):
        table.add_column(name, justify="right")
    for flip in comparison.flips:
        unknown = str(flip.cost_unknown or "")
        table.add_row(_end(flip.from_), _end(flip.to), str(flip.cases), _signed(flip.a_month), unknown)
    return table


def _show_examples(console: Console, flip: Flip) -> None:
    console.print(f"\n[bold]{_end(flip.from_)} → {_end(flip.to)}[/]")
    for example in flip.examples:
        order = f" ({escape(example.order_number)})" if example.order_number else ""
        parts = f" [dim]parts at {escape(example.node)}[/]" if example.node else ""
        console.print(f"- {escape(example.ticket)}{order} {escape(example.subject or '')}{parts}")


def _signed(money: Money) -> str:
    return f"{'+' if money.amount > 0 else ''}{money.amount} {money.currency}"


def _end(end: End) -> str:
    return escape(f"{end.outcome or 'ask'} ({end.action})")
