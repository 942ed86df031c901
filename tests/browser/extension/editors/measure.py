"""What insertion does in an editor: five short stories with a real keyboard, read from the editor's own model."""

import re

from tests.browser.extension.editors.kinds import Editor
from tests.browser.extension.editors.workbench import Workbench

DRAFT = """Guten Tag Frau Brandt,

vielen Dank für die Fotos. Ich schicke Ihnen sofort Ersatz:
- Leselampe Luna <weiß>
- Ersatzschirm & Kabel

Sie müssen nichts zurückschicken.

Viele Grüße
Mia"""

PROPERTIES = {
    "empty": "An empty box holds the draft and nothing else.",
    "model": "Every letter of the draft is in the editor's own model.",
    "lines": "All its lines are there, in order.",
    "paragraphs": "Paragraphs are apart, and the lines of a list are not.",
    "kept": "The agent's words are all still there.",
    "caret": "It stands where the caret stood.",
    "focus": "The focus comes back from the panel into the box.",
    "undo": "One Ctrl+Z takes the whole draft out and leaves the agent's words.",
    "below": "Where the caret stands at the end of a line, it begins a paragraph of its own.",
    "selection": "It takes the place of what was selected.",
    "typing": "What is typed next stands right behind it.",
    "typed": "It takes the place of the agent's own words when asked to.",
    "history": "Signature and quoted history are untouched by that.",
    "undo typed": "One Ctrl+Z brings the replaced words back.",
}

EXCEPTIONS = {
    ("lexical", "below"): "Lexical keeps the empty block that makes others begin a paragraph: one empty line too many.",
    (
        "summernote",
        "below",
    ): "Summernote has only the browser's command, which keeps that block too: one line too many.",
    ("summernote", "paragraphs"): "In the middle of a line the browser's command parts the draft's last line from the "
    "one before it, to join it with what follows there.",
}
"""Where a property does not hold, and why; nowhere else, and nothing here that does hold."""


def measure(bench: Workbench, editor: Editor) -> dict[str, str]:
    """For each property an empty string where it holds, else what was found in its place."""
    found: dict[str, str] = {}
    for story in (into_an_empty_box, at_the_caret, below_a_line, over_a_selection, over_typed_words):
        found |= story(bench, editor)
    return found


def into_an_empty_box(bench: Workbench, editor: Editor) -> dict[str, str]:
    """The agent clicks into the box and asks for a draft."""
    bench.open(editor)
    bench.start_typing()
    bench.go_elsewhere()
    answer = bench.insert(DRAFT)
    return {"empty": unless(bench.text() == DRAFT and answer == {"inserted": True}, answer, bench)}


def at_the_caret(bench: Workbench, editor: Editor) -> dict[str, str]:
    """The agent has written, stands in the middle of a line, and takes the draft out again."""
    bench.open(editor)
    bench.start_typing("Anfang", "vor nach")
    bench.press(*["ArrowLeft"] * 4)
    before = bench.text()
    bench.go_elsewhere()
    answer = bench.insert(DRAFT)
    after = bench.text()
    found = {
        "model": unless(letters(DRAFT) in letters(after) and answer == {"inserted": True}, answer, bench),
        "lines": unless(lines_in_order(after), answer, bench),
        "paragraphs": unless(DRAFT in after, answer, bench),
        "kept": unless(all(word in after for word in ("Anfang", "vor", "nach")), answer, bench),
        "caret": unless(letters(after) == letters(before.replace("nach", DRAFT + "nach")), answer, bench),
        "focus": unless(bench.is_in_box(), answer, bench),
    }
    bench.press("Control+z")
    return found | {"undo": unless(bench.text() == before, answer, bench)}


def below_a_line(bench: Workbench, editor: Editor) -> dict[str, str]:
    """The agent has written a line and keeps it."""
    bench.open(editor, history=True)
    history = bench.text()
    bench.start_typing("Ersatz schicken")
    bench.go_elsewhere()
    answer = bench.insert(DRAFT)
    after = bench.text()
    return {
        "below": unless(after.startswith(f"Ersatz schicken\n\n{DRAFT}\n") and after.endswith(history), answer, bench)
    }


def over_a_selection(bench: Workbench, editor: Editor) -> dict[str, str]:
    """The agent selects all, takes the draft, and writes on."""
    bench.open(editor)
    bench.start_typing("Alter Entwurf", "zweite Zeile")
    bench.press("Control+a")
    bench.go_elsewhere()
    answer = bench.insert(DRAFT)
    found = {"selection": unless(bench.text() == DRAFT, answer, bench)}
    bench.page.keyboard.type("!?")
    return found | {"typing": unless(letters(bench.text()) == letters(DRAFT) + "!?", answer, bench)}


def over_typed_words(bench: Workbench, editor: Editor) -> dict[str, str]:
    """The agent writes what they want in the draft, above signature and quote, and the draft takes its place."""
    bench.open(editor, history=True)
    history = bench.text()
    bench.start_typing("Ersatz schicken", "danke")
    before = bench.text()
    bench.go_elsewhere()
    answer = bench.insert(DRAFT, "typed")
    after = bench.text()
    found = {
        "typed": unless(after.startswith(DRAFT) and "danke" not in after, answer, bench),
        "history": unless(letters(after) == letters(DRAFT + history), answer, bench),
    }
    bench.press("Control+z")
    return found | {"undo typed": unless(bench.text() == before, answer, bench)}


def unless(holds: bool, answer: object, bench: Workbench) -> str:
    """What to look at where a property does not hold."""
    return "" if holds else f"{answer} {bench.text()!r}"


def letters(text: str) -> str:
    """Without blanks, and without the dashes that some editors turn into a list."""
    return re.sub(r"[\s-]+", "", text)


def lines_in_order(text: str) -> bool:
    """Whether each line of the draft ends a line that comes after the one before."""
    lines = iter(text.split("\n"))
    return all(any(line and line in found for found in lines) for line in DRAFT.split("\n") if line)
