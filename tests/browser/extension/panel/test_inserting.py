"""From the button or the shortcut to the text in the reply box, and what keeps it out."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.extension.conftest import Desk
from tests.browser.extension.panel.conftest import Drafted
from tests.browser.extension.panel.golden_pages import AS_OF, BOX, draft_for, golden_ticket, open_ticket, set_clock

DRAFTS = "http://127.0.0.1:*/v1/drafts"


def type_into_box(page: Page, text: str) -> None:
    page.locator(BOX).click()
    page.keyboard.type(text)


def insertions(page: Page, words: str) -> int:
    """How often the draft is in the box."""
    return page.locator(BOX).inner_text().count(words)


@pytest.fixture
def by_a_model(desk: Desk) -> Iterator[None]:
    """The real draft, but as if a model had written it of the agent's own words: no service writes so yet."""

    def answer(route: Route) -> None:
        body = json.loads(route.request.post_data or "{}") | {"as_of": AS_OF}
        with desk.service.client() as client:
            draft = client.post("/v1/drafts", json=body).json() | {"writer": "model", "degraded": None}
        context = {name: draft[name] for name in ("triage", "decision", "order", "citations")}
        events = f"event: context\ndata: {json.dumps(context)}\n\nevent: draft\ndata: {json.dumps(draft)}\n\n"
        route.fulfill(body=events, content_type="text/event-stream")

    desk.context.route(DRAFTS, answer)
    yield
    desk.context.unroute(DRAFTS)
    set_clock(desk.context)


def test_two_clicks_from_ticket_to_inserted_draft(drafted: Drafted) -> None:
    """The button beside Send, then Insert; Ctrl+Z takes it out again."""
    page, panel = drafted("06-damaged-with-photo.de")
    panel.locator("#insert").click()
    expect(panel.locator("#insert")).to_have_text("Eingefügt")
    expect(page.locator(BOX)).to_contain_text("Du bekommst die Ware neu")
    page.locator(BOX).press("Control+z")
    expect(page.locator(BOX)).not_to_contain_text("Du bekommst die Ware neu")


def test_never_twice(drafted: Drafted) -> None:
    """After it is in, Insert is locked, and the shortcut adds nothing."""
    page, panel = drafted("09-wrong-item.de")
    panel.locator("#insert").dblclick()
    expect(panel.locator("#insert")).to_be_disabled()
    page.wait_for_timeout(300)
    assert insertions(page, "Viele Grüße") == 1


def test_the_shortcut_inserts(desk: Desk) -> None:
    """One shortcut from ticket to inserted draft, and pressing it again changes nothing."""
    page = open_ticket(desk, golden_ticket("10-missing-item.de"))
    desk.press_shortcut(page)
    expect(page.locator(BOX)).to_contain_text("Hallo Carolin")
    desk.press_shortcut(page)
    page.wait_for_timeout(300)
    assert insertions(page, "Hallo Carolin") == 1
    page.close()


def test_the_shortcut_waits_for_an_approval(desk: Desk) -> None:
    """What a manager has to see first is not put into the box unseen."""
    page = open_ticket(desk, golden_ticket("14-cancel-before-shipping.en"))
    desk.press_shortcut(page)
    panel = desk.panel(page)
    expect(panel.get_by_text("Nicht von selbst eingefügt")).to_be_visible()
    assert page.locator(BOX).inner_text().strip() == ""
    expect(panel.locator("#insert")).to_be_enabled()
    page.close()


def test_a_press_that_no_person_made_inserts_nothing(drafted: Drafted) -> None:
    """Insert obeys trusted events alone."""
    page, panel = drafted("11-wrong-size-exchange.de")
    panel.evaluate("document.querySelector('#insert').click()")
    page.wait_for_timeout(300)
    assert page.locator(BOX).inner_text().strip() == ""


