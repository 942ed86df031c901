"""How long the console's pages take on the demo shop: `python -m evals.benchmarks.pages`.

An admin signs in and follows every link and picture within the console; of each kind of page the first few are opened
once to warm up and then several times. Two kept runs over all suites (evals/baseline.json) are there to be looked at;
no ticket is tried. What is measured is the whole request on loopback, so a little more than the server's own time.
Pages over the limit of 100 ms are marked.
"""

import asyncio
import re
import statistics
import tempfile
from collections import deque
from html import unescape
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
from msgspec import json
from rich.console import Console
from rich.table import Table

from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from server.db.pool import Database
from server.evaluation.kept_runs import keep_run
from server.evaluation.result import Run
from tests.conftest import Service, run_service
from tests.console.conftest import Browser

STORE = "nordlicht"
EVALS = Path(__file__).parent.parent
LIMIT_MS, OF_A_KIND, TIMES = 100, 3, 7
LINK = re.compile(r'(?:href|hx-get|src)="(/console[^"#]*)')
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{12,}")
# Below these, whatever follows names one of many of a kind: a file of macros, a prompt, a plot.
LISTS = ("/console/policies/", "/console/prompts/macros/", "/console/prompts/text/", "/console/reports/")
NO_PAGES = ("/console/static", "/console/extension", "/console/sign-out")


async def keep_runs(owner_url: str) -> None:
    """The shop's own runs: the baseline's cases, twice."""
    run = json.decode((EVALS / "baseline.json").read_bytes(), type=Run)
    async with Database(service_url(owner_url)) as database, database.store(STORE) as conn:
        for _ in range(2):
            await keep_run(conn, STORE, str(uuid4()), run, suites=["replies"], label="production", by="Mia")


def kind_of(path: str) -> str:
    """The path with what tells one page from another of its kind left out."""
    for start in LISTS:
        if path.startswith(start) and path != start:
            parts = path.removeprefix(start).split("/")
            kept = [part for part in parts[1:] if part in ("edit", "versions")]
            ending = parts[-1].rpartition(".")[2] if "." in parts[-1] else ""
            return f"{start}…{'/' if kept else ''}{'/'.join(kept)}{f'.{ending}' if ending in ('svg', 'csv') else ''}"
    return ID.sub("…", path)


def measure(browser: Browser) -> dict[str, list[float]]:
    """Milliseconds of every request, by kind of page."""
    taken: dict[str, list[float]] = {}
    seen, waiting = {"/console"}, deque(["/console"])
    while waiting:
        address = waiting.popleft()
        answer = browser.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answers {answer.status_code}.")
        times = taken.setdefault(kind_of(urlsplit(address).path), [])
        times += [timed(browser, address) for _ in range(TIMES)]
        for link in map(unescape, LINK.findall(answer.text)):
            kind = kind_of(urlsplit(link).path)
            is_new = link not in seen and not link.startswith(NO_PAGES)
            if is_new and sum(kind_of(urlsplit(one).path) == kind for one in seen) < OF_A_KIND:
                seen.add(link)
                waiting.append(link)
    return taken


def timed(browser: Browser, address: str) -> float:
    """Milliseconds of one request."""
    began = perf_counter()
    browser.get(address)
    return (perf_counter() - began) * 1000


def show(taken: dict[str, list[float]]) -> None:
    """A table of the kinds of pages, the slowest first."""
    table = Table("page", "median ms", "slowest ms", "n", "", title="Pages of the console, demo shop")
    by_median = sorted(taken.items(), key=lambda item: -statistics.median(item[1]))
    for kind, times in by_median:
        median = statistics.median(times)
        mark = f"over {LIMIT_MS}" if median > LIMIT_MS else ""
        table.add_row(kind, f"{median:.0f}", f"{max(times):.0f}", str(len(times)), mark)
    Console().print(table)
    over = sum(statistics.median(times) > LIMIT_MS for times in taken.values())
    print(f"{len(taken) - over} of {len(taken)} kinds of pages take under {LIMIT_MS} ms (median)")


def visit(service: Service) -> dict[str, list[float]]:
    """Sign in and look at everything."""
    asyncio.run(keep_runs(service.owner_url))
    browser = Browser(service).sign_in("admin", STORE)
    try:
        return measure(browser)
    except httpx.HTTPError as error:
        raise SystemExit(f"The service does not answer: {error}") from error


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        server = EmbeddedPostgres(Path(home), delete_on_stop=True)
        try:
            asyncio.run(migrate(server.owner_url))
            with run_service(server.owner_url, EVALS / "stores" / STORE) as running:
                show(visit(running))
        finally:
            server.stop()
