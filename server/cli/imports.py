"""`kulanz import`: past tickets and orders from other systems."""

from pathlib import Path
from typing import get_args

import click
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from server.cli.database import the_store, with_database
from server.cli.packs import embed_with_progress
from server.db.pool import Database
from server.imports.import_file import Format, Imported, import_file


@click.command("import")
@click.argument("kind", type=click.Choice(get_args(Format)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--store", help="The shop; may be left out when there is only one.")
def import_(kind: Format, file: Path, store: str | None) -> None:
    """Keep the past tickets or orders in FILE that the shop does not have yet."""

    async def work(database: Database) -> Imported:
        store_id = await the_store(database, store)
        imported = await _import_with_progress(database, store_id, kind, file)
        await embed_with_progress(database, store_id)
        return imported

    imported = with_database(work)
    for refused in imported.refused:
        click.echo(f"{file.name}: {refused.place}: {refused.reason}", err=True)
    if imported.unreadable:
        click.echo(f"{imported.unreadable} records could not be read and were left out.", err=True)
    click.echo(f"{imported.added} added, {imported.duplicates} were there already.")


async def _import_with_progress(database: Database, store_id: str, kind: Format, file: Path) -> Imported:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("records read", total=None)
        return await import_file(
            database, store_id, kind, file, lambda done: progress.update(task, completed=done.read)
        )
