"""Suggestions in the console: accepted into a snippet or a macro, or refused for good; and what nobody uses."""

import re
from html import unescape

import pytest

from tests.console.conftest import Browser
from tests.console.evals.shop import LABELS, draft_and_send

RULES = "/console/evals/rules?look=true"
ANSWER = "/console/evals/rules"


@pytest.fixture
def suggested(editor: Browser) -> Browser:
    """A shop whose agents added the same kind of sentence to five drafts."""
    for number, sentence in enumerate(LABELS):
        draft_and_send(editor.service, number, lambda text, said=sentence: f"{text}\n\n{said}")  # type: ignore[misc]
    return editor


def form_of(page: str) -> dict[str, str]:
    """The fields of the first suggestion."""
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    return {name: unescape(value) for name, value in fields if name != "_csrf_token"}


def test_a_suggestion_goes_into_the_next_version_of_a_snippet(suggested: Browser) -> None:
    """A version that is in force nowhere yet, open in its editor."""
    page = suggested.get(RULES).text
    assert "in 5 drafts" in page and form_of(page)["sentence"] in LABELS
    done = suggested.send(ANSWER, form_of(page) | {"do": "snippet"})
    assert re.fullmatch(r"/console/prompts/text/snippets/style\.de-\w+\?version=\w+", done.headers["location"])
    editor_page = suggested.get(done.headers["location"]).text
    assert f"Wo es passt, sinngemäß: „{form_of(page)['sentence']}“" in unescape(editor_page)
    after = suggested.get(RULES).text
    assert "No suggestions at present" in after and "accepted" in after


def test_a_suggestion_opens_a_macro_with_the_sentence_in_it(suggested: Browser) -> None:
    """Nothing is saved before the manager does."""
    form = form_of(suggested.get(RULES).text)
    done = suggested.send(ANSWER, form | {"do": "macro"})
    page = unescape(suggested.get(done.headers["location"]).text)
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert found and found[1].rstrip().endswith(form["sentence"])


def test_a_refused_suggestion_does_not_come_back(suggested: Browser) -> None:
    """Nor in other words of the same kind."""
    form = form_of(suggested.get(RULES).text)
    suggested.send(ANSWER, form | {"do": "refuse"})
    draft_and_send(suggested.service, 9, lambda text: f"{text}\n\n{LABELS[0]}")
    page = suggested.get(RULES).text
    assert "No suggestions at present" in page and "refused" in page


def test_the_page_opens_before_the_edits_are_looked_through(suggested: Browser) -> None:
    """It asks for the suggestions itself, and gets the piece that it lacks."""
    opened = suggested.get(ANSWER).text
    assert 'hx-get="/console/evals/rules?look=true"' in opened and "in 5 drafts" not in opened
    piece = suggested.get(RULES, **{"HX-Request": "true"}).text
    assert "in 5 drafts" in piece and "<html" not in piece


def test_a_draft_of_a_suggestion_can_be_looked_at(suggested: Browser) -> None:
    """What was drafted and what was sent."""
    found = re.search(r'href="(/console/evals/edits/[^"]+)"', suggested.get(RULES).text)
    assert found and '<span class="added">' in suggested.get(found[1]).text
