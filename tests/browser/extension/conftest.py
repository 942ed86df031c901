"""The built extension in real Chromium, at the helpdesks' true addresses, paired with the real service."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, Route, Worker, sync_playwright

from server.domain.store import Role
from tests.conftest import Service
from tests.console.conftest import make_code

EXTENSION = Path(__file__).parent.parent.parent.parent / "extension"
BUILT = EXTENSION / ".output" / "chrome-mv3-test"
_ELSEWHERE = re.compile(r"^https?://(?!127\.0\.0\.1[:/])")


@pytest.fixture(scope="session")
def built() -> Path:
    """The extension as tests load it, built once."""
    return build_extension()


def build_extension() -> Path:
    """Like the released one, with its shadow roots open and a way in for tests of the insertion."""
    npx = shutil.which("npx")
    assert npx, "The extension's tests need Node 20 or newer."
    subprocess.run([npx, "wxt", "build", "--mode", "test"], cwd=EXTENSION, check=True, capture_output=True)
    return BUILT


class Desk:
    """An agent's browser with the extension in it. Pages are served by `serve`; nothing else can be reached."""

    def __init__(self, context: BrowserContext, worker: Worker, service: Service) -> None:
        self.context = context
        self.worker = worker
        self.service = service
        self.id = worker.url.split("/")[2]
        context.route(_ELSEWHERE, lambda route: route.abort())

    def serve(self, url: str, html: str, **headers: str) -> None:
        """Answer `url` (a glob) with a page, as if the helpdesk itself did."""

        def fulfil(route: Route) -> None:
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)

        self.context.route(url, fulfil)

    def pair(self, role: Role = "agent", agent: str = "Mia") -> None:
        """Pair as the options page does, without clicking through it."""
        page = self.options()
        code = make_code(self.service, "pairing", role, agent)
        answer = page.evaluate(
            "args => chrome.runtime.sendMessage({ask: 'pair', args})", {"address": self.service.address, "code": code}
        )
        assert "connection" in answer, answer
        page.close()

    def options(self) -> Page:
        """A tab with the options page."""
        page = self.context.new_page()
        page.goto(f"chrome-extension://{self.id}/options.html")
        return page

    def open(self, url: str) -> Page:
        """A tab at `url`, which `serve` answers."""
        page = self.context.new_page()
        page.goto(url)
        return page

    def click_toolbar(self, page: Page) -> None:
        """Click the extension's button in the browser's toolbar: grants activeTab, as for a person."""
        assert self.context.browser
        session = self.context.browser.new_browser_cdp_session()
        for _ in range(100):
            targets = session.send("Target.getTargets", {"filter": [{}]})["targetInfos"]
            tabs = [t["targetId"] for t in targets if t["type"] == "tab" and t["url"] == page.url]
            if len(tabs) == 1:  # a tab that an earlier test closed may take a moment to go
                break
            page.wait_for_timeout(20)
        session.send("Extensions.triggerAction", {"id": self.id, "targetId": tabs[-1]})
        session.detach()

    def press_shortcut(self, page: Page) -> None:
        """The shortcut: Chromium hands commands to the extension outside the page, which no automation can press."""
        page.bring_to_front()
        self.worker.evaluate(
            """async () => {
              const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
              chrome.commands.onCommand.dispatch("draft-reply", tab);
            }"""
        )

    def panel(self, page: Page) -> Frame:
        """The panel's frame in `page`, once it is there."""
        for _ in range(100):
            for frame in page.frames:
                if frame.url.endswith("/panel.html"):
                    return frame
            page.wait_for_timeout(50)
        raise AssertionError("no panel opened")


class PagePort:
    """What the panel says to the page's script, said from the panel's frame without its buttons."""

    _CONNECT = """async () => {
      const {tab} = await chrome.runtime.sendMessage({ask: "hello", args: {}});
      const port = chrome.tabs.connect(tab, {name: "page", frameId: 0});
      const said = {events: [], waiting: new Map(), port};
      port.onMessage.addListener((message) => {
        if ("event" in message) said.events.push(message);
        else said.waiting.get(message.id)(message.answer);
      });
      window.said = said;
    }"""
    _ASK = """([ask, args]) => new Promise((answer) => {
      const id = said.waiting.size + 1;
      said.waiting.set(id, answer);
      said.port.postMessage({id, ask, args});
    })"""

    def __init__(self, panel: Frame) -> None:
        self.panel = panel
        panel.evaluate(self._CONNECT)

    def ask(self, ask: str, **args: object) -> dict[str, Any]:
        """The page's answer to one of messages.ts' PageAsks."""
        answer: dict[str, Any] = self.panel.evaluate(self._ASK, [ask, args])
        return answer

    def read(self) -> dict[str, Any]:
        """What the page's script sees."""
        return self.ask("read")

    def insert(self, text: str, place: str = "caret", force: bool = False, stamp: str | None = None) -> dict[str, Any]:
        """Insert as of now, or as of an earlier `stamp`."""
        return self.ask("insert", text=text, place=place, force=force, stamp=stamp or self.read()["stamp"])

    def close(self) -> None:
        """Have the page take the panel away, and with it this port."""
        self.panel.evaluate("said.port.postMessage({id: -1, ask: 'close', args: {}})")

    def events(self) -> list[dict[str, Any]]:
        """What the page told unasked since the last call."""
        events: list[dict[str, Any]] = self.panel.evaluate("said.events.splice(0)")
        return events

    def await_event(self, **fields: object) -> dict[str, Any]:
        """The first event with these fields, once it has come."""
        for _ in range(100):
            for event in self.events():
                if fields.items() <= event.items():
                    return event
            self.panel.page.wait_for_timeout(50)
        raise AssertionError(f"no event {fields}")


@pytest.fixture(scope="module")
def browser_context(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A browser for each file of tests."""
    with browse(built, tmp_path_factory.mktemp("profile")) as context:
        yield context


@contextmanager
def browse(built: Path, profile: Path, language: str = "de-DE") -> Iterator[BrowserContext]:
    """A profile of its own with the extension loaded; `language` is the browser's own."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=shutil.which("chromium"),
            headless=True,
            locale=language,
            viewport={"width": 1366, "height": 768},
            reduced_motion="reduce",
            args=[
                f"--disable-extensions-except={built}",
                f"--load-extension={built}",
                "--enable-unsafe-extension-debugging",
                f"--lang={language}",
            ],
        )
        yield context
        context.close()


@pytest.fixture(scope="module")
def desk(browser_context: BrowserContext, service: Service) -> Desk:
    """The browser, paired as Mia with the mini shop."""
    desk = Desk(browser_context, worker_of(browser_context), service)
    desk.pair()
    return desk


def worker_of(context: BrowserContext) -> Worker:
    """The extension's service worker, once it has started."""
    workers = context.service_workers
    return workers[0] if workers else context.wait_for_event("serviceworker")
