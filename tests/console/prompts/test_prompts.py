"""Prompts on their pages: versions stay, labels move, a text with faults is never lost."""

from typing import Any

import httpx
import pytest
from lxml import html

from server.llm.prompts import BUILT_IN
from tests.console.conftest import Browser
from tests.model_server import ModelServer, fails, reads, writes

STYLE = "snippets/style.en"
PAGE = f"/console/prompts/text/{STYLE}"
KINDER = BUILT_IN.texts[STYLE] + "- Thank people who sent a picture.\n"
BROKEN = "Hier Sandra Köhler, Bestellung #1001: Die Leselampe ist zerbrochen angekommen. Ich hätte gern Ersatz."
REPLY = BUILT_IN.texts["reply"]


def save(browser: Browser, text: str = KINDER, name: str = STYLE, label: str = "") -> httpx.Response:
    return browser.send(f"/console/prompts/text/{name}", {"text": text, "do": "save", "label": label})


def version_of(answer: httpx.Response) -> str:
    """The version that a save leads to."""
    return str(answer.headers["location"]).partition("version=")[2].partition("&")[0]


def move(browser: Browser, version: str, label: str = "production") -> httpx.Response:
    return browser.send("/console/prompts/label", {"name": STYLE, "label": label, "version": version})


def row_of(page: str, name: str) -> str:
    return str(html.fromstring(page).xpath(f"string(//tr[th/a[text()='{name}']])"))


def editor_text(page: str) -> str:
    return str(html.fromstring(page).xpath("string(//textarea[@id='text'])")).removeprefix("\n")


def test_every_prompt_and_snippet_is_listed(manager: Browser) -> None:
    """Each with what it is for, and what is in production."""
    page = manager.get("/console/prompts").text
    assert all("built in" in row_of(page, name) for name in BUILT_IN.texts)
    assert "Writes the reply to a customer." in page


def test_an_edit_is_a_new_version_that_serves_once_it_is_labelled(editor: Browser) -> None:
    """Who made it and where it serves stand in the list; rolling back moves the label back."""
    version = version_of(save(editor))
    assert "built in" in row_of(editor.get("/console/prompts").text, STYLE)
    assert editor_text(editor.get(f"{PAGE}?version={version}").text) == KINDER
    assert move(editor, version).status_code == 303
    assert (
        version in row_of(editor.get("/console/prompts").text, STYLE) and editor_text(editor.get(PAGE).text) == KINDER
    )
    move(editor, "built-in")
    assert editor_text(editor.get(PAGE).text) == BUILT_IN.texts[STYLE]
    moves = html.fromstring(editor.get(PAGE).text).xpath("//details[contains(., 'How labels moved')]//li")
    assert [version in one.text_content() for one in moves] == [False, True]


def test_two_versions_are_compared(editor: Browser) -> None:
    """Line by line, the built-in one among them."""
    version = version_of(save(editor))
    page = html.fromstring(editor.get(f"{PAGE}?before=built-in&after={version}").text)
    assert page.xpath("//pre[@class='diff']/span[@class='added']/text()") == ["+- Thank people who sent a picture."]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (REPLY.replace("{{shop}}", "{{shoop}}"), "line 6", "unknown: shoop"),
        (REPLY.replace("purpose:", "goal:"), "line 3", "unknown field `goal`"),
        (REPLY.replace("# User", "# Customer"), "line 5", "`# User`"),
    ],
)
@pytest.mark.parametrize("do", ["save", "preview"])
def test_a_fault_is_told_at_its_line_and_nothing_is_lost(
    manager: Browser, text: str, line: str, message: str, do: str
) -> None:
    """Unknown placeholders, unknown keys, missing parts; with the line itself quoted."""
    answer = manager.send("/console/prompts/text/reply", {"text": text, "do": do})
    told = html.fromstring(answer.text).xpath("string(//section[@role='alert'])")
    assert answer.status_code == 422 and line in told and message in told
    assert editor_text(answer.text) == text


def test_a_label_that_is_none_keeps_no_version(manager: Browser) -> None:
    """All of it is saved, or nothing; what was typed is still there."""
    answer = save(manager, label="Two words")
    assert answer.status_code == 422 and "A label is" in answer.text and editor_text(answer.text) == KINDER
    assert "Thank people" not in manager.get(f"{PAGE}?version=built-in").text
    assert html.fromstring(manager.get(PAGE).text).xpath("count(//h2[@id='versions']/..//tbody/tr)") == 1


