"""The panel as a piece of the browser: keys, focus, width, a worker that is put to sleep, and a token out of reach."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import CDPSession, Frame, Page, Route, expect

from tests.browser.extension.conftest import Desk
from tests.browser.extension.panel.conftest import Drafted
from tests.browser.extension.panel.golden_pages import BOX, draft_for, golden_ticket, open_ticket, set_clock

DRAFTS = "http://127.0.0.1:*/v1/drafts"


@pytest.fixture
def held(desk: Desk) -> Iterator[list[Route]]:
    """The service takes requests for drafts and does not answer."""
    routes: list[Route] = []
    desk.context.route(DRAFTS, lambda route: routes.append(route))
    yield routes
    desk.context.unroute(DRAFTS)
    set_clock(desk.context)


def put_worker_to_sleep(desk: Desk) -> None:
    """As the browser does with a worker that seems idle."""
    assert desk.context.browser
    session = desk.context.browser.new_browser_cdp_session()
    targets = session.send("Target.getTargets")["targetInfos"]
    worker = next(target for target in targets if target["type"] == "service_worker")
    session.send("Target.closeTarget", {"targetId": worker["targetId"]})
    session.detach()


def press_and_wait(desk: Desk, page: Page) -> Frame:
    """The button beside Send; the panel while it writes."""
    page.get_by_role("button", name="Antwort entwerfen").click()
    panel = desk.panel(page)
    panel.get_by_role("button", name="Anhalten").wait_for()
    return panel


def test_from_the_button_to_the_inserted_text_by_keyboard(desk: Desk) -> None:
    """Enter on the button, Enter on Insert: the focus is where it is needed, and the text in the box."""
    page = open_ticket(desk, golden_ticket("06-damaged-with-photo.de"))
    page.get_by_role("button", name="Antwort entwerfen").focus()
    page.keyboard.press("Enter")
    panel = desk.panel(page)
    panel.locator("#insert").wait_for()
    expect(panel.locator("#insert")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(BOX)).to_contain_text("Hallo Carolin")
    page.close()


def test_everything_can_be_reached_by_tab(drafted: Drafted) -> None:
    """In the order in which it stands there: draft, Insert, other words, then the details."""
    page, panel = drafted("02-late-first-contact.de")
    panel.locator(".draft").focus()
    names = []
    for _ in range(9):
        page.keyboard.press("Tab")
        names.append(
            panel.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText")
        )
    assert names[:4] == ["Einfügen", "Kopieren", "Guter Entwurf", "Schlechter Entwurf"]
    assert names[4:8] == ["Kürzer", "Wärmer", "Sprache der Übersetzung", "Neu entwerfen"]


def test_keys_typed_in_the_panel_do_not_reach_the_page(drafted: Drafted) -> None:
    """One-letter shortcuts of a helpdesk stay silent."""
    page, panel = drafted("19-no-order-found.de")
    page.evaluate("() => { window.keys = []; addEventListener('keydown', ({key}) => window.keys.push(key), true); }")
    panel.locator(".question").get_by_label("Bestellnummer").click()
    page.keyboard.type("#12e")
    assert page.evaluate("window.keys") == []


def test_escape_stops_a_draft_at_once(desk: Desk, held: list[Route]) -> None:
    """Nothing is inserted; one click carries on."""
    page = open_ticket(desk, golden_ticket("01-wismo-inside-promise.de"))
    panel = press_and_wait(desk, page)
    panel.locator(".sentence").click()
    page.keyboard.press("Escape")
    expect(panel.get_by_role("alert")).to_contain_text("Angehalten")
    desk.context.unroute(DRAFTS)
    panel.get_by_role("button", name="Weitermachen").click()
    expect(panel.locator("#insert")).to_be_enabled()
    page.close()


def test_escape_closes_and_gives_the_focus_back(desk: Desk) -> None:
    """The agent goes on typing where they were."""
    page = open_ticket(desk, golden_ticket("11-wrong-size-exchange.de"))
    page.locator(BOX).click()
    desk.click_toolbar(page)
    panel = desk.panel(page)
    panel.locator("#insert").wait_for()
    panel.locator("h1").click()
    page.keyboard.down("Escape")
    expect(page.locator("kulanz-panel")).to_have_count(0)
    page.keyboard.up("Escape")  # only now: a frame that is being taken away answers to no key
    page.keyboard.type("weiter")
    expect(page.locator(BOX)).to_have_text("weiter")
    page.close()


def test_width_and_side_are_kept(desk: Desk) -> None:
    """By the arrow keys on the panel's edge and a button; the next panel opens like that."""
    page, panel = draft_for(desk, golden_ticket("04-delivered-not-received.de"))
    panel.get_by_role("separator", name="Breite des Panels").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    frame = page.locator("kulanz-panel iframe")
    expect(frame).to_have_css("width", "420px")
    panel.get_by_role("button", name="Panel nach links").click()
    expect(frame).to_have_css("left", "0px")
    page.close()
    page, panel = draft_for(desk, golden_ticket("04-delivered-not-received.de"))
    frame = page.locator("kulanz-panel iframe")
    expect(frame).to_have_css("width", "420px")
    expect(frame).to_have_css("left", "0px")
    panel.get_by_role("button", name="Panel nach rechts").click()
    panel.get_by_role("separator").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.close()


