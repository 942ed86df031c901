"""What stands in the page when the agent's browser speaks English."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.extension.conftest import Desk, browse
from tests.browser.extension.pages import ZENDESK
from tests.browser.extension.test_pages import open_page, open_panel
from tests.browser.extension.test_teach import begin_teaching


@pytest.fixture(scope="module")
def browser_context(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A browser that speaks English, for a page whose labels are German."""
    with browse(built, tmp_path_factory.mktemp("profile"), "en-US") as context:
        yield context


def test_english_words(desk: Desk) -> None:
    """Button and teaching follow the browser's language, not the page's."""
    page = open_page(desk, ZENDESK)
    expect(page.get_by_role("button", name="Draft reply")).to_have_count(1)
    begin_teaching(open_panel(desk, page))
    expect(page.locator("kulanz-teach .hint")).to_contain_text("Click on the conversation with the customer.")
    page.close()
