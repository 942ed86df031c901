"""One tab for all editors, what was measured in them, and the table of it at the end of a run."""

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.extension.editors.kinds import EDITORS
from tests.browser.extension.editors.measure import measure
from tests.browser.extension.editors.table import HEAD, reasons, row
from tests.browser.extension.editors.workbench import Workbench, build_pages


class Measured(dict[str, dict[str, str]]):
    """What was found, by editor and property; an editor is measured when it is first asked for."""

    bench: Workbench

    def __missing__(self, name: str) -> dict[str, str]:
        self[name] = measure(self.bench, next(editor for editor in EDITORS if editor.name == name))
        return self[name]


MEASURED = pytest.StashKey[Measured]()


@pytest.fixture(scope="module")
def bench(browser_context: BrowserContext) -> Workbench:
    """The editors' pages, built and within reach."""
    build_pages()
    return Workbench(browser_context)


@pytest.fixture(scope="module")
def measured(bench: Workbench, request: pytest.FixtureRequest) -> Measured:
    """Kept for the table, too."""
    found = request.config.stash.setdefault(MEASURED, Measured())
    found.bench = bench
    return found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table of what this run measured."""
    found = config.stash.get(MEASURED, None)
    if found:
        terminalreporter.section("insertion into editors")
        for line in (*HEAD, *(row(name, each) for name, each in found.items()), *reasons()):
            terminalreporter.write_line(line)
