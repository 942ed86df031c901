"""The version of a tree."""

from typing import Any

import pytest

from server.stores.tree_hash import tree_hash

FILE = "refund_tree.yaml"


def version(folder: Any) -> str:
    pack = folder.read()
    return tree_hash(pack.tree, pack.store.parameters)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (FILE, "version: 1\n", "# how we decide\n\nversion: 1\n"),
        (FILE, "version: 1\nstart: problem\n", "start: problem\nversion: 1\n"),
        (FILE, "{is: unwanted, go: window}", "{go: window,   is: 'unwanted'}"),
        (FILE, "percent: 100", "percent: 100.0"),
        ("store.yaml", "value: 21}", "value: 21.0}  # less"),
        ("store.yaml", "name: Nordlicht", "name: Südlicht"),
    ],
)
def test_how_it_is_written_makes_no_difference(folder: Any, file: str, old: str, new: str) -> None:
    """Comments, blanks, the order of keys, trailing zeros and other settings keep the version."""
    before = version(folder)
    folder.replace(file, old, new)
    assert version(folder) == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (FILE, "in: [damaged, defective]", "in: [damaged, late]"),
        (FILE, "{is: unwanted, go: window}", "{is: unwanted, outcome: handover}\n      - {is: late, go: window}"),
        (FILE, "What went wrong?", "What happened?"),
        (FILE, "within_hours: 48", "within_hours: 24"),
        ("store.yaml", "value: 21}", "value: 22}"),
        ("store.yaml", "from: 2026-09-01", "from: 2026-09-02"),
    ],
)
def test_what_it_says_makes_the_version(folder: Any, file: str, old: str, new: str) -> None:
    """A change of the tree or of a parameter is another version."""
    before = version(folder)
    folder.replace(file, old, new)
    assert version(folder) != before
