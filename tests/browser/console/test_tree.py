"""The refund tree's pages in a real browser: a mistake found at its line, and nothing typed lost."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_console import chromium, fits, page, sign_in
from tests.conftest import Service
from tests.routes.test_approvals_api import ask, cancelling, draft

__all__ = ["chromium", "page"]


def test_a_mistake_is_found_at_its_line_and_mended(page: Page, service: Service) -> None:
    """The finding leads to the line; the mended tree is drawn and could be replayed."""
    sign_in(page, service)
    page.goto(f"{service.address}/console/tree/edit")
    editor = page.get_by_role("textbox", name="refund_tree.yaml")
    text = editor.input_value()
    editor.fill(text.replace("outcome: chargeback}", "outcome: nirgends}"))
    page.get_by_role("button", name="Prüfen").click()
    expect(page.get_by_text("So lässt sich der Baum nicht veröffentlichen.")).to_be_visible()
    page.locator(".findings a").first.click()
    line = text[: text.index("outcome: chargeback}")].count("\n") + 1
    expect(page.locator(f"#line-{line}")).to_be_in_viewport()
    assert fits(page)
    editor.fill(text.replace("Was ist passiert?", "Was ist geschehen?"))
    page.get_by_role("button", name="Prüfen").click()
    expect(page.get_by_text("Keine Befunde.")).to_be_visible()
    expect(page.locator(".tree-drawing svg")).to_contain_text("Was ist geschehen?")
    expect(page.get_by_role("button", name="An vergangenen Tickets nachspielen")).to_be_enabled()
    assert fits(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_to_find_for_axe(chromium: Browser, service: Service, scheme: str) -> None:
    """No page of the area has a problem of accessibility, empty or full."""
    request = ask(service, draft(service, cancelling(81))["decision"])
    context = chromium.new_context(color_scheme="dark" if scheme == "dark" else "light", locale="de-DE")
    page = context.new_page()
    sign_in(page, service)
    found = {}
    pages = ["", "/edit", "/versions", "/approvals", "/approvals?show=refused", "/refunds-due"]
    for path in [*pages, f"/approvals/{request['id']}", f"/decisions/{request['decision_id']}"]:
        page.goto(f"{service.address}/console/tree{path}")
        if path == "/edit":
            page.get_by_role("button", name="Prüfen").click()
            page.get_by_role("heading", name="Ergebnis der Prüfung").wait_for()
        for rule in Axe().run(page).response["violations"]:
            found[path, rule["id"]] = rule["nodes"][0]["html"]
    context.close()
    assert found == {}
