"""The built extension in real Chromium, at the helpdesks' true addresses, paired with the real service."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
        targets = session.send("Target.getTargets", {"filter": [{}]})["targetInfos"]
        tab = next(t for t in targets if t["type"] == "tab" and t["url"] == page.url)
        session.send("Extensions.triggerAction", {"id": self.id, "targetId": tab["targetId"]})
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


@pytest.fixture(scope="module")
def browser_context(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A browser for each file of tests."""
    with browse(built, tmp_path_factory.mktemp("profile")) as context:
        yield context


@contextmanager
def browse(built: Path, profile: Path) -> Iterator[BrowserContext]:
    """A profile of its own with the extension loaded, reading German."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=shutil.which("chromium"),
            headless=True,
            locale="de-DE",
            viewport={"width": 1366, "height": 768},
            reduced_motion="reduce",
            args=[
                f"--disable-extensions-except={built}",
                f"--load-extension={built}",
                "--enable-unsafe-extension-debugging",
                "--lang=de",
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
