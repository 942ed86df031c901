"""What holds on every page: it is recognised, read, given its button, inserted into, undone, and watched."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.extension.conftest import Desk, PagePort
from tests.browser.extension.pages import CLOSED, PAGES, HelpdeskPage

DRAFT = "Guten Tag Kim Probe,\n\nwir senden Ihnen Ersatz.\n\nFreundliche Grüße"

every_page = pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)


def open_page(desk: Desk, kind: HelpdeskPage) -> Page:
    """The page as an agent has it before them."""
    desk.serve(kind.url.split("#")[0], kind.html, **kind.headers)
    page = desk.open(kind.url)
    if kind.prepare:
        page.evaluate(kind.prepare)
    return page


def open_panel(desk: Desk, page: Page) -> PagePort:
    """The panel beside it, by the toolbar."""
    desk.click_toolbar(page)
    return PagePort(desk.panel(page))


@pytest.fixture
def page(desk: Desk, kind: HelpdeskPage) -> Iterator[Page]:
    """An open page, with its reply box open and the agent's first words in it."""
    page = open_page(desk, kind)
    if kind is CLOSED:
        page.locator("#answer").click()
    kind.box_in(page).click()
    if kind.name == "gmail":
        page.keyboard.press("Control+Home")
    page.keyboard.type(kind.words)
    yield page
    page.close()


@every_page
def test_recognised(desk: Desk, kind: HelpdeskPage, page: Page) -> None:
    """The page says which helpdesk it is, and that nothing is missing."""
    state = open_panel(desk, page).read()
    assert (state["helpdesk"], state["missing"], state["taught"]) == (kind.ticket["helpdesk"], None, False)


@every_page
def test_read(desk: Desk, kind: HelpdeskPage, page: Page) -> None:
    """The open ticket is read as a person sees it: nothing collapsed, hidden, internal or of another ticket."""
    state = open_panel(desk, page).read()
    ticket = state["ticket"]
    assert {name: ticket.get(name) for name in kind.ticket} == kind.ticket
    assert [(message["author"], message["text"]) for message in ticket["messages"]] == kind.messages
    assert (state["box"], state["typed"]) == (True, kind.words)


@every_page
def test_mount(desk: Desk, kind: HelpdeskPage, page: Page) -> None:
    """One button stands beside Send of the ticket's box; on a page that nobody described or taught, none does."""
    buttons = page.locator("kulanz-button")
    if kind.name == "outlook":  # no script is there before the agent's click
        open_panel(desk, page)
    if not kind.known:
        open_panel(desk, page)
        page.wait_for_timeout(500)
        expect(buttons).to_have_count(0)
        return
    expect(buttons).to_have_count(1)
    button, send = buttons.bounding_box(), page.locator(kind.send).bounding_box()
    assert button and send
    assert abs(button["y"] + button["height"] / 2 - send["y"] - send["height"] / 2) < 12
    assert button["x"] >= send["x"] + send["width"] or button["x"] + button["width"] <= send["x"]


@every_page
def test_insert(desk: Desk, kind: HelpdeskPage, page: Page) -> None:
    """A draft comes in after the agent's words, and Send has not been touched."""
    sent = "() => { window.sends = 0; document.addEventListener('click', () => window.sends++, true); }"
    page.evaluate(sent)
    port = open_panel(desk, page)
    assert port.insert(DRAFT) == {"inserted": True}
    typed = port.read()["typed"]
    assert typed.startswith(kind.words)
    assert typed.endswith("Freundliche Grüße")
    assert page.evaluate("window.sends") == 0


@every_page
def test_undo(desk: Desk, kind: HelpdeskPage, page: Page) -> None:
    """One Ctrl+Z takes the draft out and leaves the agent's words."""
    port = open_panel(desk, page)
    port.insert(DRAFT)
    kind.box_in(page).press("Control+z")
    assert port.read()["typed"] == kind.words


@every_page
def test_stale(desk: Desk, kind: HelpdeskPage, page: Page) -> None:
    """When a message arrives while drafting, the page tells it and does not insert what is behind the times."""
    port = open_panel(desk, page)
    stamp = port.read()["stamp"]
    page.evaluate(kind.arrive)
    port.await_event(event="changed", what="conversation")
    assert port.insert(DRAFT, stamp=stamp) == {"inserted": False, "reason": "changed", "copied": False}
    assert port.read()["typed"] == kind.words


@every_page
def test_typing_on(desk: Desk, kind: HelpdeskPage, page: Page) -> None:
    """When the agent types on while drafting, the page tells it."""
    port = open_panel(desk, page)
    port.read()
    kind.box_in(page).press_sequentially("!")
    port.await_event(event="changed", what="box")


@every_page
def test_navigation(desk: Desk, kind: HelpdeskPage, page: Page) -> None:
    """Going to another ticket by the page's own script is told, and the draft does not follow there."""
    port = open_panel(desk, page)
    stamp = port.read()["stamp"]
    page.evaluate(kind.navigate)
    page.evaluate("document.body.append(document.createElement('i'))")
    port.await_event(event="changed", what="other_ticket")
    assert port.insert(DRAFT, stamp=stamp)["inserted"] is False


def test_a_box_may_open_late(desk: Desk) -> None:
    """Where the box opens only after a click on Reply, it is found then, and an empty one changes nothing."""
    page = open_page(desk, CLOSED)
    port = open_panel(desk, page)
    before = port.read()
    assert (before["box"], before["missing"]) == (False, None)
    assert port.insert(DRAFT, stamp=before["stamp"])["reason"] == "gone"
    page.locator("#answer").click()
    assert port.insert(DRAFT, stamp=before["stamp"]) == {"inserted": True}
    page.close()
