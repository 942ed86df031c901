"""Each state of the panel, reached with a real ticket."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, Route, expect

from tests.browser.extension.conftest import Desk
from tests.browser.extension.panel.conftest import Drafted
from tests.browser.extension.panel.golden_pages import (
    draft_for,
    golden_ticket,
    open_ticket,
    set_clock,
    zendesk_page,
)

DRAFTS = "http://127.0.0.1:*/v1/drafts"


def headline(panel: Frame) -> Any:
    """What stands first."""
    return expect(panel.get_by_role("heading", level=1))


@pytest.fixture
def page(desk: Desk) -> Iterator[Page]:
    """The page of the damaged lamp, before anything is asked for."""
    page = open_ticket(desk, golden_ticket("06-damaged-with-photo.de"))
    yield page
    page.close()


@pytest.fixture
def held(desk: Desk) -> Iterator[list[Route]]:
    """The service takes requests for drafts and does not answer."""
    routes: list[Route] = []
    desk.context.route(DRAFTS, lambda route: routes.append(route))
    yield routes
    desk.context.unroute(DRAFTS)
    set_clock(desk.context)


def press(page: Page) -> None:
    """The button beside Send."""
    page.get_by_role("button", name="Antwort entwerfen").click()


def test_decision_and_insert_are_in_sight(drafted: Drafted) -> None:
    """At 1366 × 768, without scrolling: the sentence, the decision, the draft and Insert."""
    page, panel = drafted("12-withdrawal-in-time.en")
    for part in (
        panel.locator("h1"),
        panel.locator(".chip.decision"),
        panel.locator(".draft"),
        panel.locator("#insert"),
    ):
        box = part.bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 768
    assert page.evaluate("innerHeight") == 768


def test_one_sentence_stands_first(drafted: Drafted) -> None:
    """What to do, and why."""
    _, panel = drafted("06-damaged-with-photo.de")
    headline(panel).to_have_text("Ersatz senden: beschädigt, Foto da, 10 Tage nach Zustellung")


def test_while_the_service_works(desk: Desk, held: list[Route], page: Page) -> None:
    """The panel says that it writes, and offers to stop."""
    press(page)
    panel = desk.panel(page)
    headline(panel).to_have_text("Kulanz schreibt …")
    expect(panel.get_by_role("button", name="Anhalten")).to_be_visible()


def test_no_order(drafted: Drafted) -> None:
    """It asks which one; a number given there is used at once."""
    _, panel = drafted("19-no-order-found.de")
    headline(panel).to_have_text("Nach der Bestellnummer fragen: defekt, keine Bestellung gefunden")
    panel.locator(".question").get_by_label("Bestellnummer").fill("1001")
    panel.locator(".question").get_by_role("button", name="Nehmen").click()
    headline(panel).to_have_text("Klären, wer schreibt: Absender passt nicht zur Bestellung #1001")


def test_several_orders(drafted: Drafted) -> None:
    """Those found are offered, and one click takes one."""
    ticket = golden_ticket("04-delivered-not-received.de")
    messages = [ticket["messages"][0] | {"text": "Hallo, mein Paket ist nicht angekommen. Wo ist es? Markus Thiele"}]
    _, panel = drafted("04-delivered-not-received.de", external_id="50001", subject="Paket", messages=messages)
    headline(panel).to_contain_text("Erst die Bestellung wählen: 2 kommen infrage")
    panel.get_by_role("button", name="#1007", exact=True).click()
    expect(panel.get_by_text("#1007, zugestellt")).to_be_visible()
    expect(panel.locator(".question")).to_have_count(0)


def test_somebody_elses_order(drafted: Drafted) -> None:
    """Insert is locked until the agent says that this person may be told."""
    _, panel = drafted("18-somebody-elses-order.de")
    expect(panel.locator("#insert")).to_be_disabled()
    expect(panel.locator(".question")).to_contain_text("Darf diese Person etwas zur Bestellung #1001 erfahren?")
    panel.get_by_role("button", name="Ja, geprüft").click()
    expect(panel.locator("#insert")).to_be_enabled()


def test_a_question_to_the_customer(drafted: Drafted) -> None:
    """The draft asks for what is missing."""
    _, panel = drafted("07-damaged-without-photo.en")
    headline(panel).to_have_text("Um ein Foto bitten: beschädigt")
    expect(panel.locator(".chip.decision")).to_have_text("nachfragen")


def test_approval_is_asked_for_and_awaited(drafted: Drafted, desk: Desk) -> None:
    """With a note; the manager finds it in the list, and the panel tells the answer with the manager's note."""
    _, panel = drafted("14-cancel-before-shipping.en")
    expect(panel.get_by_text("Freigabe nötig (Manager)")).to_be_visible()
    panel.locator("summary", has_text="Freigabe anfragen").click()
    panel.get_by_label("Notiz dazu").fill("Kundin seit Jahren")
    panel.get_by_role("button", name="Freigabe anfragen").click()
    expect(panel.get_by_text("Freigabe angefragt.")).to_be_visible()
    with desk.service.client("manager") as client:
        asked = next(r for r in client.get("/v1/approvals").json() if r["note"] == "Kundin seit Jahren")
        client.post(f"/v1/approvals/{asked['id']}", json={"granted": True, "note": "Gern, sie ist lange dabei."})
    # The panel looks again when it comes into sight, and every 20 seconds while it is.
    panel.locator("body").dispatch_event("visibilitychange")
    expect(panel.get_by_text("Freigegeben von Jonas. Gern, sie ist lange dabei.")).to_be_visible()


