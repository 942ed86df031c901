"""The console's areas in a real browser share its fixtures."""

from tests.browser.test_console import chromium, page

__all__ = ["chromium", "page"]
