"""policies/*.md."""

from datetime import date
from typing import Any

import pytest

FILE = "policies/returns.de.md"


def test_a_policy_has_its_sections_with_lines(folder: Any) -> None:
    """The address of a section is the same in every language, its line is that of its own file."""
    german, english = folder.read().policies
    assert (german.id, german.language, german.valid_from) == ("returns", "de", date(2025, 1, 1))
    assert german.url == "https://shop.example/rueckgabe"
    assert english.url is None
    assert [(s.slug, s.line) for s in german.sections] == [("rueckgabe", 10), ("damaged-goods", 12), ("how-long", 16)]
    assert [(s.slug, s.line) for s in english.sections] == [("damaged-goods", 9), ("how-long", 13)]


def test_several_days_are_several_versions(folder: Any) -> None:
    """A file of the same id and language from another day on is a version, whatever its name."""
    text = (folder.path / FILE).read_text(encoding="utf-8")
    folder.write("policies/returns.de.2024.md", text.replace("2025-01-01", "2024-01-01").replace("how-long", "old"))
    assert folder.found() == []
    assert len(folder.read().policies) == 3


def test_the_newest_version_must_hold_what_is_cited(folder: Any) -> None:
    """A section that the newest text dropped cannot be cited any more."""
    text = (folder.path / FILE).read_text(encoding="utf-8")
    folder.write("policies/returns.de.2030.md", text.replace("2025-01-01", "2030-01-01").replace("how-long", "new"))
    assert [(file, code) for file, _, code in folder.found()] == [("refund_tree.yaml", "missing_section")]


def test_the_same_version_twice_is_a_duplicate(folder: Any) -> None:
    """Two files cannot both be the text of one day."""
    folder.write("policies/zz.md", (folder.path / FILE).read_text(encoding="utf-8"))
    assert folder.found() == [("policies/zz.md", 2, "duplicate")]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("title: Rückgabe\n", "titel: Rückgabe\ntitle: R\n", "unknown_key"),
        ("audience: public", "audience: everyone", "bad_value"),
        ("kind: terms", "kind: law", "bad_value"),
        ("valid_from: 2025-01-01", "valid_from: 2025", "bad_value"),
        ("url: https://shop.example/rueckgabe", "url: shop.example", "bad_value"),
        ("language: de", "id: returns", "duplicate"),
        ("# Rückgabe", "# Beschädigt {#damaged goods}", "bad_value"),
    ],
)
def test_a_mistake_is_found_at_its_line(folder: Any, old: str, new: str, code: str) -> None:
    """Each wrong line is a finding, and no outcome is blamed for it."""
    line = folder.replace(FILE, old, new)
    assert (FILE, line, code) in folder.found()
    assert {file for file, _, _ in folder.found()} == {FILE}
