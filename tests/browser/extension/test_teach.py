"""An agent teaches a page by two clicks; the site is then known, until it is forgotten."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.extension.conftest import Desk, PagePort
from tests.browser.extension.pages import CLOSED, FRAME, GMAIL, HelpdeskPage
from tests.browser.extension.test_pages import DRAFT, open_page, open_panel
from tests.browser.extension.test_selectors import REMOVE

# On an address for which the extension has its permission already: the prompt cannot be answered without a screen.
_HERE = "http://127.0.0.1:9/tickets/5"
LOCAL = HelpdeskPage(
    name="taught",
    url=_HERE,
    file=CLOSED.file,
    ticket={"helpdesk": "any"},
    messages=CLOSED.messages,
    box=CLOSED.box,
    send=CLOSED.send,
    known=True,
    prepare=CLOSED.prepare,
)


def begin_teaching(port: PagePort) -> None:
    """As the panel's button does; its answer comes when the agent is done."""
    port.panel.evaluate(
        """() => {
          said.waiting.set(-2, (answer) => said.taught = answer);
          said.port.postMessage({id: -2, ask: "teach", args: {}});
        }"""
    )


def taught(port: PagePort) -> Any:
    """What teaching was answered with, once it was."""
    for _ in range(60):
        answer = port.panel.evaluate("said.taught ?? null")
        if answer:
            return answer
        port.panel.page.wait_for_timeout(50)
    raise AssertionError("teaching goes on")


def click_at(page: Page, selector: str) -> None:
    """A click where this is, whatever lies above it."""
    box = page.locator(selector).first.bounding_box()
    assert box
    page.mouse.click(box["x"] + 10, box["y"] + min(box["height"] / 2, 20))


def teach(page: Page, port: PagePort, conversation: str, box: str) -> Any:
    """Both clicks."""
    begin_teaching(port)
    expect(page.locator("kulanz-teach .hint")).to_contain_text("Unterhaltung")
    click_at(page, conversation)
    expect(page.locator("kulanz-teach .hint")).to_contain_text("Antwortfeld")
    click_at(page, box)
    return taught(port)


@pytest.fixture
def page(desk: Desk) -> Iterator[Page]:
    """A page that nobody described, its reply box still closed; what was taught for it is forgotten afterwards."""
    page = open_page(desk, LOCAL)
    yield page
    forget(desk, "http://127.0.0.1:9")
    page.close()


def forget(desk: Desk, origin: str) -> None:
    """As the options do."""
    options = desk.options()
    options.evaluate("origin => chrome.runtime.sendMessage({ask: 'forget_site', args: {origin}})", origin)
    options.close()


def taught_sites(desk: Desk) -> Any:
    """As the options list them."""
    options = desk.options()
    sites = options.evaluate("chrome.runtime.sendMessage({ask: 'taught_sites', args: {}})")["sites"]
    options.close()
    return sites


def test_two_clicks_teach_a_page(desk: Desk, page: Page) -> None:
    """One on the conversation, one on the reply box, which may be opened in between: then both are found."""
    port = open_panel(desk, page)
    begin_teaching(port)
    click_at(page, "[data-region=thread] p")
    page.locator("#answer").click()
    click_at(page, "#box")
    assert taught(port) == {"taught": True, "permission": "http://127.0.0.1/*"}
    state = port.read()
    assert (state["taught"], state["box"], state["missing"]) == (True, True, None)
    assert [(m["author"], m["text"]) for m in state["ticket"]["messages"]] == LOCAL.messages
    assert port.insert(DRAFT) == {"inserted": True}


def test_a_taught_site_has_its_button_the_next_time(desk: Desk, page: Page) -> None:
    """Where there is a permission the script is registered, so that the button stands there without a click."""
    port = open_panel(desk, page)
    page.locator("#answer").click()
    teach(page, port, "[data-region=thread] p", "#box")
    assert taught_sites(desk) == [{"origin": "http://127.0.0.1:9", "attended": True}]
    again = open_page(desk, LOCAL)
    again.locator("#answer").click()
    expect(again.locator("kulanz-button")).to_have_count(1)
    again.close()


def test_a_taught_page_is_known_on_the_next_ticket(desk: Desk, page: Page) -> None:
    """What was taught hangs on nothing that is the ticket's own: no number, and nobody's name."""
    mark = "args => Object.assign(document.querySelector('[data-region=thread]').dataset, args)"
    thread = "document.querySelector('[data-region=thread]').id = "
    page.evaluate(mark, {"customer": "Kim", "ticket": "48213"})
    page.evaluate(thread + "'ticket-48213'")
    port = open_panel(desk, page)
    page.locator("#answer").click()
    teach(page, port, "[data-region=thread] p", "#box")
    page.evaluate(mark, {"customer": "Otto", "ticket": "99999"})
    page.evaluate(thread + "'ticket-99999'")
    state = port.read()
    assert (state["missing"], state["box"], state["ticket"] is not None) == (None, True, True)


