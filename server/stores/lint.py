"""`kulanz lint DIR`: everything that is wrong in a store pack, without loading it."""

from collections.abc import Iterable
from pathlib import Path

from server.domain.pack import Finding, Pack
from server.stores.policy_lint.lint import lint_policies
from server.stores.read_pack import read_pack


def lint_pack(folder: Path) -> tuple[Pack | None, list[Finding]]:
    """The pack, None when any finding is an error, and all findings by file and line; policies once it can be read."""
    pack, findings = read_pack(folder)
    if pack:
        findings = findings + [found.as_finding() for found in lint_policies(pack.policies, pack.texts, pack.store)]
    return pack, sorted(findings, key=lambda finding: (finding.file, finding.line))


def fails(findings: Iterable[Finding]) -> bool:
    """Whether linting ends with exit code 1: on any error, and on a tree that is or may be harsher than the law."""
    return any(finding.level == "error" or finding.code in ("harsher_than_law", "unproven") for finding in findings)