def test_raised_by_law(drafted: Drafted) -> None:
    """Where the shop's tree would give less, the panel says that the law does not."""
    _, panel = drafted("12-withdrawal-in-time.en")
    expect(panel.get_by_text("Das Gesetz verlangt mehr als die Regeln des Shops")).to_be_visible()


def test_without_a_model(drafted: Drafted) -> None:
    """Own instructions are off, with the reason; the notes say who wrote."""
    _, panel = drafted("01-wismo-inside-promise.de")
    panel.locator("summary", has_text="Eigene Anweisung").click()
    expect(panel.get_by_label("Was soll anders werden?")).to_be_disabled()
    expect(panel.get_by_text("Eigene Anweisungen brauchen ein Sprachmodell")).to_be_visible()
    panel.get_by_role("heading", name="Hinweise").click()
    expect(panel.get_by_text("Kein Modell eingerichtet")).to_be_visible()


def test_offline(desk: Desk, held: list[Route], page: Page) -> None:
    """It says so and what to do; trying again works once the service is back."""
    press(page)
    panel = desk.panel(page)
    panel.get_by_text("Kulanz schreibt …").first.wait_for()
    held.pop().abort()
    expect(panel.get_by_role("alert")).to_contain_text("Kulanz ist nicht zu erreichen")
    desk.context.unroute(DRAFTS)
    panel.get_by_role("button", name="Noch einmal versuchen").click()
    expect(panel.locator("#insert")).to_be_enabled()


def test_not_paired(desk: Desk, page: Page) -> None:
    """It offers to pair, and drafts as soon as that is done."""
    options = desk.options()
    options.evaluate("chrome.runtime.sendMessage({ask: 'disconnect', args: {}})")
    options.close()
    press(page)
    panel = desk.panel(page)
    headline(panel).to_have_text("Noch nicht gekoppelt")
    with desk.context.expect_page() as opened:
        panel.get_by_role("button", name="Jetzt koppeln").click()
    assert opened.value.url.endswith("options.html")
    opened.value.close()
    desk.pair()
    expect(panel.locator("#insert")).to_be_enabled()


def test_a_page_that_was_rebuilt(desk: Desk) -> None:
    """It says what is missing, offers to be taught, and reports the page without a word of it."""
    url = "https://lichtblick.zendesk.com/agent/tickets/50002"
    html = zendesk_page(golden_ticket("06-damaged-with-photo.de") | {"external_id": "50002"})
    desk.serve(url, html.replace("omni-log-", "renamed-"))
    page = desk.open(url)
    desk.click_toolbar(page)
    panel = desk.panel(page)
    headline(panel).to_have_text("Diese Seite ist nicht zu lesen")
    expect(panel.get_by_text("Kulanz findet")).to_be_visible()
    expect(panel.get_by_role("button", name="Seite anlernen")).to_be_enabled()
    panel.get_by_role("button", name="Umbau melden").click()
    expect(panel.get_by_text("Gemeldet, danke.")).to_be_visible()
    with desk.service.client("manager") as client:
        report = client.get("/v1/page_reports").json()[0]
    assert report["missing"].startswith(("ticket", "message"))
    assert "Tischlampe" not in report["html"]
    page.close()


