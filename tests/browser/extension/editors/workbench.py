"""A browser tab with one editor in it, and the insertion within reach as the panel has it."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.extension.conftest import worker_of
from tests.browser.extension.editors.kinds import Editor

HERE = Path(__file__).parent
ADDRESS = "https://desk.example"
TRUSTED_TYPES = "require-trusted-types-for 'script'"
POLICY = """<script>
  const asIs = (source) => source;
  trustedTypes.createPolicy("default", { createHTML: asIs, createScript: asIs, createScriptURL: asIs });
</script>"""
PAGE = """<!doctype html>
<meta charset="utf-8">
<style>
  #editor { width: 700px; min-height: 200px; border: 1px solid }
  #box, [contenteditable], trix-editor { min-height: 120px; display: block }
  textarea { width: 680px }
  .ProseMirror, .ql-editor { white-space: pre-wrap }
  .ql-editor p { margin: 0 }
  .ql-clipboard { display: none }
</style>
%s
<iframe id="elsewhere" srcdoc="<input>" height="40"></iframe>
<div id="editor"></div>
<script src="/dist/%s.js"></script>
"""


def build_pages() -> None:
    """Bundle the pages with the editors in them."""
    node = shutil.which("node")
    assert node, "The editors' pages need Node 20 or newer."
    subprocess.run([node, "build.mjs"], cwd=HERE, check=True)


class Workbench:
    """One tab for all editors, one after the other; all of it comes from `ADDRESS`."""

    def __init__(self, context: BrowserContext) -> None:
        self.worker = worker_of(context)
        context.route("**/*", lambda route: route.abort())
        context.route(f"{ADDRESS}/**", self._serve)
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(error.message))
        self.errors: list[str] = []
        self.editor = Editor("none")

    def _serve(self, route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS).split("?")[0]
        if path.endswith(".html"):
            strict = self.editor.trusted_types != "no"
            route.fulfill(
                body=PAGE % (POLICY if self.editor.trusted_types == "with a policy" else "", self.editor.name),
                content_type="text/html; charset=utf-8",
                headers={"content-security-policy": TRUSTED_TYPES} if strict else {},
            )
        elif path.startswith("/ckeditor4/"):
            route.fulfill(path=HERE / "node_modules" / path[1:])
        else:
            route.fulfill(path=HERE / path[1:])

    def open(self, editor: Editor, history: bool = False) -> None:
        """A fresh page with this editor; with `history`, a signature and a quoted mail are in its box."""
        self.editor = editor
        self.page.goto(f"{ADDRESS}/{editor.name}.html{'?history' if history else ''}")
        expect(self.page.locator("html[data-ready]"), f"{editor.name}: {self.errors}").to_be_attached()

    @property
    def box(self) -> Locator:
        """The reply box."""
        inside = self.page.frame_locator(self.editor.frame) if self.editor.frame else self.page
        return inside.locator(self.editor.box)

    def text(self) -> str:
        """What the editor's own model holds, without blanks at line ends."""
        text: str = self.page.evaluate("() => window.editorText()")
        lines = text.replace("\u00a0", " ").replace("\u200b", "").replace("\ufeff", "").split("\n")
        return "\n".join(line.rstrip() for line in lines).strip("\n")

    def start_typing(self, *lines: str) -> None:
        """Click into the box and type lines at its top, as a person does."""
        self.box.click(position={"x": 20, "y": 10})
        self.press("Control+Home")
        for at, line in enumerate(lines):
            if at:
                self.press("Enter")
                self.page.wait_for_timeout(50)  # Trix draws late, and mixes up what comes faster than a person types
            self.page.keyboard.type(line)
        self.page.wait_for_timeout(100)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def go_elsewhere(self) -> None:
        """Remember the caret, then put the focus into a frame, as a panel that opens does."""
        self.ask("remember")
        self.page.frame_locator("#elsewhere").locator("input").click()

    def insert(self, text: str, place: str = "caret") -> dict[str, Any]:
        """Insert as the panel asks for it."""
        answer: dict[str, Any] = self.ask("insert", text=text, place=place)
        return answer

    def ask(self, probe: str, **more: str) -> Any:
        """Have the extension's script in the page do it."""
        ask = {"probe": probe, "box": self.editor.box, "frame": self.editor.frame, "text": "", "place": "caret", **more}
        return self.worker.evaluate(
            """async (ask) => {
              const [tab] = await chrome.tabs.query({active: true});
              return chrome.tabs.sendMessage(tab.id, ask);
            }""",
            ask,
        )

    def is_in_box(self) -> bool:
        """Whether the focus is in the reply box."""
        return bool(self.box.evaluate("box => box.ownerDocument.hasFocus() && box.ownerDocument.activeElement === box"))
