"""Insertion into the editors as their makers publish them, with a real keyboard before and after it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.extension.editors.kinds import EDITORS, Editor
from tests.browser.extension.editors.measure import DRAFT, EXCEPTIONS, PROPERTIES, measure
from tests.browser.extension.editors.workbench import Workbench, build_pages

BY_NAME = {editor.name: editor for editor in EDITORS}
UNMARKED = {
    "lexical": "box => box.removeAttribute('data-lexical-editor')",
    "tinymce": "box => { box.className = ''; }",
    "prosemirror": "box => { box.className = ''; box.style.whiteSpace = 'pre-wrap'; }",
    "quill": "box => { box.className = ''; }",
}
"""What takes an editor's marks away, as a version that nobody has seen might do."""


@pytest.fixture(scope="module")
def bench(browser_context: BrowserContext) -> Workbench:
    """One tab for all of them."""
    build_pages()
    return Workbench(browser_context)


@pytest.fixture(scope="module")
def measured(bench: Workbench) -> Iterator[dict[str, dict[str, str]]]:
    """What was found, by editor; each is measured when it is first asked for."""

    class Measured(dict[str, dict[str, str]]):
        def __missing__(self, name: str) -> dict[str, str]:
            self[name] = measure(bench, BY_NAME[name])
            return self[name]

    yield Measured()


@pytest.mark.parametrize("property_name", PROPERTIES)
@pytest.mark.parametrize("name", BY_NAME)
def test_a_draft_is_in_the_editor_as_if_typed(
    measured: dict[str, dict[str, str]], name: str, property_name: str
) -> None:
    """Each property holds in each editor, except where EXCEPTIONS says why it does not."""
    found = measured[name][property_name]
    assert (found != "") == ((name, property_name) in EXCEPTIONS), f"{PROPERTIES[property_name]} {found}"


@pytest.mark.parametrize("name", ["textarea", "gmail", "outlook", "ckeditor5", "tinymce", "prosemirror"])
def test_a_selection_of_everything_spares_the_history(bench: Workbench, name: str) -> None:
    """Ctrl+A means the agent's words: signature and quoted mail stay."""
    bench.open(BY_NAME[name], history=True)
    history = bench.text()
    bench.start_typing("Alter Entwurf")
    bench.press("Control+a")
    bench.go_elsewhere()
    assert bench.insert(DRAFT) == {"inserted": True}
    assert bench.text().startswith(DRAFT)
    assert bench.text().endswith(history)


@pytest.mark.parametrize("name", UNMARKED)
def test_an_editor_without_its_marks_is_reached_all_the_same(bench: Workbench, name: str) -> None:
    """The draft is in the model whole, if not always with the right empty lines, and one Ctrl+Z takes it out."""
    bench.open(BY_NAME[name])
    bench.box.evaluate(UNMARKED[name])
    bench.editor = replace(BY_NAME[name], box="[contenteditable=true]")
    bench.start_typing("Anfang")
    bench.go_elsewhere()
    assert bench.insert(DRAFT) == {"inserted": True}
    assert bench.text().split() == f"Anfang {DRAFT}".split()
    bench.press("Control+z")
    assert bench.text() == "Anfang"


@pytest.mark.parametrize("name", ["shadow-textarea", "shadow-box", "plaintext-only"])
def test_a_box_of_another_make_is_written_to(bench: Workbench, name: str) -> None:
    """A box in a shadow tree, and one for plain text alone, take the draft where the caret stood."""
    bench.open(Editor(name))
    bench.start_typing("vor nach")
    bench.press(*["ArrowLeft"] * 4)
    bench.go_elsewhere()
    assert bench.insert("Zeile eins\nZeile zwei") == {"inserted": True}
    assert bench.text() == "vor Zeile eins\nZeile zweinach"
    bench.press("Control+z")
    assert bench.text() == "vor nach"


def test_an_editor_that_swallows_everything_is_said_to_refuse(bench: Workbench) -> None:
    """Its words stay as they were, and the draft is in the clipboard."""
    bench.page.context.grant_permissions(["clipboard-read"])
    bench.open(Editor("swallows"))
    bench.start_typing()
    bench.go_elsewhere()
    assert bench.insert(DRAFT) == {"inserted": False, "reason": "refused", "copied": True}
    assert bench.text() == "Anfang"
    assert bench.page.evaluate("() => navigator.clipboard.readText()") == DRAFT


def test_an_editor_that_puts_back_what_it_had_is_said_to_refuse(bench: Workbench) -> None:
    """The first look sees the draft; the second is the one that counts."""
    bench.open(Editor("puts-back"))
    bench.start_typing()
    bench.go_elsewhere()
    assert bench.insert(DRAFT)["reason"] == "refused"
    assert bench.text() == "Anfang"


def test_an_editor_that_takes_a_part_is_not_asked_again(bench: Workbench) -> None:
    """The answer is that a part came in, and that part is there once."""
    bench.open(Editor("first-line"))
    bench.start_typing()
    bench.go_elsewhere()
    assert bench.insert(DRAFT) == {"inserted": False, "reason": "partial", "copied": True}
    assert bench.text() == "Guten Tag Frau Brandt,"


def test_a_field_for_reading_alone_is_left_as_it_is(bench: Workbench) -> None:
    """What nobody could type there is not written there either."""
    bench.open(BY_NAME["textarea"])
    bench.box.evaluate("field => { field.readOnly = true; }")
    assert bench.insert(DRAFT)["reason"] == "refused"
    assert bench.text() == ""
