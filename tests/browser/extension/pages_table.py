"""Prints which property holds on which page: `python -m tests.browser.extension.pages_table`."""

import re
import sys
from pathlib import Path

import pytest

_CASE = re.compile(r"::test_(\w+)\[(.+)\]$")


class _Table:
    """Collects the outcome of each page × property."""

    def __init__(self) -> None:
        self.outcomes: dict[str, dict[str, str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A property holds when its test passed; what fails while a page is opened counts as well."""
        case = _CASE.search(report.nodeid)
        if case and (report.when == "call" or report.failed):
            self.outcomes.setdefault(case[2], {})[case[1]] = "✓" if report.passed else "✗"

    def __str__(self) -> str:
        """A table in Markdown."""
        properties = list(dict.fromkeys(name for row in self.outcomes.values() for name in row))
        lines = ["| page | " + " | ".join(properties) + " |", "| --- |" + " --- |" * len(properties)]
        for page, row in self.outcomes.items():
            lines.append(f"| {page} | " + " | ".join(row.get(name, " ") for name in properties) + " |")
        return "\n".join(lines)


if __name__ == "__main__":
    table = _Table()
    failed = pytest.main(["-q", str(Path(__file__).parent / "test_pages.py")], plugins=[table])
    sys.stdout.write(f"{table}\n")
    sys.exit(failed)