def test_a_sleeping_worker_wakes_for_the_next_question(desk: Desk, drafted: Drafted) -> None:
    """After the service worker died the panel still rewrites."""
    _, panel = drafted("09-wrong-item.de")
    before = panel.locator(".draft").inner_text()
    put_worker_to_sleep(desk)
    panel.get_by_role("button", name="Kürzer").click()
    expect(panel.locator(".draft")).not_to_have_text(before)
    expect(panel.get_by_role("alert")).to_have_count(0)


def test_a_stream_that_broke_off_is_taken_up_with_one_click(desk: Desk, held: list[Route]) -> None:
    """When the worker dies while a draft comes, the panel says so and carries on."""
    page = open_ticket(desk, golden_ticket("12-withdrawal-in-time.en"))
    panel = press_and_wait(desk, page)
    put_worker_to_sleep(desk)
    expect(panel.get_by_role("alert")).to_contain_text("Die Verbindung ist abgerissen")
    desk.context.unroute(DRAFTS)
    panel.get_by_role("button", name="Weitermachen").click()
    expect(panel.locator("#insert")).to_be_enabled()
    page.close()


def _evaluate_in_our_script(page: Page, session: CDPSession, expression: str) -> str:
    """What an expression gives in the world of the extension's script in the page."""
    worlds: list[dict[str, object]] = []
    session.on("Runtime.executionContextCreated", lambda event: worlds.append(event["context"]))
    session.send("Runtime.enable")
    page.wait_for_timeout(200)
    ours = next(world for world in worlds if str(world["origin"]).startswith("chrome-extension://"))
    answer = session.send(
        "Runtime.evaluate",
        {"expression": expression, "contextId": ours["id"], "awaitPromise": True, "returnByValue": True},
    )
    return str(answer["result"]["value"])


def test_the_token_is_out_of_reach_of_pages(desk: Desk) -> None:
    """Not even the extension's own script in a page can read the storage that holds it."""
    page = open_ticket(desk, golden_ticket("13-unwanted-after-every-window.en"))
    read = "chrome.storage.local.get().then(found => JSON.stringify(found), problem => 'refused: ' + problem)"
    assert _evaluate_in_our_script(page, desk.context.new_cdp_session(page), read).startswith("refused")
    assert page.evaluate("typeof chrome === 'undefined' || chrome.storage === undefined")
    page.close()


STEMS = [
    "06-damaged-with-photo.en",
    "14-cancel-before-shipping.en",
    "18-somebody-elses-order.de",
    "19-no-order-found.en",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("stem", STEMS)
def test_the_panel_is_accessible(drafted: Drafted, stem: str, scheme: str) -> None:
    """axe finds nothing, with everything unfolded, in light and dark."""
    page, panel = drafted(stem)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    panel.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = [(rule["id"], rule["nodes"][0]["html"]) for rule in Axe().run(panel).response["violations"]]  # type: ignore[arg-type]
    assert found == []
