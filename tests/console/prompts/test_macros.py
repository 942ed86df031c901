"""Macros on their pages: read by the strict reader, previewed on real tickets, in force at once."""

import httpx
from lxml import html

from tests.console.conftest import Browser

LIST = "/console/prompts/macros"
FILE = "replacement.de.md"
FRAGMENT = {"HX-Request": "true"}


def text_of(browser: Browser, path: str = f"{LIST}/{FILE}") -> str:
    """What stands in the editor."""
    return str(html.fromstring(browser.get(path).text).xpath("string(//textarea)")).removeprefix("\n")


def save(browser: Browser, text: str) -> httpx.Response:
    """From the page as it is now."""
    base = html.fromstring(browser.get(f"{LIST}/{FILE}").text).xpath("string(//input[@name='base']/@value)")
    return browser.send(f"{LIST}/{FILE}", {"text": text, "base": base, "do": "save"})


def listed(browser: Browser, query: str = "") -> list[str]:
    return [str(one) for one in html.fromstring(browser.get(LIST + query).text).xpath("//tbody/tr/th/a/@href")]


def test_the_list_can_be_filtered(manager: Browser) -> None:
    """By language, outcome and words; what fits nothing says so."""
    german = listed(manager, "?written_in=de")
    assert len(german) == 50 and all(path.endswith(".de.md") for path in german)
    assert f"{LIST}/{FILE}" in listed(manager, "?outcome=replacement&written_in=de")
    assert set(listed(manager, "?page=2")).isdisjoint(listed(manager))
    assert "No macro fits this filter" in manager.get(f"{LIST}?q=nothingofthekind").text


def test_a_preview_drafts_on_tickets_and_changes_nothing(manager: Browser) -> None:
    """With the edited words, before anything is saved."""
    before = text_of(manager)
    text = before.rstrip() + "\n\nEin neuer letzter Absatz.\n"
    answer = manager.send(f"{LIST}/{FILE}", {"text": text, "do": "preview"}, **FRAGMENT)
    drafts = html.fromstring(answer.text).xpath("//pre[@class='draft']/text()")
    assert 0 < len(drafts) <= 3 and all("Ein neuer letzter Absatz." in draft for draft in drafts)
    assert "+Ein neuer letzter Absatz." in answer.text
    assert text_of(manager) == before


def test_an_edit_is_in_force_at_once_and_its_version_stays(editor: Browser) -> None:
    """Both versions can be compared, and the older one opened again."""
    before = text_of(editor)
    text = before.rstrip() + "\n\nEin neuer letzter Absatz.\n"
    assert save(editor, text).status_code == 303
    assert text_of(editor) == text and "edited here" in editor.get(f"{LIST}?q=replacement").text
    compared = html.fromstring(editor.get(f"{LIST}/{FILE}?before=1&after=2").text)
    added = compared.xpath("//pre[@class='diff']/span[@class='added']/text()")
    assert "+Ein neuer letzter Absatz." in added
    opened = text_of(editor, f"{LIST}/{FILE}?version=1")
    assert "Ein neuer letzter Absatz." not in opened
    assert save(editor, opened).status_code == 303


def test_findings_stand_at_their_line_and_the_text_stays(manager: Browser) -> None:
    """An unknown slot, an unknown key, an outcome that the tree does not have."""
    good = text_of(manager)
    for text, told in [
        (good.rstrip() + "\n{{nonsense}}\n", "There is no placeholder 'nonsense'"),
        (good.replace("variant:", "mood: calm\nvariant:"), "mood"),
        (good.replace("outcomes: [", "outcomes: [never_heard_of, "), "never_heard_of"),
    ]:
        answer = save(manager, text)
        alert = html.fromstring(answer.text).xpath("string(//section[@role='alert'])")
        assert answer.status_code == 422 and told in alert and "line " in alert
        assert html.fromstring(answer.text).xpath("string(//textarea)").removeprefix("\n") == text
    assert text_of(manager) == good


def test_every_slot_is_explained(manager: Browser) -> None:
    """Next to the editor, in groups."""
    page = html.fromstring(manager.get(f"{LIST}/{FILE}").text)
    assert len(page.xpath("//form//dl/dt")) == 35
