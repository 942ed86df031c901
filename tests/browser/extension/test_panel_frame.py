"""The panel as a frame of its own beside a page that knows nothing of it."""

from playwright.sync_api import expect

from tests.browser.extension.conftest import Desk

STRICT = "default-src 'none'; script-src 'none'; frame-src 'none'; require-trusted-types-for 'script'"
GMAIL = "https://mail.google.com/mail/u/0/"


def test_the_panel_opens_beside_a_page_that_allows_no_frames(desk: Desk) -> None:
    """Gmail's kind of Content-Security-Policy does not keep it out."""
    desk.serve(GMAIL, "<h1>Posteingang</h1>", **{"content-security-policy": STRICT})
    page = desk.open(GMAIL)
    desk.click_toolbar(page)
    expect(desk.panel(page).locator("main")).to_contain_text("mini")