@pytest.mark.parametrize("name", sorted(set(BUILT_IN.texts) - {"supplier-message"}))
def test_a_preview_shows_the_messages_with_nobody_in_them(manager: Browser, name: str) -> None:
    """Of each prompt and snippet, on a kept ticket, with the edited words."""
    listed = html.fromstring(manager.get(f"/console/prompts/text/{name}").text)
    ticket = listed.xpath("//select[@id='ticket']/option[contains(., 'Paket steht still')]/@value")[0]
    text = BUILT_IN.texts[name].rstrip() + "\nA new last line.\n"
    fields = {"text": text, "do": "preview", "ticket": ticket}
    answer = manager.send(f"/console/prompts/text/{name}", fields, **{"HX-Request": "true"})
    shown = "\n".join(html.fromstring(answer.text).xpath("//pre[@class='turn']/text()"))
    assert answer.status_code == 200 and "Köhler" not in shown and "sandra" not in shown.casefold()
    assert "A new last line." in shown or "do not use this snippet" in answer.text


def test_a_trial_needs_a_label_and_its_figures_stand_apart(editor: Browser) -> None:
    """First the page says how to get a label; then a share is set, and ended."""
    assert "This needs a second label" in editor.get("/console/prompts").text
    save(editor, label="staging")
    answer = editor.send("/console/prompts/trial", {"label": "staging", "percent": "30"})
    assert answer.status_code == 303
    assert "“staging” for 30% of tickets" in editor.get("/console/prompts").text
    refused = editor.send("/console/prompts/trial", {"label": "staging", "percent": "130"})
    assert refused.status_code == 422 and "from 0 to 100" in refused.text
    editor.send("/console/prompts/trial", {"label": "staging", "percent": "0"})
    assert "At present" not in editor.get("/console/prompts").text


def test_hostile_words_stay_words(editor: Browser) -> None:
    """In the editor, the difference and the preview."""
    hostile: dict[str, Any] = {"text": "<script>alert(1)</script> be kind\n", "do": "save"}
    version = version_of(editor.send(PAGE, hostile))
    for page in (f"{PAGE}?version={version}", f"{PAGE}?before=built-in&after={version}"):
        assert "<script>alert" not in editor.get(page).text


@pytest.mark.parametrize("path", ["text/nothing", "text/reply?version=none", "macros/none.md", "macros/..%2Fx"])
def test_what_is_not_there_is_told_about(manager: Browser, path: str) -> None:
    """As a calm page."""
    assert manager.get(f"/console/prompts/{path}").status_code in (404, 422)


def test_agents_do_not_come_in(visitor: Browser) -> None:
    """The area is for managers and admins."""
    visitor.sign_in("agent")
    assert visitor.get("/console/prompts").status_code == 403


def test_suites_are_run_on_a_label_where_a_model_writes(editor: Browser, modelled: Browser) -> None:
    """A job with the suites, the label and the page of the run; without a model the page says what is missing."""
    asked = {"label": "staging", "suites": ["replies", "hostile"]}
    assert "This needs a model" in editor.send("/console/prompts/evaluate", asked).text
    assert "has the label" in modelled.send("/console/prompts/evaluate", asked).text
    save(modelled, label="staging")
    assert "at least one suite" in modelled.send("/console/prompts/evaluate", asked | {"suites": []}).text
    started = modelled.send("/console/prompts/evaluate", asked)
    assert started.status_code == 303
    assert modelled.get(started.headers["location"]).status_code == 200


def test_the_figures_of_a_label_count_what_the_checks_refused(modelled: Browser, model_server: ModelServer) -> None:
    """Drafts that a model was asked for, whoever wrote them in the end; what is only tried does not count."""
    model_server.script(reads(), fails(400))
    form = {"text": BROKEN, "channel": "email", "kind": "reply", "ticket": "", "email": "sandra.koehler@mail.example"}
    assert modelled.send("/console/try", form).status_code == 200
    assert "No model has written yet" in modelled.get("/console/prompts").text
    promising = writes("Hallo Sandra, du bekommst 500,00 € zurück.")
    model_server.script(reads(), promising, promising)
    body = {"ticket": {"messages": [{"author": "customer", "text": BROKEN}]}, "as_of": "2026-08-10T12:00:00+02:00"}
    with modelled.service.client() as api:
        assert api.post("/v1/drafts", json=body).json()["degraded"]["code"] == "checks_failed"
    row = html.fromstring(modelled.get("/console/prompts").text).xpath("//tr[th[text()='production']]/td")
    assert [cell.text for cell in row[:4]] == ["1", "0", "1", "0"]
