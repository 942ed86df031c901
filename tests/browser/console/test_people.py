"""Today, people and access in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_console import fits, sign_in
from tests.conftest import Service
from tests.console.conftest import make_code

PATHS = ["", "people", "people/tokens", "people/settings", "people/audit", "people/you", "invitation?code=x"]
PASSWORD = "Leuchttürme stehen selten allein"


def sign_in_as_admin(page: Page, service: Service) -> None:
    page.goto(f"{service.address}/console/sign-in?code={make_code(service, 'sign_in', 'admin')}")
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lichtblick")


def test_who_is_invited_chooses_a_password_and_signs_in_by_name(page: Page, service: Service) -> None:
    """From the admin's link over the first sign-in to the second one."""
    login = f"henrike-{page.viewport_size['width'] if page.viewport_size else 0}"
    sign_in_as_admin(page, service)
    page.get_by_role("link", name="Team und Zugang", exact=True).click()
    page.get_by_label("Name", exact=True).fill("Henrike")
    page.get_by_label("Anmeldename").fill(login)
    page.get_by_role("button", name="Einladungslink erzeugen").click()
    link = page.locator("#link").inner_text()
    assert fits(page)

    page.context.clear_cookies()
    page.goto(link)
    page.get_by_label("Neues Passwort").fill(PASSWORD)
    page.get_by_label("Noch einmal").fill(PASSWORD)
    page.get_by_role("button", name="Passwort setzen und anmelden").click()
    expect(page.get_by_text("Angemeldet: Henrike, Rolle Manager")).to_be_visible()
    assert fits(page)

    page.get_by_role("button", name="Abmelden").click()
    page.get_by_label("Anmeldename").fill(login)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lichtblick")


def test_a_ticket_that_waits_is_one_click_from_its_draft(page: Page, service: Service) -> None:
    """From the list to the ticket in "Try it"."""
    message = {"author": "customer", "text": "Wo ist meine Bestellung #1001?"}
    ticket = {"helpdesk": "zendesk", "external_id": "today", "subject": "Wo bleibt sie?", "messages": [message]}
    with service.client("manager", Accept="application/json") as client:
        assert client.post("/v1/drafts", json={"ticket": ticket}).is_success
    sign_in(page, service)
    assert fits(page)
    page.get_by_role("link", name="Wo bleibt sie?").first.click()
    expect(page.locator("#text-1")).to_have_value("Wo ist meine Bestellung #1001?")


@pytest.mark.parametrize("path", PATHS)
def test_the_pages_are_accessible(chromium: Browser, service: Service, path: str) -> None:
    """axe finds nothing, in light and dark, and nothing has to be scrolled sideways on a phone."""
    for scheme in ("light", "dark"):
        context = chromium.new_context(
            color_scheme=scheme, locale="de-DE", bypass_csp=True, viewport={"width": 360, "height": 800}
        )
        page = context.new_page()
        sign_in_as_admin(page, service)
        page.goto(f"{service.address}/console/{path}")
        found = [(rule["id"], rule["nodes"][0]["html"]) for rule in Axe().run(page).response["violations"]]
        fitting = fits(page)
        context.close()
        assert (found, fitting) == ([], True)
