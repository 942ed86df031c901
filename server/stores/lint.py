"""`kulanz lint DIR`: everything that is wrong in a store pack, without loading it."""

from collections.abc import Iterable
from pathlib import Path

from server.domain.pack import Finding
from server.stores.read_pack import read_pack


def lint_pack(folder: Path) -> list[Finding]:
    """All findings by file and line."""
    _, findings = read_pack(folder)
    return findings


def fails(findings: Iterable[Finding]) -> bool:
    """Whether linting ends with exit code 1: on any error, and on a tree that is or may be harsher than the law."""
    return any(finding.level == "error" or finding.code in ("harsher_than_law", "unproven") for finding in findings)
