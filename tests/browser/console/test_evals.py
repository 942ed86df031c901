"""Evals in a real browser: a manager's way from an edited prompt to production and back, and what edits suggest."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from psycopg.conninfo import make_conninfo

from server.db import eval_cases
from server.db.embedded import EmbeddedPostgres
from server.db.pool import Connection
from tests.browser.test_console import fits, sign_in
from tests.conftest import Service, create_database, run_service
from tests.console.evals.shop import LABELS, draft_and_send, in_store, keep
from tests.evaluation.runs import case, run
from tests.model_server import run_model_server
from tests.obedient_model import ObedientModel

EVALS = "/console/evals"
LONG = 120_000
"""Milliseconds that a run may take: it begins with a database of its own."""

CASE = """
- id: austria
  why: people are greeted as friends
  store: mini
  as_of: 2026-11-16T10:00:00+01:00
  ticket:
    customer: {name: Ada Marsh}
    messages: [{author: customer, text: "How long does the delivery to Austria take?"}]
  expect: {contains: [Hi Ada], checks: all}
"""


@pytest.fixture(scope="module", autouse=True)
def obedient() -> Iterator[ObedientModel]:
    with run_model_server(ObedientModel()) as double:
        yield double


@pytest.fixture(scope="module", autouse=True)
def service(postgres: EmbeddedPostgres, template: str, mini_folder: Path, obedient: ObedientModel) -> Iterator[Service]:
    """A shop with a model and a suite of its own. It starts before any browser, where no event loop runs yet."""
    create_database(postgres, "evals", template)
    url = make_conninfo(postgres.owner_url, dbname="evals")
    with run_service(url, mini_folder, model="scripted", model_url=obedient.url) as running:
        draft = draft_and_send(running, 0, lambda text: text)

        async def keep_case(conn: Connection) -> None:
            await eval_cases.save(conn, "mini", draft, "accepted", "greetings", CASE, "Jonas")

        in_store(running, keep_case)
        yield running


@pytest.fixture
def with_model(worker: None, obedient: ObedientModel, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker's jobs ask the same model."""
    monkeypatch.setenv("KULANZ_MODEL", "scripted")
    monkeypatch.setenv("KULANZ_MODEL_URL", obedient.url)
    monkeypatch.setenv("KULANZ_MODEL_PRICE", "scripted=0.40/0.10/1.60 USD")


def start_run(page: Page, service: Service, label: str) -> None:
    """Choose the shop's own suite, and wait for the run's page."""
    page.goto(f"{service.address}{EVALS}")
    page.get_by_label("replies").uncheck()
    expect(page.get_by_label("greetings")).to_be_checked()
    page.get_by_label("Prompts unter dem Label").select_option(label)
    page.get_by_role("button", name="Lauf starten").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lauf vom", timeout=LONG)


def test_a_manager_edits_runs_reads_publishes_and_rolls_back(page: Page, service: Service, with_model: None) -> None:
    """Without leaving the console: a worse prompt is seen before and after, and taken back."""
    sign_in(page, service)
    start_run(page, service, "production")
    assert fits(page)
    page.get_by_role("button", name="Zum Maßstab machen").click()
    expect(page.get_by_text("Dieser Lauf ist der Maßstab")).to_be_visible()

    snippet = f"{service.address}/console/prompts/text/snippets/style.en"
    page.goto(snippet)
    text = page.get_by_label("Wortlaut")
    text.fill(text.input_value().rstrip() + "\n- Greet with Dear.\n")
    page.get_by_label("Gleich mit Label").fill("staging")
    page.get_by_role("button", name="Als neue Fassung speichern").click()
    expect(page.get_by_role("status")).to_contain_text("Gespeichert")

    start_run(page, service, "staging")
    expect(page.locator(".verdict")).to_contain_text("1 kaputtgegangen")
    expect(page.locator("dl.pairs").first).to_contain_text("0,000504 USD")
    page.get_by_role("link", name="greetings/austria").click()
    expect(page.locator("pre del").first).to_have_text("Hi")
    expect(page.locator("pre ins").first).to_have_text("Dear")
    assert fits(page)

    page.goto(snippet)
    page.get_by_role("button", name="In Betrieb nehmen").first.click()
    expect(page.get_by_role("status")).to_contain_text("verschoben")
    page.get_by_role("button", name="In Betrieb nehmen: built-in").click()
    expect(page.get_by_role("status")).to_contain_text("verschoben")
    start_run(page, service, "production")
    expect(page.locator(".verdict")).to_contain_text("0 kaputtgegangen")


def test_an_edit_becomes_a_case(page: Page, service: Service) -> None:
    """One press makes it; a mistake is told at its line; then it is in a suite."""
    width = (page.viewport_size or {"width": 0})["width"]
    draft_and_send(service, width, lambda _: "Liebe Frau Köhler, Ersatz kommt morgen.")
    sign_in(page, service)
    page.goto(f"{service.address}{EVALS}/cases")
    page.get_by_role("button", name="Fall daraus machen").first.click()
    text = page.get_by_label("Der Fall als YAML")
    good = text.input_value()
    assert "Köhler" not in good and fits(page)
    text.fill(good.replace("why:", "wy:"))
    page.get_by_role("button", name="In die Suite aufnehmen").click()
    expect(page.get_by_role("alert")).to_contain_text("Zeile 2")
    text.fill(good)
    page.get_by_label("Suite", exact=True).fill(f"edits-{width}")
    page.get_by_role("button", name="In die Suite aufnehmen").click()
    expect(page.get_by_role("status")).to_contain_text("aufgenommen")
    expect(page.get_by_role("heading", name=f"edits-{width}")).to_be_visible()
    assert fits(page)


def test_a_suggestion_appears_by_itself_and_is_refused(page: Page, service: Service) -> None:
    """The page asks for it once it is open."""
    for number, sentence in enumerate(LABELS):
        draft_and_send(service, 100 + number, lambda text, said=sentence: f"{text}\n\n{said}")  # type: ignore[misc]
    sign_in(page, service)
    page.goto(f"{service.address}{EVALS}/rules")
    expect(page.locator("#suggested")).not_to_contain_text("werden durchgesehen", timeout=LONG)
    assert fits(page)
    if page.locator(".rule").count():
        page.get_by_role("button", name="Ablehnen").first.click()
    expect(page.get_by_text("Beantwortete Vorschläge")).to_be_visible()


@pytest.mark.parametrize("path", ["", "/compare", "/cases", "/rules?look=true", "run", "case"])
def test_the_pages_are_accessible(chromium: Browser, service: Service, path: str) -> None:
    """axe finds nothing, in light and dark, with everything open; CSP is set aside because axe injects a style."""
    run_id = keep(service, run(case("s/a", "failed"), case("s/b", "passed"), case("s/c", "error")))
    if path in ("run", "case"):
        path = f"/runs/{run_id}" + ("/case?name=s/a" if path == "case" else "")
    for scheme in ("light", "dark"):
        context = chromium.new_context(color_scheme=scheme, locale="de-DE", bypass_csp=True)
        page = context.new_page()
        sign_in(page, service)
        page.goto(f"{service.address}{EVALS}{path}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found = [(rule["id"], rule["nodes"][0]["html"]) for rule in Axe().run(page).response["violations"]]
        context.close()
        assert found == []
