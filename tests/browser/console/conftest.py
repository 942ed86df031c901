"""The browser of tests/browser/test_console.py, for the areas of the console."""

from tests.browser.test_console import chromium, page

__all__ = ["chromium", "page"]
