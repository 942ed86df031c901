"""The options page: pairing with clear messages, what is reported, sites that were taught, the shortcut."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.extension.conftest import Desk
from tests.console.conftest import make_code


@pytest.fixture
def unpaired(desk: Desk) -> Iterator[Page]:
    """The page before pairing; the browser is paired again afterwards."""
    page = desk.options()
    page.evaluate("chrome.runtime.sendMessage({ask: 'disconnect', args: {}})")
    page.reload()
    yield page
    page.close()
    desk.pair()


def pair(page: Page, address: str, code: str) -> None:
    page.get_by_label("Adresse des Dienstes").fill(address)
    page.get_by_label("Kopplungscode").fill(code)
    page.get_by_role("button", name="Koppeln").click()


def test_pairing_takes_what_people_paste(desk: Desk, unpaired: Page) -> None:
    """An address with a path, a code in small letters with blanks; then it says as whom."""
    code = make_code(desk.service, "pairing", "agent", "Mia")
    pair(unpaired, f" {desk.service.address}/console/pairing?x=1 ", f" {code[:4].lower()} {code[4:].lower()} ")
    expect(unpaired.get_by_role("heading", name="Verbunden als Mia mit dem Shop „mini“")).to_be_focused()
    expect(unpaired.get_by_text(f"Adresse: {desk.service.address}")).to_be_visible()


def test_disconnecting_forgets_the_token(desk: Desk) -> None:
    """Nothing of the pairing stays in the browser."""
    page = desk.options()
    page.get_by_role("button", name="Trennen").click()
    expect(page.get_by_role("button", name="Koppeln")).to_be_visible()
    assert page.evaluate("chrome.storage.local.get('connection')") == {}
    page.close()
    desk.pair()


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("das ist keine", "ABCD-EFGH", "Das ist keine Adresse."),
        ("http://127.0.0.1:9", "ABCD-EFGH", "Unter dieser Adresse antwortet niemand."),
        ("{service}", "", "Bitte auch den Code eingeben."),
        ("{service}", "ABCD-EFGH", "Dieser Code ist unbekannt, schon benutzt oder älter als zehn Minuten."),
    ],
)
def test_what_goes_wrong_is_said(desk: Desk, unpaired: Page, address: str, code: str, said: str) -> None:
    """Each with what to do, and what was typed stays."""
    pair(unpaired, address.format(service=desk.service.address), code)
    expect(unpaired.get_by_role("alert")).to_contain_text(said)
    expect(unpaired.get_by_label("Kopplungscode")).to_have_value(code)


def test_something_else_at_the_address(desk: Desk, unpaired: Page) -> None:
    """A service that is not Kulanz is told apart from one that is down."""
    desk.context.route("http://127.0.0.1:9/**", lambda route: route.fulfill(status=404, body="<h1>nginx</h1>"))
    pair(unpaired, "127.0.0.1:9", "ABCD-EFGH")
    expect(unpaired.get_by_role("alert")).to_contain_text("es ist nicht Kulanz")
    desk.context.unroute("http://127.0.0.1:9/**")


def test_taught_sites_can_be_forgotten(desk: Desk) -> None:
    """Each is listed with whether the button stands there by itself."""
    page = desk.options()
    page.evaluate("chrome.storage.local.set({taught: {'https://desk.example.com': {version: 1}}})")
    page.reload()
    expect(page.get_by_text("https://desk.example.com nur nach einem Klick auf das Symbol")).to_be_visible()
    page.get_by_role("button", name="https://desk.example.com vergessen").click()
    expect(page.get_by_text("Noch keine.")).to_be_visible()
    page.close()


def test_the_shortcut_is_told(desk: Desk) -> None:
    """With how to change it."""
    page = desk.options()
    expect(page.get_by_text("chrome://extensions/shortcuts")).to_be_visible()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_options_are_accessible(desk: Desk, unpaired: Page, scheme: str) -> None:
    """axe finds nothing before pairing, with a message, and after it."""
    unpaired.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    pair(unpaired, desk.service.address, "")
    unpaired.get_by_role("alert").wait_for()
    desk.pair()
    paired = desk.options()
    paired.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    paired.get_by_role("button", name="Trennen").wait_for()
    for page in (unpaired, paired):
        found = [(rule["id"], rule["nodes"][0]["html"]) for rule in Axe().run(page).response["violations"]]
        assert found == []
    paired.close()
