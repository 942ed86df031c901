"""`kulanz prompt …`: the shop's own wordings of prompts, their versions and labels."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import click

from server.cli.database import the_store, with_database
from server.db import prompts
from server.db.pool import Connection, Database
from server.db.prompts import Trial
from server.llm.prompts import BUILT_IN
from server.stores.prompts import PRODUCTION, add_version, difference, move_label, prompts_in_force, set_trial

T = TypeVar("T")
_BY = "kulanz prompt"
_store = click.option("--store", help="The shop; may be left out when there is only one.")


@click.group("prompt")
def prompt() -> None:
    """See and change what models are told: versions that stay, labels that move."""


@prompt.command("list")
@_store
def list_(store: str | None) -> None:
    """Every prompt and snippet with its versions, who made them, and the labels on them."""

    async def work(conn: Connection, _store_id: str) -> None:
        versions = await prompts.versions(conn)
        for name in sorted(BUILT_IN.texts):
            own = [one for one in versions if one.name == name]
            is_ours = not any(PRODUCTION in one.labels for one in own)
            click.echo(f"{name}  built-in {BUILT_IN.version(name)}" + ("  [production]" if is_ours else ""))
            for one in own:
                labels = f"  [{', '.join(one.labels)}]" if one.labels else ""
                click.echo(f"  {one.version}  {one.made_at:%Y-%m-%d %H:%M}  {one.made_by}{labels}")

    _with_store(store, work)


@prompt.command("add")
@click.argument("name")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--label", help="Put this label on it at once.")
@_store
def add(name: str, file: Path, label: str | None, store: str | None) -> None:
    """Keep FILE as a version of the prompt or snippet NAME, such as reply or snippets/style.de-du."""
    text = file.read_text("utf-8")

    async def work(conn: Connection, store_id: str) -> None:
        version = await add_version(conn, store_id, name, text, _BY)
        if label:
            await move_label(conn, store_id, name, label, version, _BY)
        click.echo(version)

    _with_store(store, work)


@prompt.command("diff")
@click.argument("name")
@click.argument("before")
@click.argument("after")
@_store
def diff(name: str, before: str, after: str, store: str | None) -> None:
    """What differs between two versions or labels of NAME; `built-in` is what comes with Kulanz."""
    _with_store(store, lambda conn, _: _print(difference(conn, name, before, after)))


@prompt.command("label")
@click.argument("name")
@click.argument("label")
@click.argument("version")
@_store
def label(name: str, label: str, version: str, store: str | None) -> None:
    """Move LABEL to VERSION of NAME; moving it to an older one, or to built-in, rolls back."""
    _with_store(store, lambda conn, store_id: move_label(conn, store_id, name, label, version, _BY))


@prompt.command("trial")
@click.argument("label")
@click.argument("percent", type=click.IntRange(0, 100))
@_store
def trial(label: str, percent: int, store: str | None) -> None:
    """Write PERCENT of drafts with the prompts under LABEL; 0 ends the trial."""
    _with_store(store, lambda conn, store_id: set_trial(conn, store_id, Trial(label, percent), _BY))


@prompt.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--label", default=PRODUCTION, show_default=True)
@_store
def export(folder: Path, label: str, store: str | None) -> None:
    """Write the prompts under a label into FOLDER, as files that prompts/ can take."""

    library = _with_store(store, lambda conn, _: prompts_in_force(conn, label))
    for name, text in library.texts.items():
        file = folder / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


async def _print(text: Awaitable[str]) -> None:
    click.echo(await text, nl=False)


def _with_store(named: str | None, work: Callable[[Connection, str], Awaitable[T]]) -> T:
    async def run(database: Database) -> T:
        store_id = await the_store(database, named)
        async with database.store(store_id) as conn:
            return await work(conn, store_id)

    return with_database(run)
