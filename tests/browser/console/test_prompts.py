"""Prompts, macros and the comparison of two results in a real browser, as a manager works with them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from psycopg.conninfo import make_conninfo

from server.db.embedded import EmbeddedPostgres
from tests.browser.test_console import MAIL, fits, sign_in
from tests.conftest import Service, create_database, run_service

PROMPTS = "/console/prompts"
LONG = 30_000
"""Milliseconds that a first draft may take: the models are read then."""
PRESS_AT_ONCE = """new MutationObserver((_, observer) => {
    const button = document.querySelector("#kept-result button");
    if (!button) return;
    observer.disconnect();
    button.click();
}).observe(document.body, { childList: true, subtree: true })"""


@pytest.fixture(scope="session")
def shop(service: Service, postgres: EmbeddedPostgres, template: str, mini_folder: Path) -> Iterator[Service]:
    """A shop of its own: what is edited here serves no other test. It starts, like `service`, before any browser."""
    create_database(postgres, "edited", template)
    with run_service(make_conninfo(postgres.owner_url, dbname="edited"), mini_folder) as running:
        yield running


def open_text(page: Page, service: Service, name: str) -> None:
    page.goto(f"{service.address}{PROMPTS}/text/{name}")


def test_a_prompt_is_edited_previewed_published_and_rolled_back(page: Page, shop: Service) -> None:
    """From a fault at its line to a version in production, and back."""
    sign_in(page, shop)
    open_text(page, shop, "reply")
    text = page.get_by_label("Wortlaut")
    good = text.input_value()
    text.fill(good.replace("{{shop}}", "{{shoop}}"))
    page.get_by_role("button", name="Vorschau").click()
    expect(page.get_by_role("alert")).to_contain_text("Zeile 6")
    text.fill(good.replace("a small online shop.", "a small and friendly online shop."))
    page.get_by_role("button", name="Vorschau").click()
    expect(page.locator("pre.turn").first).to_contain_text(
        "Lichtblick, a small and friendly online shop.", timeout=LONG
    )
    assert fits(page)
    page.get_by_role("button", name="Als neue Fassung speichern").click()
    expect(page.get_by_role("status")).to_contain_text("Gespeichert")
    page.get_by_role("button", name="In Betrieb nehmen").click()
    expect(page.get_by_role("status")).to_contain_text("verschoben")
    page.get_by_role("button", name="In Betrieb nehmen: built-in").click()
    page.get_by_text("Wie die Labels verschoben wurden").click()
    expect(page.locator("details li").first).to_contain_text("production → mitgeliefert")
    assert fits(page)


def test_a_macro_is_previewed_and_put_in_force(page: Page, shop: Service) -> None:
    """Drafts first, in the words that are not saved yet; then the edit is a second version."""
    sign_in(page, shop)
    page.goto(f"{shop.address}{PROMPTS}/macros/replacement.de.md")
    text = page.get_by_label("macros/replacement.de.md")
    text.fill(text.input_value().rstrip() + "\n\nDas ist ein neuer Absatz.\n")
    page.get_by_role("button", name="Entwürfe ansehen").click()
    expect(page.locator("pre.draft").first).to_contain_text("Das ist ein neuer Absatz.", timeout=LONG)
    assert fits(page)
    page.get_by_role("button", name="Speichern und in Kraft setzen").click()
    expect(page.get_by_role("status")).to_contain_text("in Kraft", timeout=LONG)
    page.get_by_role("button", name="Vergleichen").click()
    expect(page.locator(".diff .added").last).to_have_text("+Das ist ein neuer Absatz.")
    assert fits(page)


def test_two_results_stand_side_by_side(page: Page, service: Service) -> None:
    """Keep one, correct a fact: both are there, and what differs is marked; then the comparison is over."""
    sign_in(page, service)
    page.goto(f"{service.address}/console/try")
    page.get_by_label("Nachricht", exact=True).fill(MAIL)
    page.get_by_label("E-Mail-Adresse").fill("sandra.koehler@mail.example")
    page.get_by_role("button", name="Entscheiden und entwerfen").click()
    page.get_by_role("button", name="Behalten und vergleichen").click()
    expect(page.get_by_text("Ein Ergebnis ist behalten")).to_be_visible()
    page.get_by_label("Problem berichtigen").select_option("late")
    expect(page.locator(".compare")).to_contain_text("andere Entscheidung", timeout=LONG)
    expect(page.locator(".sides del").first).to_be_visible()
    before, after = (side.bounding_box() for side in page.locator(".sides > div").all())
    assert before and after
    is_wide = (page.viewport_size or {"width": 0})["width"] > 1000
    assert (before["y"] == after["y"]) == is_wide and fits(page)
    page.get_by_role("button", name="Vergleich beenden").click()
    expect(page.get_by_role("button", name="Behalten und vergleichen")).to_be_visible()


def test_a_result_is_kept_however_fast_the_button_is_pressed(page: Page, service: Service) -> None:
    """Pressed in the moment it appears, it still keeps the result on this page, which goes on showing it."""
    sign_in(page, service)
    page.goto(f"{service.address}/console/try")
    page.get_by_label("Nachricht", exact=True).fill(MAIL)
    page.evaluate(PRESS_AT_ONCE)
    page.get_by_role("button", name="Entscheiden und entwerfen").click()
    expect(page.get_by_text("Ein Ergebnis ist behalten")).to_be_visible(timeout=LONG)
    expect(page.get_by_label("Problem berichtigen")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
def test_the_pages_are_accessible(chromium: Browser, service: Service, width: int, scheme: str) -> None:
    """axe finds nothing, in light and dark, with everything unfolded; CSP is set aside because axe injects a style."""
    context = chromium.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="light" if scheme == "light" else "dark",
        locale="de-DE",
        bypass_csp=True,
    )
    page = context.new_page()
    sign_in(page, service)
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        rules = Axe().run(page).response["violations"]
        found[name] = [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in rules]

    for path in ("", "/text/reply", "/macros", "/macros/acknowledge.de.md", "/macros?q=nothing+like+it"):
        page.goto(f"{service.address}{PROMPTS}{path}")
        look(path)
    page.goto(f"{service.address}{PROMPTS}/text/snippets/promises")
    page.get_by_role("button", name="Vorschau").click()
    page.locator("pre.turn").first.wait_for()
    look("preview")
    page.get_by_label("Wortlaut").fill("{{nothing}}")
    page.get_by_role("button", name="Vorschau").click()
    page.get_by_role("alert").wait_for()
    look("faults")
    page.goto(f"{service.address}/console/try")
    page.get_by_label("Nachricht", exact=True).fill(MAIL)
    page.get_by_role("button", name="Entscheiden und entwerfen").click()
    page.get_by_role("button", name="Behalten und vergleichen").click()
    page.get_by_text("Ein Ergebnis ist behalten").wait_for()
    page.get_by_label("Problem berichtigen").select_option("late")
    page.locator(".compare").wait_for()
    look("comparison")
    context.close()
    assert {name: rules for name, rules in found.items() if rules} == {}
