"""The button and the panel in the page: where they stand, what they cover, and where the focus goes."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.extension.conftest import Desk, PagePort
from tests.browser.extension.pages import GMAIL, OUTLOOK, WEBMAIL, ZENDESK, HelpdeskPage
from tests.browser.extension.test_pages import DRAFT, open_page, open_panel

LAYOUTS = [
    GMAIL,
    ZENDESK,
    OUTLOOK,
    WEBMAIL,
    HelpdeskPage("as wide as the window", "https://wide.example.com/1", "wide.html", {}, [], "#box", "#send", False),
    HelpdeskPage(
        "floating at the right", "https://float.example.com/1", "floating.html", {}, [], "#box", "#send", False
    ),
]


def is_free(page: Page, selector: str) -> bool:
    """Whether all of its width is on the screen and beside the panel."""
    panel = page.locator("kulanz-panel iframe").bounding_box()
    box = page.locator(selector).bounding_box()
    assert panel and box
    left, right = (panel["width"], 1366) if panel["x"] == 0 else (0, panel["x"])
    return left - 1 <= box["x"] and box["x"] + box["width"] <= right + 1


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("kind", LAYOUTS, ids=lambda kind: kind.name)
def test_the_panel_covers_neither_box_nor_send(desk: Desk, kind: HelpdeskPage, side: str) -> None:
    """At 1366 × 768 both can be seen and clicked beside the panel, on whichever side the agent wants it."""
    page = open_page(desk, kind)
    port = open_panel(desk, page)
    port.ask("dock", side=side, width=380)
    for written in [kind.box, kind.send] + (["#other"] if kind is GMAIL else []):
        assert is_free(page, written)
    page.close()


def test_the_panel_stands_on_the_side_and_in_the_width_that_were_set(desk: Desk) -> None:
    """What the agent set in one page holds when the panel is opened in the next."""
    page = open_page(desk, ZENDESK)
    port = open_panel(desk, page)
    port.panel.evaluate("chrome.runtime.sendMessage({ask: 'set_preferences', args: {side: 'left', width: 420}})")
    page.close()
    page = open_page(desk, ZENDESK)
    port = open_panel(desk, page)
    box = page.locator("kulanz-panel iframe").bounding_box()
    port.panel.evaluate("chrome.runtime.sendMessage({ask: 'set_preferences', args: {side: 'right', width: 380}})")
    assert box == {"x": 0, "y": 0, "width": 420, "height": 768}
    page.close()


def test_the_page_gets_its_room_and_the_agent_the_focus_back(desk: Desk) -> None:
    """After closing, the page is as wide as before and the caret is where it was."""
    page = open_page(desk, ZENDESK)
    page.locator(ZENDESK.box).click()
    page.keyboard.type("Hallo ")
    style = page.evaluate("document.documentElement.getAttribute('style')")
    port = open_panel(desk, page)
    port.panel.locator("body").click()
    port.close()
    expect(page.locator("kulanz-panel")).to_have_count(0)
    page.keyboard.type("Kim")
    expect(page.locator(ZENDESK.box)).to_have_text("Hallo Kim")
    assert (page.evaluate("document.documentElement.getAttribute('style')") or None) == style
    page.close()


@pytest.mark.parametrize(("behind", "dark"), [("#fff", False), ("#101418", True)])
def test_the_button_is_as_dark_as_what_is_behind_it(desk: Desk, behind: str, dark: bool) -> None:
    """A dark theme of the helpdesk's own counts, whatever the browser prefers."""
    page = open_page(desk, GMAIL)
    page.evaluate("colour => { document.querySelector('#inline').style.background = colour; }", behind)
    page.locator("kulanz-button").evaluate("button => button.remove()")
    button = page.get_by_role("button", name="Antwort entwerfen")
    expect(button).to_have_count(1)
    light = button.evaluate("button => Number(getComputedStyle(button).backgroundColor.match(/[0-9]+/)[0])") > 128
    assert light is not dark
    page.close()


def test_the_button_opens_the_panel_and_asks_for_a_draft(desk: Desk) -> None:
    """One click on it: the panel is there and drafts; nothing comes into the box by itself."""
    page = open_page(desk, GMAIL)
    before = page.locator(GMAIL.box).inner_text()
    page.get_by_role("button", name="Antwort entwerfen").click()
    expect(desk.panel(page).locator("#insert")).to_be_visible(timeout=20_000)
    assert page.locator(GMAIL.box).inner_text() == before
    page.close()


def test_the_shortcut_asks_for_a_draft_that_is_inserted(desk: Desk) -> None:
    """The panel opens and drafts; whether the draft goes in by itself is the panel's to say (panel/)."""
    page = open_page(desk, GMAIL)
    desk.press_shortcut(page)
    expect(desk.panel(page).locator("#insert")).to_be_visible(timeout=20_000)
    page.close()


def test_a_script_of_the_page_cannot_press_the_button(desk: Desk) -> None:
    """A click that no person made opens nothing."""
    page = open_page(desk, GMAIL)
    expect(page.locator("kulanz-button")).to_have_count(1)
    page.evaluate("document.querySelector('kulanz-button').shadowRoot.querySelector('button').click()")
    page.wait_for_timeout(300)
    expect(page.locator("kulanz-panel")).to_have_count(0)
    page.close()


def test_the_button_is_reached_by_tab_and_pressed_by_enter(desk: Desk) -> None:
    """By the keyboard alone, and without one key reaching the page's own shortcuts."""
    page = open_page(desk, ZENDESK)
    page.evaluate("() => { window.keys = []; addEventListener('keydown', ({key}) => window.keys.push(key)); }")
    button = page.get_by_role("button", name="Antwort entwerfen")
    button.focus()
    page.keyboard.press("Enter")
    desk.panel(page)
    assert page.evaluate("window.keys") == []
    page.close()


