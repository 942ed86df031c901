"""The reports in a real browser: on a phone and a desk, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_console import chromium, fits, page, sign_in
from tests.conftest import Service

__all__ = ["chromium", "page"]  # fixtures

SPAN = "from=2026-10-05&to=2026-11-15"


def test_a_manager_reads_a_report_and_what_is_behind_it(page: Page, service: Service) -> None:
    """From the question with its plot to the tickets of a topic."""
    sign_in(page, service)
    page.get_by_role("link", name="Berichte", exact=True).click()
    page.get_by_role("link", name="Anliegen", exact=True).click()
    page.get_by_label("Von", exact=True).fill("2026-10-05")
    page.get_by_label("Bis", exact=True).fill("2026-11-15")
    page.get_by_role("button", name="Anzeigen").click()
    card = page.locator("section", has=page.get_by_role("heading", name="Worum geht es?"))
    picture = card.get_by_role("img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("img => img.naturalWidth") == (
        320 if page.viewport_size == {"width": 360, "height": 800} else 860
    )
    assert fits(page)

    card.get_by_text("Zahlen als Tabelle").click()
    first = card.locator("tbody a").first
    topic = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Berichte: Tickets")
    expect(page.get_by_text(f"Anliegen: {topic}")).to_be_visible()
    assert fits(page)


def test_a_table_is_downloaded_as_a_file(page: Page, service: Service) -> None:
    """With its weeks in the name."""
    sign_in(page, service)
    page.goto(f"{service.address}/console/reports/topics?{SPAN}")
    with page.expect_download() as download:
        topics = page.locator("section", has=page.get_by_role("heading", name="Worum geht es?"))
        topics.get_by_role("link", name="Tabelle als CSV").click()
    assert download.value.suggested_filename == "kulanz-topics-2026-10-05-2026-11-15.csv"


@pytest.mark.parametrize("report", ["service", "topics", "money", "drafts", "tickets", "decisions"])
def test_the_reports_are_accessible(chromium: Browser, service: Service, report: str) -> None:
    """axe finds nothing, in light and dark, with every table open."""
    for scheme in ("light", "dark"):
        context = chromium.new_context(color_scheme=scheme, locale="de-DE", bypass_csp=True)
        page = context.new_page()
        sign_in(page, service)
        page.goto(f"{service.address}/console/reports/{report}?{SPAN}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found = [(rule["id"], rule["nodes"][0]["html"]) for rule in Axe().run(page).response["violations"]]
        context.close()
        assert found == []
