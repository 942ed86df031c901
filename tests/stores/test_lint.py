"""Linting a pack."""

from typing import Any

from server.stores.lint import fails, lint_pack


def test_a_good_pack_passes(folder: Any) -> None:
    """Nothing found, nothing fails."""
    assert lint_pack(folder.path) == []
    assert not fails([])


def test_an_error_fails(folder: Any) -> None:
    """Every error ends with exit code 1."""
    folder.replace("store.yaml", "currency: EUR", "currency: Euro")
    assert fails(lint_pack(folder.path))


def test_a_warning_passes(folder: Any) -> None:
    """A parameter that nothing uses is said and does not fail."""
    folder.replace("store.yaml", "parameters:\n", "parameters:\n  spare: 1\n")
    findings = lint_pack(folder.path)
    assert [str(finding).split(": ")[:2] for finding in findings] == [["store.yaml:18", "unused_param"]]
    assert not fails(findings)


def test_a_branch_harsher_than_the_law_fails(folder: Any) -> None:
    """It is a warning, because the floor wins anyway, and lint still ends with exit code 1."""
    folder.replace("store.yaml", "parameters:\n", "parameters:\n  spare: 1\n")
    (warning,) = lint_pack(folder.path)
    assert fails([type(warning)(warning.file, warning.line, "harsher_than_law", "warning", "", {})])
