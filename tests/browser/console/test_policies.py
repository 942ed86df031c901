"""The policies in a real browser: from a Word file to a draft that cites it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from psycopg.conninfo import make_conninfo

from server.db.embedded import EmbeddedPostgres
from tests.browser.test_console import fits, sign_in
from tests.conftest import Service, create_database, run_service
from tests.imports.documents.samples import docx

DOCUMENT = docx(
    [
        ("Heading1", "Lampenschirme reinigen"),
        ("Heading2", "Leinenschirme"),
        (None, "Einen Lampenschirm aus Leinen reinigt ein trockener Pinsel. Wasser verträgt der Stoff nicht."),
        ("Heading2", "Glasschirme"),
        (None, "Glas darf in die Spülmaschine, ohne Fassung und Kabel."),
    ]
)


@pytest.fixture(scope="session")
def service(postgres: EmbeddedPostgres, template: str, mini_folder: Path) -> Iterator[Service]:
    """A shop of its own: what is published here would be found by the tests of others. Made before the browser."""
    create_database(postgres, "policies_in_browser", template)
    with run_service(make_conninfo(postgres.owner_url, dbname="policies_in_browser"), mini_folder) as running:
        yield running


def test_a_word_file_becomes_a_section_that_drafts_cite(page: Page, service: Service) -> None:
    """Uploaded, reviewed, previewed, published, and found for a customer who asks."""
    policy_id = f"reinigung-{page.evaluate('innerWidth')}"
    sign_in(page, service)
    page.get_by_role("link", name="Richtlinien", exact=True).click()
    page.get_by_role("link", name="Datei hochladen").click()
    page.get_by_label("Datei", exact=True).set_input_files(
        {"name": "reinigen.docx", "mimeType": "application/octet-stream", "buffer": DOCUMENT}
    )
    page.get_by_role("button", name="Lesen").click()
    expect(page.get_by_label("Titel")).to_have_value("Lampenschirme reinigen")
    expect(page.get_by_role("textbox", name="Sprache")).to_have_value("de")
    page.get_by_label("Kennung").fill(policy_id)
    page.get_by_label("Gültig ab").fill("2025-01-01")
    page.get_by_role("button", name="Vorschau").click()
    expect(page.get_by_text(f"{policy_id}#leinenschirme")).to_be_visible()
    assert fits(page)

    page.get_by_role("button", name="Speichern und veröffentlichen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lampenschirme reinigen")
    expect(page.get_by_role("status")).to_contain_text("Gespeichert und in Kraft")
    assert fits(page)

    page.get_by_role("link", name="Ausprobieren", exact=True).first.click()
    page.get_by_label("Nachricht", exact=True).fill("Wie reinigt man einen Lampenschirm aus Leinen?")
    page.get_by_role("button", name="Entscheiden und entwerfen").click()
    expect(page.locator(".sources")).to_contain_text("#leinenschirme")


def test_a_mistake_is_mended_at_its_line(page: Page, service: Service) -> None:
    """The text stays, and the next preview passes."""
    sign_in(page, service)
    page.goto(f"{service.address}/console/policies/payment/de/edit")
    text = page.get_by_label("Text", exact=True)
    good = text.input_value()
    text.fill(f"{good}\n\n## Noch einmal {{#methods}}\n\nZeile.")
    page.get_by_role("button", name="Vorschau").click()
    expect(page.get_by_role("alert")).to_contain_text("Noch einmal {#methods}")
    expect(page.get_by_role("button", name="Speichern und veröffentlichen")).to_be_hidden()
    text.fill(good.replace("Karte", "Kreditkarte", 1))
    page.get_by_role("button", name="Vorschau").click()
    expect(page.locator(".diff .added")).to_contain_text("Kreditkarte")
    expect(page.get_by_role("button", name="Speichern und veröffentlichen")).to_be_visible()


def test_unanswered_questions_are_read_while_the_page_is_open(page: Page, service: Service) -> None:
    """A few tickets at a time, until all are."""
    sign_in(page, service)
    page.goto(f"{service.address}/console/policies/questions")
    expect(page.locator("#questions progress")).to_have_count(0, timeout=60_000)
    expect(page.locator("#questions")).to_contain_text("Tickets gelesen.")
    assert fits(page)


HANDLING = "/handling/de/withdraw?valid_from=2025-01-01"
PATHS = ["", "/returns/de", "/returns/de/versions", "/returns/de/edit", "/new", "/upload", "/findings", "/questions"]
PATHS.append(HANDLING)


def test_a_policy_goes_after_a_question_and_comes_back(page: Page, service: Service) -> None:
    """By buttons alone; the page says what is in force at every step."""
    sign_in(page, service)
    page.goto(f"{service.address}/console/policies/handling/de")
    page.get_by_role("link", name="Außer Kraft setzen").click()
    expect(page.get_by_role("main")).to_contain_text("kein Entwurf findet oder zitiert diesen Text")
    assert fits(page)
    page.get_by_role("button", name="Außer Kraft setzen").click()
    expect(page.get_by_role("main")).to_contain_text("außer Kraft")
    page.get_by_role("button", name="Wieder in Kraft setzen").click()
    expect(page.get_by_role("status")).to_contain_text("Der Text ist wieder in Kraft.")
    expect(page.get_by_role("link", name="Außer Kraft setzen")).to_be_visible()


@pytest.mark.parametrize("path", PATHS)
def test_the_pages_are_accessible(chromium: Browser, service: Service, path: str) -> None:
    """axe finds nothing, in light and dark."""
    for scheme in ("light", "dark"):
        context = chromium.new_context(color_scheme=scheme, locale="de-DE", bypass_csp=True)
        page = context.new_page()
        sign_in(page, service)
        page.goto(f"{service.address}/console/policies{path}")
        if path.endswith("/edit"):
            page.get_by_label("Text", exact=True).fill("Ohne Überschrift.\n\n## A\n\n10 bis 15 Werktage.")
            page.get_by_role("button", name="Vorschau").click()
            page.locator("#changes-title").wait_for()
        found = [(rule["id"], rule["nodes"][0]["html"]) for rule in Axe().run(page).response["violations"]]
        context.close()
        assert found == []