def test_a_forgotten_site_is_left_alone(desk: Desk, page: Page) -> None:
    """After the options forgot it, no script of ours runs there any more."""
    port = open_panel(desk, page)
    page.locator("#answer").click()
    teach(page, port, "[data-region=thread] p", "#box")
    forget(desk, "http://127.0.0.1:9")
    assert taught_sites(desk) == []
    assert desk.worker.evaluate("chrome.scripting.getRegisteredContentScripts()") == []
    again = open_page(desk, LOCAL)
    again.locator("#answer").click()
    again.wait_for_timeout(500)
    expect(again.locator("kulanz-button")).to_have_count(0)
    again.close()


def test_a_taught_page_that_has_changed_says_so(desk: Desk, page: Page) -> None:
    """When the box is no longer where it was shown, the page misses it rather than take another."""
    port = open_panel(desk, page)
    page.locator("#answer").click()
    teach(page, port, "[data-region=thread] p", "#box")
    page.evaluate(REMOVE, ["#box"])
    state = port.read()
    assert (state["taught"], state["box"], state["missing"]) == (True, False, "reply.box")


def test_escape_leaves_teaching(desk: Desk, page: Page) -> None:
    """Esc takes the overlay away, teaches nothing, and is not heard by the page."""
    page.evaluate("() => { window.keys = []; addEventListener('keydown', ({key}) => window.keys.push(key)); }")
    port = open_panel(desk, page)
    begin_teaching(port)
    expect(page.locator("kulanz-teach .hint")).to_be_visible()
    page.keyboard.press("Escape")
    assert taught(port) == {"taught": False}
    expect(page.locator("kulanz-teach")).to_have_count(0)
    assert page.evaluate("window.keys") == []


def test_teaching_does_not_click_the_conversation(desk: Desk, page: Page) -> None:
    """The first click is the overlay's alone: a message that folds or a link under it stay as they are."""
    page.evaluate("() => { window.clicks = 0; addEventListener('click', () => window.clicks++, true); }")
    port = open_panel(desk, page)
    begin_teaching(port)
    before = page.evaluate("window.clicks")
    click_at(page, "[data-region=thread] p")
    expect(page.locator("kulanz-teach .hint")).to_contain_text("Antwortfeld")
    assert page.evaluate("location.href") == _HERE
    assert page.evaluate("window.clicks") == before + 1
    assert page.locator("kulanz-panel").count() == 1


def test_a_click_on_anything_but_a_text_box_teaches_nothing(desk: Desk, page: Page) -> None:
    """The second click waits for a place where text can be written; a recipient's line is none."""
    port = open_panel(desk, page)
    begin_teaching(port)
    click_at(page, "[data-region=thread] p")
    click_at(page, "h1")
    page.wait_for_timeout(200)
    expect(page.locator("kulanz-teach .hint")).to_contain_text("Antwortfeld")


def test_an_editor_in_a_frame_can_be_taught(desk: Desk) -> None:
    """The route to the box leads into the page's own frame."""
    page = open_page(desk, FRAME)
    port = open_panel(desk, page)
    assert teach(page, port, "#verlauf p", "#editor")["taught"]
    assert port.read()["box"]
    assert port.insert(DRAFT) == {"inserted": True}
    expect(FRAME.box_in(page)).to_contain_text("wir senden Ihnen Ersatz.")
    port.ask("forget")
    assert not port.read()["taught"]
    page.close()


def test_a_helpdesk_that_no_longer_matches_can_be_taught(desk: Desk) -> None:
    """What was taught serves while the pack does not match, and steps back once it does."""
    page = open_page(desk, GMAIL)
    page.locator("#window").evaluate("window => window.remove()")
    page.evaluate(REMOVE, [".adn[data-message-id]", ".M9 .Ap"])
    page.evaluate("document.querySelector('[g_editable]').id = 'editor'")
    port = open_panel(desk, page)
    assert port.read()["missing"] == "ticket.message"
    assert teach(page, port, "[role=list] > .h7:last-child .a3s p", "#editor")["taught"]
    state = port.read()
    assert (state["helpdesk"], state["taught"], state["missing"], state["box"]) == ("gmail", True, None, True)
    page.close()
    page = open_page(desk, GMAIL)
    port = open_panel(desk, page)
    assert not port.read()["taught"]
    port.ask("forget")
    page.close()