def test_the_button_leaves_the_caret_where_it_is(desk: Desk) -> None:
    """A draft asked for by the button comes in where the agent was writing, not at the end."""
    page = open_page(desk, ZENDESK)
    box = page.locator(ZENDESK.box)
    box.click()
    page.keyboard.type("Anfang Ende")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Antwort entwerfen").click()
    PagePort(desk.panel(page)).insert("Mitte")
    expect(box).to_have_text("Anfang MitteEnde")
    page.close()


def test_two_boxes_of_one_conversation_have_a_button_each(desk: Desk) -> None:
    """A reply in a window of its own is known by its subject; the draft goes to the box whose button was pressed."""
    page = open_page(desk, GMAIL)
    page.locator("#window [name=subjectbox]").fill("AW: Zelt mit Riss, Bestellung 48213")
    buttons = page.get_by_role("button", name="Antwort entwerfen")
    expect(buttons).to_have_count(2)
    buttons.last.click()
    PagePort(desk.panel(page)).insert(DRAFT)
    expect(page.locator("#other")).to_contain_text("wir senden Ihnen Ersatz.")
    expect(page.locator("#box")).not_to_contain_text("wir senden Ihnen Ersatz.")
    page.close()


def test_a_window_to_somebody_else_has_none(desk: Desk) -> None:
    """A mail with another subject is no reply to the open conversation, even while the agent writes in it."""
    page = open_page(desk, GMAIL)
    page.locator("#other").click()
    port = open_panel(desk, page)
    port.insert(DRAFT)
    expect(page.locator("#other")).to_have_text("Anbei die Rechnung.")
    page.close()


def test_a_button_that_the_page_removes_comes_back(desk: Desk) -> None:
    """A helpdesk that draws its toolbar anew loses the button for a moment only."""
    page = open_page(desk, ZENDESK)
    button = page.locator("kulanz-button")
    expect(button).to_have_count(1)
    button.evaluate("button => button.remove()")
    expect(button).to_have_count(1)
    page.close()


def test_the_button_follows_the_active_ticket(desk: Desk) -> None:
    """With three tickets open there is one button, at the box of the one that is shown."""
    page = open_page(desk, ZENDESK)
    expect(page.locator("[data-ticket-id='1042'] kulanz-button")).to_have_count(1)
    page.evaluate(ZENDESK.navigate)
    expect(page.locator("[data-ticket-id='1043'] kulanz-button")).to_have_count(1)
    expect(page.locator("kulanz-button")).to_have_count(1)
    page.close()


def test_a_tab_from_before_the_extension_gets_its_button(desk: Desk) -> None:
    """When the extension is installed or updated, tabs that are already open are attended to as well."""
    page = open_page(desk, ZENDESK)
    button = page.locator("kulanz-button")
    expect(button).to_have_count(1)
    page.evaluate("document.querySelector('kulanz-button').dataset.old = ''")
    desk.worker.evaluate("chrome.runtime.onInstalled.dispatch({reason: 'update'})")
    expect(page.locator("kulanz-button[data-old]")).to_have_count(0)
    expect(button).to_have_count(1)
    page.close()


@pytest.mark.parametrize("url", ["https://www.example.com/", "https://laden.zendesk.com/hc/de"])
def test_a_page_that_is_no_helpdesk_is_left_alone(desk: Desk, url: str) -> None:
    """No script of ours runs there: neither an element nor a request is ever seen."""
    desk.serve(url, "<main><textarea style='width:600px;height:200px'></textarea></main>")
    page = desk.open(url)
    page.wait_for_timeout(500)
    assert page.evaluate("document.querySelectorAll('kulanz-button, kulanz-panel').length") == 0
    page.close()


def test_the_sent_reply_is_seen(desk: Desk) -> None:
    """After an insertion the agent's new message in the conversation is told as what was sent."""
    page = open_page(desk, ZENDESK)
    port = open_panel(desk, page)
    port.insert(DRAFT)
    page.evaluate(
        """() => {
          const log = document.querySelector("[data-ticket-id='1042'] .log");
          const sent = log.querySelector("[type=agent]").closest("article").cloneNode(true);
          sent.querySelector(".zd-comment").innerText =
            "Guten Tag Kim Probe,\\nwir senden Ihnen gern Ersatz.\\nFreundliche Grüße";
          log.append(sent);
          document.querySelector("#box-1042").textContent = "";
        }"""
    )
    assert "wir senden Ihnen gern Ersatz." in port.await_event(event="sent")["text"]
    page.close()


def test_another_new_message_is_not_taken_for_the_sent_reply(desk: Desk) -> None:
    """What a colleague writes meanwhile is not what came of the draft."""
    page = open_page(desk, GMAIL)
    port = open_panel(desk, page)
    port.insert(DRAFT)
    port.events()
    page.evaluate(GMAIL.arrive)
    port.await_event(event="changed", what="conversation")
    assert "sent" not in [event["event"] for event in port.events()]
    page.close()


def test_a_censored_page_tells_nobodys_words(desk: Desk) -> None:
    """Structure with classes, ids and roles, but not one word, name, address or number of the conversation."""
    page = open_page(desk, GMAIL)
    html = open_panel(desk, page).ask("censored")["html"]
    assert 'class="adn ads"' in html
    assert "data-legacy-thread-id" in html
    for told in ["Kim", "Probe", "kim@", "Riss", "Ersatz", "48213", "18f0", "laden.example", "riss", "Rechnung"]:
        assert told not in html
    page.close()
