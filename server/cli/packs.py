"""`kulanz load`, `lint`, `export`: the store pack on the command line."""

import sys
from pathlib import Path

import click
from msgspec import json
from rich.progress import MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from server.cases.drawn_tree import draw_with_past_tickets, drawn
from server.cli.database import the_store, with_database
from server.cli.progress import progress_on_terminal
from server.db import stores
from server.db.pool import Database
from server.domain.calendar import Calendar
from server.domain.pack import Pack
from server.errors import ModelFailed
from server.refunds.replay.compare import Rules
from server.retrieval.find import open_weights
from server.settings import read_settings
from server.stores.embed_passages import embed_passages
from server.stores.export import export_pack
from server.stores.lint import fails, lint_pack
from server.stores.load import Loaded, load_pack

_folder = click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))


@click.command()
@_folder
@click.option("--take", type=click.Choice(["folder"]), help="Give up what the console made and the folder lacks.")
def load(folder: Path, take: str | None) -> None:
    """Make what came from FOLDER equal to it, in one transaction."""

    async def work(database: Database) -> Loaded:
        loaded = await load_with_progress(database, folder, take_folder=take is not None)
        await embed_with_progress(database, loaded.store_id)
        return loaded

    print_loaded(with_database(work))


async def load_with_progress(database: Database, folder: Path, *, take_folder: bool = False) -> Loaded:
    """Load, showing on stderr what has been read so far, when that is a terminal."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with progress_on_terminal(*columns) as progress:
        tasks: dict[str, TaskID] = {}

        def advance(what: str, done: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=None)
            progress.update(tasks[what], completed=done)

        return await load_pack(database, folder, take_folder=take_folder, progress=advance)


async def embed_with_progress(database: Database, store_id: str) -> None:
    """Make the vectors that a load or an import left to do, showing how many on stderr, when that is a terminal."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with progress_on_terminal(*columns) as progress:
        task = progress.add_task("passages made searchable by meaning", total=None)
        async with open_weights(read_settings().embedding_endpoint) as weights:
            try:
                await embed_passages(database, store_id, weights, lambda made: progress.update(task, advance=made))
            except ModelFailed as error:
                click.echo(f"{error} Until a running service embeds the rest, words alone find it.", err=True)


def print_loaded(loaded: Loaded) -> None:
    """What was added, changed and removed, by noun; warnings on stderr."""
    for finding in loaded.warnings:
        click.echo(f"{finding} (warning)", err=True)
    for noun, changes in loaded.changes.items():
        click.echo(f"{noun:<10} {changes.added:>6} added {changes.changed:>6} changed {changes.removed:>6} removed")
    click.echo(f"Store {loaded.store_id} is loaded; its tree is version {loaded.tree_version}.")


@click.command()
@_folder
@click.option("--json", "as_json", is_flag=True, help="Findings as a JSON list.")
@click.option(
    "--svg", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Draw the tree into a file."
)
def lint(folder: Path, as_json: bool, svg: Path | None) -> None:
    """Say what is wrong in FOLDER; exit 1 on errors and on branches harsher than the law."""
    pack, findings = lint_pack(folder)
    if as_json:
        click.echo(json.format(json.encode(findings)).decode())
    else:
        for finding in findings:
            click.echo(str(finding) + (" (warning)" if finding.level == "warning" else ""), err=True)
        click.echo(f"{len(findings)} findings." if findings else "Nothing to mend.")
    if svg and pack:
        svg.write_text(_drawing(pack), encoding="utf-8")
    elif svg:
        click.echo("The tree is drawn once there are no errors left.", err=True)
    sys.exit(1 if fails(findings) else 0)


def _drawing(pack: Pack) -> str:
    """The folder's tree with the past tickets of that shop, where it is loaded here."""
    suppliers = {supplier.id: supplier for supplier in pack.suppliers}
    rules = Rules(pack.tree, pack.store, suppliers, Calendar.of(pack.store))

    async def work(database: Database) -> str:
        if pack.store.id not in await stores.ids(database):
            click.echo("This shop is not loaded here, so the drawing shows no past tickets.", err=True)
            return drawn(rules, [])
        columns = (TextColumn("past tickets read"), MofNCompleteColumn(), TimeElapsedColumn())
        with progress_on_terminal(*columns) as progress:
            task = progress.add_task("", total=None)
            return await draw_with_past_tickets(
                database, rules, lambda done, all_: progress.update(task, completed=done, total=all_)
            )

    return with_database(work)


@click.command()
@click.option("--pack", "folder", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--store", help="The shop; may be left out when there is only one.")
def export(folder: Path, store: str | None) -> None:
    """Write policies, macros, tree and settings as they are in force into a folder."""

    async def work(database: Database) -> list[str]:
        return await export_pack(database, await the_store(database, store), folder)

    written = with_database(work)
    click.echo("\n".join(written) if written else "The folder holds all of it already.")