def test_without_a_model_typed_words_stay(desk: Desk) -> None:
    """The panel says that the draft does not follow them, and inserts at the caret."""
    page = open_ticket(desk, golden_ticket("13-unwanted-after-every-window.de"))
    type_into_box(page, "Bitte an die Garantie denken. ")
    page.get_by_role("button", name="Antwort entwerfen").click()
    panel = desk.panel(page)
    expect(panel.get_by_text("Was Sie schon getippt haben, bleibt stehen.")).to_be_visible()
    panel.locator("#insert").click()
    expect(page.locator(BOX)).to_contain_text("Bitte an die Garantie denken.")
    expect(page.locator(BOX)).to_contain_text("Viele Grüße")
    page.close()


def test_a_model_takes_typed_words_up(desk: Desk, by_a_model: None) -> None:
    """Insert then replaces them, and says so; one Ctrl+Z brings them back."""
    page = open_ticket(desk, golden_ticket("01-wismo-inside-promise.de"))
    type_into_box(page, "kommt freitag")
    page.get_by_role("button", name="Antwort entwerfen").click()
    panel = desk.panel(page)
    expect(panel.get_by_text("Einfügen ersetzt ihn")).to_be_visible()
    panel.locator("#insert").click()
    expect(page.locator(BOX)).to_contain_text("Viele Grüße")
    expect(page.locator(BOX)).not_to_contain_text("kommt freitag")
    page.locator(BOX).press("Control+z")
    expect(page.locator(BOX)).to_have_text("kommt freitag")
    page.close()


def test_below_is_the_second_choice(desk: Desk, by_a_model: None) -> None:
    """The typed words stay, and the draft comes after them."""
    page = open_ticket(desk, golden_ticket("02-late-first-contact.de"))
    type_into_box(page, "wir forschen nach")
    page.get_by_role("button", name="Antwort entwerfen").click()
    desk.panel(page).get_by_role("button", name="Darunter einfügen").click()
    expect(page.locator(BOX)).to_contain_text("Viele Grüße")
    assert page.locator(BOX).inner_text().startswith("wir forschen nach")
    page.close()


def test_own_instructions_with_a_model(desk: Desk, by_a_model: None) -> None:
    """The field is open where a model writes."""
    page, panel = draft_for(desk, golden_ticket("16-refund-status.de"))
    panel.locator("summary", has_text="Eigene Anweisung").click()
    expect(panel.get_by_label("Was soll anders werden?")).to_be_enabled()
    page.close()


def _arrive(page: Page) -> None:
    page.evaluate(
        """() => {
          const log = document.querySelector("[data-test-id=omni-log-container]");
          const next = log.lastElementChild.cloneNode(true);
          next.querySelector("[data-test-id=omni-log-message-content]").textContent = "Noch etwas: es eilt.";
          log.append(next);
        }"""
    )


def test_a_new_message_makes_the_draft_stale(drafted: Drafted) -> None:
    """The panel says so and offers to draft again."""
    page, panel = drafted("08-defective.de")
    _arrive(page)
    expect(panel.get_by_role("alert")).to_contain_text("Im Gespräch ist inzwischen etwas dazugekommen")
    panel.get_by_role("alert").get_by_role("button", name="Neu entwerfen").click()
    expect(panel.get_by_role("alert")).to_have_count(0)
    expect(panel.locator("#insert")).to_have_text("Einfügen")


def test_typing_on_makes_it_stale_and_nothing_is_written_over(drafted: Drafted) -> None:
    """Inserting anyway is the agent's choice, and keeps their words."""
    page, panel = drafted("15-address-change-before-shipping.de")
    type_into_box(page, "Moment noch.")
    expect(panel.get_by_role("alert")).to_contain_text("Im Antwortfeld hat sich etwas geändert")
    panel.get_by_role("button", name="Trotzdem einfügen").click()
    expect(page.locator(BOX)).to_contain_text("Viele Grüße")
    expect(page.locator(BOX)).to_contain_text("Moment noch.")


