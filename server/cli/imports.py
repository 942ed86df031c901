"""`kulanz import`: past tickets and orders from other systems."""

from pathlib import Path
from typing import get_args

import click
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

from server.cli.database import the_store, with_database
from server.cli.packs import embed_with_progress
from server.cli.progress import progress_on_terminal
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

    _print_imported(file, with_database(work))


async def _import_with_progress(database: Database, store_id: str, kind: Format, file: Path) -> Imported:
    """Import, showing on stderr how much of the file has been read, when that is a terminal."""
    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    with progress_on_terminal(*columns) as progress:
        task = progress.add_task("0 records", total=1.0)

        def advance(done: Imported) -> None:
            progress.update(task, completed=done.share, description=f"{done.read} records")

        return await import_file(database, store_id, kind, file, advance)


def _print_imported(file: Path, imported: Imported) -> None:
    """What was kept and passed over; what could not be read on stderr."""
    for refused in imported.refused:
        click.echo(f"{file.name}: {refused.place.en}: {refused.reason.en}", err=True)
    if imported.unreadable > len(imported.refused):
        click.echo(f"{file.name}: and {imported.unreadable - len(imported.refused)} more", err=True)
    if imported.unreadable:
        click.echo(f"{imported.unreadable} of {imported.read} records could not be read and were left out.", err=True)
    passed_over = f"{imported.duplicates} were there already, {imported.left_out} are spam, deleted or never placed"
    click.echo(f"{imported.added} added; {passed_over}.")
