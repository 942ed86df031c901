"""Pages that nobody described: what is taken for the conversation, and what for the reply box."""

import pytest
from playwright.sync_api import expect

from tests.browser.extension.conftest import Desk
from tests.browser.extension.pages import FRAME
from tests.browser.extension.test_pages import DRAFT, open_page, open_panel

SITE = "https://desk.example.org"
MAIL = "<main><h1>Frage zur Bestellung</h1><p>Guten Tag, wo bleibt meine Bestellung 48213? Kim Probe</p></main>"
BIG = "style='display:block;width:600px;height:160px'"

NO_BOXES = {
    "a recipient's field": f"<textarea name=_to {BIG}></textarea>",
    "a recipient's field by its id": f"<textarea id=composeTo {BIG}></textarea>",
    "an address for replies": f"<textarea name=_replyto {BIG}></textarea>",
    "recipients as an editable": f"<div role=combobox {BIG} contenteditable>Kim</div>",
    "an editable of one line": "<div contenteditable style='width:600px;height:20px'>Kim</div>",
    "a subject": "<input name=subject style='width:600px;height:60px'>",
    "a search": f"<div role=search><textarea {BIG}></textarea></div>",
    "a field that is read only": f"<textarea readonly {BIG}></textarea>",
    "a hidden textarea": "<textarea name=reply style='display:none'></textarea>",
    "an invisible one": f"<div style='opacity:0'><textarea {BIG}></textarea></div>",
}


@pytest.mark.parametrize("field", NO_BOXES.values(), ids=NO_BOXES.keys())
def test_no_reply_box(desk: Desk, field: str) -> None:
    """It is never written into, even when the agent was in it last."""
    desk.serve(f"{SITE}/1", MAIL + field)
    page = desk.open(f"{SITE}/1")
    page.evaluate("document.querySelector('textarea, [contenteditable], input').focus()")
    port = open_panel(desk, page)
    assert not port.read()["box"]
    assert port.insert(DRAFT)["reason"] == "gone"
    page.close()


def test_the_box_with_the_focus(desk: Desk) -> None:
    """Of two boxes it is the one that the agent was in last, not the larger one."""
    boxes = (
        f"<textarea id=large {BIG}>groß</textarea><textarea id=small style='width:300px;height:60px'>klein</textarea>"
    )
    desk.serve(f"{SITE}/2", MAIL + boxes)
    page = desk.open(f"{SITE}/2")
    port = open_panel(desk, page)
    assert port.read()["typed"] == "groß"
    page.locator("#small").click()
    assert port.read()["typed"] == "klein"
    page.close()


def test_a_box_in_an_open_shadow_root(desk: Desk) -> None:
    """Helpdesks built of web components have their editor there."""
    desk.serve(f"{SITE}/3", f"{MAIL}<x-editor></x-editor>")
    page = desk.open(f"{SITE}/3")
    page.evaluate(
        """() => { document.querySelector("x-editor").attachShadow({mode: "open"}).innerHTML =
          "<div id=box contenteditable style='width:600px;height:160px'></div>"; }"""
    )
    port = open_panel(desk, page)
    assert port.insert(DRAFT) == {"inserted": True}
    expect(page.locator("#box")).to_contain_text("wir senden Ihnen Ersatz.")
    page.close()


def test_an_editor_in_a_frame_is_written_to_itself(desk: Desk) -> None:
    """Not the hidden textarea beside it, which the editor overwrites when it is saved."""
    page = open_page(desk, FRAME)
    port = open_panel(desk, page)
    assert port.insert(DRAFT) == {"inserted": True}
    expect(FRAME.box_in(page)).to_contain_text("wir senden Ihnen Ersatz.")
    expect(page.locator("#hidden")).to_have_value("")
    page.close()


def test_the_conversation_of_the_page_before(desk: Desk) -> None:
    """A reply box on a page of its own goes with what was read on the page that led there."""
    desk.serve(f"{SITE}/mail/1", f"{MAIL}<a href=/reply/1>Antworten</a>")
    desk.serve(f"{SITE}/reply/1", f"<form><textarea name=reply {BIG}></textarea></form>")
    page = desk.open(f"{SITE}/mail/1")
    before = open_panel(desk, page).read()
    page.get_by_role("link").click()
    state = open_panel(desk, page).read()
    assert state["ticket"] == before["ticket"]
    assert state["box"]
    page.close()


def test_the_conversation_of_some_page_before_that(desk: Desk) -> None:
    """With another page in between, the conversation may be another one, and is not guessed."""
    desk.serve(f"{SITE}/mail/2", f"{MAIL}<a href=/mail/3>Weiter</a>")
    desk.serve(f"{SITE}/mail/3", "<p>Kurz.</p><a href=/reply/3>Antworten</a>")
    desk.serve(f"{SITE}/reply/3", f"<form><textarea name=reply {BIG}></textarea></form>")
    page = desk.open(f"{SITE}/mail/2")
    open_panel(desk, page).read()
    page.get_by_role("link").click()
    page.get_by_role("link").click()
    state = open_panel(desk, page).read()
    assert (state["ticket"], state["box"]) == (None, True)
    page.close()


def test_what_is_around_the_conversation(desk: Desk) -> None:
    """Navigation, footers, buttons and other people's tickets beside it are no part of it."""
    around = """<nav>Start und Menü</nav><aside>Otto Fremd: Koffer fehlt</aside><header><h2>Postfach</h2></header>"""
    desk.serve(f"{SITE}/4", f"{around}{MAIL}<footer>Impressum</footer><button>Löschen</button>")
    page = desk.open(f"{SITE}/4")
    text = open_panel(desk, page).read()["ticket"]["messages"][0]["text"]
    assert text == "Frage zur Bestellung\n\nGuten Tag, wo bleibt meine Bestellung 48213? Kim Probe"
    page.close()