def test_a_draft_does_not_follow_to_another_ticket(drafted: Drafted) -> None:
    """Insert is locked there; one click drafts for the new one."""
    page, panel = drafted("17-chargeback-payment.de")
    page.evaluate(
        """() => {
          history.pushState({}, "", "/agent/tickets/60001");
          document.querySelector("[data-ticket-id]").dataset.ticketId = "60001";
          document.querySelector("[data-side-conversations-anchor-id]").dataset.sideConversationsAnchorId = "60001";
          document.querySelector("[data-test-id=omni-header-subject]").setAttribute("value", "Anderes");
          document.body.append(document.createElement("i"));
        }"""
    )
    expect(panel.get_by_role("alert")).to_contain_text("Jetzt ist ein anderes Ticket offen.")
    expect(panel.locator("#insert")).to_be_disabled()
    panel.get_by_role("button", name="Für dieses Ticket entwerfen").click()
    expect(panel.locator("#insert")).to_be_enabled()


def reports(desk: Desk) -> list[dict[str, Any]]:
    """What the service is told of drafts from here on."""
    told: list[dict[str, Any]] = []

    def note(route: Route) -> None:
        told.append(json.loads(route.request.post_data or "{}"))
        route.continue_()

    desk.context.route("http://127.0.0.1:*/v1/drafts/*/outcome", note)
    return told


def test_what_became_of_a_draft_is_reported(desk: Desk, drafted: Drafted) -> None:
    """The inserted text with the thumb that was given before, then the sent one."""
    told = reports(desk)
    page, panel = drafted("20-supplier-damaged.de")
    panel.get_by_role("button", name="Guter Entwurf").click()
    panel.locator("#insert").click()
    expect(panel.get_by_text("Strg+Z nimmt den Entwurf")).to_be_visible()
    text = panel.locator(".draft").inner_text()
    page.evaluate(
        """text => {
          const log = document.querySelector("[data-test-id=omni-log-container]");
          const sent = log.lastElementChild.cloneNode(true);
          sent.querySelector("[data-test-id=omni-log-item-message]").setAttribute("type", "agent");
          sent.querySelector("[data-test-id=omni-log-message-content]").innerText = text + " Bis bald!";
          log.append(sent);
          document.querySelector("[data-test-id=omnicomposer-rich-text-ckeditor]").textContent = "";
        }""",
        text,
    )
    for _ in range(100):
        if len(told) == 2:
            break
        page.wait_for_timeout(50)
    assert [(report["action"], report["rating"]) for report in told] == [("inserted", 1), ("sent", 1)]
    assert told[1]["final_text"].endswith("Bis bald!")


def test_thumbs_down_says_why(desk: Desk, drafted: Drafted) -> None:
    """A draft that was no use is reported at once, then with the agent's note."""
    told = reports(desk)
    _, panel = drafted("05-parcel-returned.de")
    panel.get_by_role("button", name="Schlechter Entwurf").click()
    panel.get_by_label("Was war daran falsch?").fill("zu förmlich")
    panel.get_by_role("button", name="Vermerken").click()
    expect(panel.get_by_text("Danke, das ist vermerkt.")).to_be_visible()
    assert [(report["action"], report["rating"], report["note"]) for report in told] == [
        ("discarded", -1, None),
        ("discarded", -1, "zu förmlich"),
    ]


def test_nothing_is_reported_where_the_agent_wants_none(desk: Desk) -> None:
    """The option turns it off, and the thumbs away."""
    options = desk.options()
    options.get_by_label("Zurückmelden, was aus einem Entwurf wurde").uncheck()
    told = reports(desk)
    page, panel = draft_for(desk, golden_ticket("04-delivered-not-received.de"))
    expect(panel.get_by_role("button", name="Guter Entwurf")).to_have_count(0)
    panel.locator("#insert").click()
    expect(panel.locator("#insert")).to_have_text("Eingefügt")
    page.wait_for_timeout(300)
    assert told == []
    page.close()
    options.get_by_label("Zurückmelden, was aus einem Entwurf wurde").check()
    options.close()
