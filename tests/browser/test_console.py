"""The console in a real browser, as a manager uses it: by mouse and keyboard, on a phone and a desk, light and dark."""

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.conftest import Service
from tests.console.conftest import make_code

MAIL = "Hallo,\n\nmeine Bestellung #1001 ist mit einem Sprung angekommen. Ich hätte gern Ersatz.\n\nSandra Köhler"


def chromium_path() -> str | None:
    """The system's Chromium; None: Playwright's own."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium from the system; tests/browser/ensure_chromium.sh installs it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path())
        yield browser
        browser.close()


@pytest.fixture(params=[(1440, "light"), (360, "dark")], ids=["desk", "phone"])
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh profile that reads German. What the page reports as broken fails the test."""
    width, scheme = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale="de-DE", reduced_motion="reduce"
    )
    page = context.new_page()
    broken: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # A refused form is an answer like any other to the page, and an error to the browser's console.
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            broken.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield page
    context.close()
    assert broken == []


def sign_in(page: Page, service: Service) -> None:
    page.goto(f"{service.address}/console/sign-in?code={make_code(service, 'sign_in', 'manager')}")
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lichtblick")


def fits(page: Page) -> bool:
    """Nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_manager_signs_in_pairs_and_tries_a_ticket(page: Page, service: Service) -> None:
    """From the link of the terminal to a corrected draft."""
    sign_in(page, service)
    page.get_by_role("link", name="Team und Zugang", exact=True).click()
    page.get_by_role("link", name="Koppeln", exact=True).click()
    page.get_by_label("Für wen").select_option("Mia")
    page.get_by_role("button", name="Code erzeugen").click()
    expect(page.locator("#pairing-code")).to_contain_text("-")
    assert fits(page)

    page.get_by_role("link", name="Ausprobieren", exact=True).click()
    page.get_by_label("Nachricht", exact=True).fill(MAIL)
    page.get_by_label("E-Mail-Adresse").fill("sandra.koehler@mail.example")
    page.get_by_role("button", name="Entscheiden und entwerfen").click()
    expect(page.locator("#draft-text")).to_contain_text("Sandra")
    expect(page.locator("#done")).to_have_text("Das Ergebnis ist da.")
    assert fits(page)

    field = page.get_by_label("Foto oder Video liegt vor berichtigen")
    field.focus()
    field.select_option("yes")
    expect(page.locator("tr.corrected")).to_contain_text("von Hand")
    expect(field).to_be_focused()
    expect(page.get_by_label("Nachricht", exact=True)).to_have_value(MAIL)


def test_a_mistake_keeps_what_was_typed(page: Page, service: Service) -> None:
    """The message appears; ticket, result and the mistaken correction stay as they were."""
    sign_in(page, service)
    page.goto(f"{service.address}/console/try")
    page.get_by_label("Nachricht", exact=True).fill(MAIL)
    page.get_by_role("button", name="Entscheiden und entwerfen").click()
    field = page.get_by_label("Tage seit der Zustellung berichtigen")
    field.fill("gestern")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Eine Angabe passt nicht")
    expect(field).to_have_value("gestern")
    field.fill("3")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page.locator("tr.corrected")).to_contain_text("von Hand")
    expect(page.get_by_label("Nachricht", exact=True)).to_have_value(MAIL)


def test_a_form_that_outlived_the_service_can_be_sent_again(page: Page, service: Service) -> None:
    """After a restart the first press asks for a second one, which works."""
    sign_in(page, service)
    page.goto(f"{service.address}/console/pairing")
    page.context.add_cookies([{"name": "csrftoken", "value": "0" * 128, "url": service.address}])
    page.get_by_role("button", name="Code erzeugen").click()
    expect(page.get_by_role("alert")).to_contain_text("Bitte noch einmal absenden")
    page.get_by_role("button", name="Code erzeugen").click()
    expect(page.locator("#pairing-code")).to_contain_text("-")


def test_a_session_that_ended_leads_to_the_sign_in_page(page: Page, service: Service) -> None:
    """The whole page changes, not the piece that was waited for."""
    sign_in(page, service)
    page.goto(f"{service.address}/console/pairing")
    page.context.clear_cookies(name="kulanz_session")
    page.get_by_role("button", name="Code erzeugen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("So geht es in die Konsole")


def test_everything_is_within_reach_of_the_keyboard(page: Page, service: Service) -> None:
    """Skip link first; a ticket is tried without a mouse."""
    sign_in(page, service)
    page.goto(f"{service.address}/console/try")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    page.get_by_label("Nachricht", exact=True).focus()
    page.keyboard.type("Wo ist mein Paket?")
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Entscheiden und entwerfen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#draft-text")).to_be_attached()


@pytest.mark.parametrize("path", ["sign-in?code=x", "sign-in", "", "pairing", "try", "nowhere"])
def test_the_pages_are_accessible(chromium: Browser, service: Service, path: str) -> None:
    """axe finds nothing, in light and dark; CSP is set aside because axe itself injects a style."""
    for scheme in ("light", "dark"):
        context = chromium.new_context(color_scheme=scheme, locale="de-DE", bypass_csp=True)
        page = context.new_page()
        sign_in(page, service)
        page.goto(f"{service.address}/console/{path}")
        if path == "try":
            page.get_by_label("Nachricht", exact=True).fill(MAIL)
            page.get_by_role("button", name="Entscheiden und entwerfen").click()
            page.locator("#draft-text").wait_for()
        if path == "pairing":
            page.get_by_role("button", name="Code erzeugen").click()
            page.locator("#pairing-code").wait_for()
        found = [(rule["id"], rule["nodes"][0]["html"]) for rule in Axe().run(page).response["violations"]]
        context.close()
        assert found == []
