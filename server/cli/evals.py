"""`kulanz eval run`, `compare`, `export`: did it get better?"""

import asyncio
import sys
from importlib.resources import as_file, files
from pathlib import Path

import click
from msgspec import DecodeError, ValidationError, json, structs
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

from server.cli.database import the_store, with_database
from server.cli.progress import progress_on_terminal
from server.cli.show_evals import show_comparison, show_run
from server.db.pool import Database
from server.errors import InvalidRequest
from server.evaluation.compare import compare as compare_runs
from server.evaluation.junit import as_junit
from server.evaluation.page import as_page
from server.evaluation.past_tickets import past_ticket_cases
from server.evaluation.result import Run, for_keeping
from server.evaluation.run_suites import run_suites
from server.evaluation.store_suites import store_suites
from server.evaluation.suite import Case, read_suite
from server.llm.client import open_model
from server.llm.prompts import BUILT_IN, PromptLibrary
from server.settings import Settings, read_settings
from server.stores.formats.findings import Findings
from server.stores.formats.yaml12 import read_yaml
from server.stores.prompts import prompts_in_force

_A_CASE_FAILED = 100

_file = click.Path(dir_okay=False, path_type=Path)


@click.group("eval")
def eval_() -> None:
    """Run suites of sample tickets, and compare runs."""


@eval_.command("run")
@click.argument("suites", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--pack", "packs", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--model", help="Write with this model instead of KULANZ_MODEL.")
@click.option("--prompts", "label", help="Use the prompts under this label of the shop (--store) that is loaded here.")
@click.option("--store", help="Whose labels --prompts means; may be left out when there is only one.")
@click.option("--repeat", type=click.IntRange(1, 50), default=1, show_default=True, help="Run each case so many times.")
@click.option("--filter", "wanted", help="Only cases whose name, tag or split holds this text.")
@click.option("--limit", type=click.IntRange(1), help="At most so many cases.")
@click.option("--baseline", type=_file, help="An earlier run (JSON) to compare with; broken cases count as failed.")
@click.option("--json", "json_file", type=_file, help="Keep the run here, for `eval compare` and as a baseline.")
@click.option("--junit", "junit_file", type=_file, help="Write JUnit XML here.")
@click.option("--html", "html_file", type=_file, help="Write a page with every case here.")
def run(
    suites: tuple[Path, ...],
    packs: tuple[Path, ...],
    model: str | None,
    label: str | None,
    store: str | None,
    repeat: int,
    wanted: str | None,
    limit: int | None,
    baseline: Path | None,
    json_file: Path | None,
    junit_file: Path | None,
    html_file: Path | None,
) -> None:
    """Run SUITES: YAML files with cases, folders of them, or a store pack whose labelled tickets become cases.

    Exits with 0 when every case passed, 100 when one failed, 1 when the run or a case could not be done. With
    --baseline only cases that are worse than there count as failed.
    """
    settings = read_settings()
    before = _read_run(baseline) if baseline else None
    cases = [case for suite in suites for case in _cases(suite)]
    chosen = [case for case in cases if _is_wanted(case, wanted)][:limit]
    if not chosen:
        raise InvalidRequest("No case is left to run; check the suites and --filter.")
    prompts = _prompts(label, store) if label else BUILT_IN
    done = asyncio.run(_run(settings, chosen, _packs([*suites, *packs]), model, prompts, repeat))
    show_run(done)
    if json_file:
        json_file.write_bytes(json.format(json.encode(for_keeping(done)), indent=1))
    if junit_file:
        junit_file.write_bytes(as_junit(done))
    if html_file:
        html_file.write_text(as_page(done, before), "utf-8")
    if before:
        show_comparison(compare_runs(before, done))
    sys.exit(_exit_code(done, before))


@eval_.command("compare")
@click.argument("before", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("after", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def compare(before: Path, after: Path) -> None:
    """What got better or worse from run BEFORE to run AFTER (`eval run --json`); exits with 100 if any case broke."""
    comparison = compare_runs(_read_run(before), _read_run(after))
    show_comparison(comparison)
    sys.exit(_A_CASE_FAILED if comparison.broken else 0)


@eval_.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--store", help="The shop; may be left out when there is only one.")
def export(folder: Path, store: str | None) -> None:
    """Write the shop's own suites into FOLDER, as YAML that `eval run` takes."""

    async def work(database: Database) -> dict[str, str]:
        async with database.store(await the_store(database, store)) as conn:
            return await store_suites(conn)

    folder.mkdir(parents=True, exist_ok=True)
    for suite, text in with_database(work).items():
        file = folder / f"{suite}.yaml"
        file.write_text(text, "utf-8")
        click.echo(file)


def _prompts(label: str, store: str | None) -> PromptLibrary:
    """What a label of a loaded shop is on."""

    async def work(database: Database) -> PromptLibrary:
        async with database.store(await the_store(database, store)) as conn:
            return await prompts_in_force(conn, label)

    return with_database(work)


async def _run(
    settings: Settings,
    cases: list[Case],
    packs: dict[str, Path],
    model: str | None,
    prompts: PromptLibrary,
    repeat: int,
) -> Run:
    if model:
        settings = structs.replace(settings, model=model)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with progress_on_terminal(*columns) as progress:
        task = progress.add_task("cases", total=len(cases))
        async with open_model(settings.model_endpoint) as opened:
            return await run_suites(
                cases,
                packs,
                model=opened,
                prompts=prompts,
                repeat=repeat,
                cache=settings.home / "eval-answers",
                on_case=lambda case: progress.update(task, advance=1, description=case.name),
            )


def _cases(suite: Path) -> list[Case]:
    if suite.is_file():
        return read_suite(suite)
    if (suite / "store.yaml").is_file():
        return past_ticket_cases(suite)
    found = sorted(suite.glob("*.yaml"))
    if not found:
        raise InvalidRequest(f"{suite} holds neither suites (*.yaml) nor a store pack (store.yaml).")
    return [case for file in found for case in read_suite(file)]


def _is_wanted(case: Case, wanted: str | None) -> bool:
    return wanted is None or any(wanted in word for word in (case.name, case.split, *case.tags))


def _packs(named: list[Path]) -> dict[str, Path]:
    """Store to its folder: those named, beside those that come with Kulanz."""
    with as_file(files("evals").joinpath("stores")) as ours:
        folders = [*(folder for folder in ours.iterdir() if folder.is_dir()), *named]
    return {store_id: folder for folder in folders if (store_id := _store_id(folder))}


def _store_id(folder: Path) -> str | None:
    """Whose pack it is; None where the folder holds none. What is wrong with a pack is told when it is loaded."""
    file = folder / "store.yaml"
    document = read_yaml(file.read_text("utf-8"), file.name, Findings()) if file.is_file() else None
    store_id = document.value.get("id") if document and isinstance(document.value, dict) else None
    return store_id if isinstance(store_id, str) else None


def _read_run(file: Path) -> Run:
    try:
        return json.decode(file.read_bytes(), type=Run)
    except (OSError, DecodeError, ValidationError) as error:
        raise InvalidRequest(f"{file} is no run of `kulanz eval run --json`: {error}.") from error


def _exit_code(done: Run, before: Run | None) -> int:
    statuses = {case.status for case in done.cases}
    if "error" in statuses:
        return 1
    failed = compare_runs(before, done).broken if before else "failed" in statuses
    return _A_CASE_FAILED if failed else 0
