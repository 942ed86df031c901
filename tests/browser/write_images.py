"""Take the screenshots of the docs: `make images`."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import json, structs
from playwright.sync_api import Page, sync_playwright

from server.cases.past_questions import read_past_tickets
from server.db import eval_runs
from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from server.db.pool import Connection, Database
from server.evaluation.result import Attempt, Judged, Run
from tests.browser.extension.conftest import Desk, browse, build_extension, worker_of
from tests.browser.extension.panel.golden_pages import draft_for, golden_ticket, set_clock
from tests.browser.test_console import chromium_path, sign_in
from tests.conftest import Service, run_service
from tests.console.conftest import make_code
from tests.console.evals.shop import in_store, keep
from tests.drafting.golden_drafts import FOLDER, read_golden

ROOT = Path(__file__).parent.parent.parent
IMAGES = ROOT / "docs" / "images"


def take(owner_url: str) -> None:
    """The console and the extension over the mini shop, the reports over the demo shop."""
    IMAGES.mkdir(exist_ok=True)
    with run_service(owner_url, ROOT / "evals" / "stores" / "mini") as service:
        take_console(service)
        take_panel(service)
        take_evals(service)
    with run_service(owner_url, ROOT / "evals" / "stores" / "nordlicht") as service:
        take_reports(service)
        take_tree(service)


def take_panel(service: Service) -> None:
    """The panel beside Zendesk with a replacement, and with a withdrawal that needs approval, the path unfolded."""
    built = build_extension()
    with tempfile.TemporaryDirectory() as profile, browse(built, Path(profile)) as context:
        desk = Desk(context, worker_of(context), service)
        set_clock(context)
        desk.pair()
        page, _ = draft_for(desk, golden_ticket("06-damaged-with-photo.de"))
        page.screenshot(path=IMAGES / "extension-draft.png")
        page, panel = draft_for(desk, golden_ticket("12-withdrawal-in-time.de"))
        page.emulate_media(color_scheme="dark")
        panel.get_by_role("heading", name="Weg zur Entscheidung").click()
        panel.locator(".tools").evaluate("tools => tools.scrollIntoView()")
        page.screenshot(path=IMAGES / "extension-path.png")


def take_console(service: Service) -> None:
    """Try it, with the withdrawal of the golden drafts; a policy."""
    golden = read_golden(FOLDER / "12-withdrawal-in-time.de.json")
    message = golden.ticket["messages"][-1]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path())
        page = browser.new_page(viewport={"width": 1280, "height": 1420}, locale="de-DE", color_scheme="light")
        sign_in(page, service)
        page.goto(f"{service.address}/console/try")
        page.get_by_label("Nachricht", exact=True).fill(message["text"])
        page.get_by_label("E-Mail-Adresse").fill(golden.ticket["customer"]["email"])
        page.locator("details:has(#as_of) > summary").click()
        page.locator("#agent_name").fill("Mia")
        page.locator("#as_of").fill(golden.as_of[:19])
        page.get_by_role("button", name="Entscheiden und entwerfen").click()
        page.locator("#draft-text").wait_for()
        page.screenshot(path=IMAGES / "try-it.png")
        page.get_by_role("button", name="Behalten und vergleichen").click()
        page.get_by_text("Ein Ergebnis ist behalten").wait_for()
        page.get_by_label("Widerruf erklärt berichtigen").select_option("no")
        page.locator(".compare").wait_for()
        page.locator(".compare").screenshot(path=IMAGES / "compare.png")
        page.set_viewport_size({"width": 1280, "height": 1000})
        page.goto(f"{service.address}/console/policies/returns/de")
        page.screenshot(path=IMAGES / "policies.png")
        browser.close()


def take_evals(service: Service) -> None:
    """The suites' baseline, and a run in which a few of its cases broke."""
    before = json.decode((ROOT / "evals" / "baseline.json").read_bytes(), type=Run)
    broken = [structs.replace(case, attempts=[_failed(case.attempts[0])]) for case in before.cases[20:23]]
    after = structs.replace(before, cases=[*before.cases[:20], *broken, *before.cases[23:]])
    baseline, newest = keep(service, before), keep(service, after, "staging")

    async def hold(conn: Connection) -> None:
        await eval_runs.set_baseline(conn, "mini", baseline, "Jonas")

    in_store(service, hold)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path())
        page = browser.new_page(viewport={"width": 1280, "height": 1180}, locale="de-DE", color_scheme="light")
        sign_in(page, service)
        page.goto(f"{service.address}/console/evals/runs/{newest}")
        page.screenshot(path=IMAGES / "eval-run.png")
        browser.close()


def _failed(attempt: Attempt) -> Attempt:
    judged = [Judged("decision", False, "outcome is ask, expected wait")]
    return structs.replace(attempt, status="failed", judged=judged)


def take_reports(service: Service) -> None:
    """The speed of the demo shop, in the weeks up to its own clock."""
    with at_the_demo_shop(service, height=1060) as page:
        page.goto(f"{service.address}/console/reports/service?from=2026-09-14&to=2026-11-15")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=IMAGES / "reports.png")


def take_tree(service: Service) -> None:
    """The demo shop's tree with the past tickets that took each way, and its proof."""
    asyncio.run(read_all(service.owner_url))
    with at_the_demo_shop(service, height=1180) as page:
        page.goto(f"{service.address}/console/tree")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=IMAGES / "tree.png")


async def read_all(owner_url: str) -> None:
    """The demo shop's past tickets, as the page's button has them read."""
    async with Database(service_url(owner_url)) as database:
        await read_past_tickets(database, "nordlicht", None, lambda _, __: None)


@contextmanager
def at_the_demo_shop(service: Service, *, height: int) -> Iterator[Page]:
    """A window in which a manager of the demo shop is signed in."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path())
        page = browser.new_page(viewport={"width": 1280, "height": height}, locale="de-DE", color_scheme="light")
        code = make_code(service, "sign_in", "manager", store="nordlicht")
        page.goto(f"{service.address}/console/sign-in?code={code}")
        page.get_by_role("button", name="Anmelden").click()
        yield page
        browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        postgres = EmbeddedPostgres(Path(home), delete_on_stop=True)
        try:
            asyncio.run(migrate(postgres.owner_url))
            take(postgres.owner_url)
        finally:
            postgres.stop()
