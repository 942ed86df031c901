"""Own cases in the console: made from an edit with a press, corrected, taken into a suite."""

import re
from html import unescape

from tests.console.conftest import Browser
from tests.console.evals.shop import draft_and_send

CASES = "/console/evals/cases"
SENT = "Liebe Frau Köhler,\n\nwie ärgerlich, Ersatz kommt morgen.\n\nMia"


def yaml_of(page: str) -> str:
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert found
    return unescape(found[1])


def test_an_edit_becomes_a_case_of_a_suite(editor: Browser) -> None:
    """Listed, proposed with sample people, reviewed, and offered to be run."""
    draft = draft_and_send(editor.service, 1, lambda _: SENT)
    assert draft in editor.get(CASES).text
    opened = editor.send(CASES, {"draft": draft, "do": "propose"})
    assert opened.headers["location"] == f"{CASES}/{draft}"
    text = yaml_of(editor.get(f"{CASES}/{draft}").text)
    assert "Frau Albrecht" in text and "Köhler" not in text

    refused = editor.send(f"{CASES}/{draft}", {"text": text.replace("why:", "wy:"), "suite": "edits"})
    assert refused.status_code == 422 and "line 2" in refused.text and "unknown_key" in refused.text
    assert "wy:" in yaml_of(refused.text)

    done = editor.send(f"{CASES}/{draft}", {"text": text, "suite": "breakage"})
    page = editor.get(done.headers["location"]).text
    assert "The case is in the suite." in page and "breakage" in page and "reviewed by" in page
    assert "own:breakage" in editor.get("/console/evals").text


def test_a_draft_is_passed_over_for_good(editor: Browser) -> None:
    """It is not listed any more."""
    draft = draft_and_send(editor.service, 1, lambda _: SENT)
    done = editor.send(CASES, {"draft": draft, "do": "refuse"})
    assert draft not in editor.get(done.headers["location"]).text


def test_a_suite_needs_a_name_that_a_file_can_have(editor: Browser) -> None:
    """What was typed is still there."""
    draft = draft_and_send(editor.service, 1, lambda _: SENT)
    editor.send(CASES, {"draft": draft, "do": "propose"})
    text = yaml_of(editor.get(f"{CASES}/{draft}").text)
    answer = editor.send(f"{CASES}/{draft}", {"text": f"{text}# typed", "suite": "No Name"})
    assert answer.status_code == 422 and "# typed" in yaml_of(answer.text)