def test_no_reply_box(desk: Desk) -> None:
    """The draft is there all the same, to be copied."""
    ticket = golden_ticket("15-address-change-before-shipping.de")
    url = f"https://lichtblick.zendesk.com/agent/tickets/{ticket['external_id']}"
    desk.serve(url, re.sub(r'<div class="editor".*?</div>', "", zendesk_page(ticket), flags=re.DOTALL))
    page = desk.open(url)
    desk.click_toolbar(page)
    panel = desk.panel(page)
    expect(panel.get_by_role("button", name="Kopieren")).to_be_enabled()
    expect(panel.locator(".notice")).to_contain_text("Antwortfeld")
    page.close()


def test_a_message_to_the_supplier(drafted: Drafted) -> None:
    """It can be copied, not inserted into the reply to the customer; the reply is one click back."""
    _, panel = drafted("20-supplier-damaged.de")
    panel.get_by_role("button", name="An den Lieferanten").click()
    expect(panel.get_by_role("heading", name="Nachricht an ruhr-licht")).to_be_visible()
    expect(panel.locator("#insert")).to_have_count(0)
    panel.get_by_role("button", name="Zurück zur Antwort").click()
    expect(panel.locator("#insert")).to_be_enabled()
    expect(panel.locator(".draft")).to_contain_text("Hallo Carolin")


def test_other_words(drafted: Drafted) -> None:
    """Shorter is shorter, and a translation is in the other language."""
    _, panel = drafted("02-late-first-contact.de")
    before = panel.locator(".draft").inner_text()
    panel.get_by_role("button", name="Kürzer").click()
    expect(panel.locator(".draft")).not_to_have_text(before)
    assert len(panel.locator(".draft").inner_text()) < len(before)
    panel.get_by_label("Sprache der Übersetzung").select_option("en")
    expect(panel.locator(".draft")).to_have_attribute("lang", "en")


def test_everything_that_it_rests_on(drafted: Drafted) -> None:
    """Order with tracking, sources opened in place with internal ones marked, checks in words."""
    _, panel = drafted("08-defective.de")
    panel.get_by_role("heading", name="Bestellung", exact=True).click()
    expect(panel.get_by_role("link", name="Sendung verfolgen").first).to_have_attribute("href", re.compile("^https://"))
    panel.get_by_role("heading", name="Quellen").click()
    internal = panel.locator(".source", has_text="intern, nie zitieren").first
    internal.locator("summary").click()
    expect(internal.locator("p").first).to_be_visible()
    panel.get_by_role("heading", name="Prüfungen").click()
    expect(panel.locator(".checks li").first).to_contain_text("Freigabe")


def test_german_and_english_are_complete(desk: Desk) -> None:
    """No word of the panel is left as a code."""
    page, panel = draft_for(desk, golden_ticket("13-unwanted-after-every-window.de"))
    panel.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    said = panel.locator("main").inner_text()
    assert not re.search(r"undefined|\bnull\b|\[object|days_since|withdrawal_open", said)
    page.close()


def test_a_topic_whose_drafts_nobody_uses_is_told_quietly(desk: Desk, page: Page) -> None:
    """One line beside the draft, which may be inserted all the same; it goes once the draft is used."""

    def answer(route: Route) -> None:
        response = route.fetch()
        unused = '"unused_topic":{"kind":"outcome","topic":"replacement","tickets":6,"days":30}'
        route.fulfill(response=response, body=response.text().replace('"unused_topic":null', unused))

    desk.context.route(DRAFTS, answer)
    try:
        press(page)
        panel = desk.panel(page)
        said = panel.get_by_text("Entwürfe zu diesem Anliegen wurden zuletzt nicht verwendet (6 Tickets in 30 Tagen).")
        expect(said).to_be_visible(timeout=30_000)  # the first draft reads the models
        panel.locator("#insert").click()
        expect(said).to_be_hidden()
    finally:
        desk.context.unroute(DRAFTS)
        set_clock(desk.context)
