"""macros/*.md."""

from typing import Any

import pytest

FILE = "macros/replacement.de.md"


def test_a_macro_is_what_its_file_says(folder: Any) -> None:
    """Front matter as fields, the text as body, placeholders without blanks inside."""
    macro = next(macro for macro in folder.read().macros if macro.path == FILE)
    assert (macro.id, macro.kind, macro.language, macro.variant) == ("replacement", "reply", "de", "standard")
    assert (macro.intents, macro.outcomes, macro.channel) == (["damaged"], ["replacement"], None)
    assert macro.body == "Hello {{first_name}},\n\n{{next_step}}"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("kind: reply", "kind: reply\ntone: warm", "unknown_key"),
        ("intents: [damaged]", "intents: [broken]", "bad_value"),
        ("variant: standard", "variant: long", "bad_value"),
        ("variant: standard", "variant: standard\nchannel: fax", "bad_value"),
        ("address_form: none", "address_form: ihr", "bad_value"),
        ("{{first_name}}", "{{vorname}}", "bad_value"),
        ("{{first_name}}", "{{first_name", "bad_value"),
        ("{{first_name}}", "{{}}", "bad_value"),
    ],
)
def test_a_mistake_is_found_at_its_line(folder: Any, old: str, new: str, code: str) -> None:
    """Each wrong line is one finding, and its outcome still counts as answered."""
    line = folder.replace(FILE, old, new) + new.count("\n")
    assert folder.found() == [(FILE, line, code)]


def test_an_outcome_that_the_tree_lacks_is_a_broken_reference(folder: Any) -> None:
    """The outcome's own line is named."""
    line = folder.replace(FILE, "outcomes: [replacement]", "outcomes:\n  - replacement\n  - refund") + 2
    assert folder.found() == [(FILE, line, "missing_reference")]


def test_a_macro_without_text_is_found(folder: Any) -> None:
    """Front matter alone writes nothing."""
    folder.replace(FILE, "Hello {{first_name}},\n\n{{ next_step }}\n", "")
    assert [(file, code) for file, _, code in folder.found()] == [(FILE, "bad_value")]


def test_id_and_language_are_the_key(folder: Any) -> None:
    """Two files of one id and language are one too many."""
    folder.write("macros/zz.md", (folder.path / FILE).read_text(encoding="utf-8"))
    assert folder.found() == [("macros/zz.md", 2, "duplicate")]


@pytest.mark.parametrize(
    ("file", "old", "new", "missing"),
    [
        ("macros/replacement.en.md", "outcomes: [replacement]", "outcomes: []", "replacement:"),
        ("macros/replacement.en.md", "kind: reply", "kind: acknowledge", "replacement:"),
        ("macros/replacement.en.md", "language: en", "language: fr", "replacement:"),
        ("macros/rest.en.md", ", ask]", "]", "outcomes:"),
        ("macros/rest.en.md", "handover, ", "", "  handover:"),
    ],
)
def test_every_outcome_needs_a_reply_in_every_language(
    folder: Any, file: str, old: str, new: str, missing: str
) -> None:
    """The outcome without one is named in the tree; for `ask` it is the list of outcomes."""
    folder.replace(file, old, new)
    tree = (folder.path / "refund_tree.yaml").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(tree, 1) if text.strip().startswith(missing.strip()))
    assert folder.found() == [("refund_tree.yaml", line, "missing_macro")]
    assert " en " in folder.findings()[0].message
