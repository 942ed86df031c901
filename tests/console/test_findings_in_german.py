"""What is wrong with an edit, read by a German manager."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from lxml import html

from tests.console.conftest import Browser

SETTINGS = "/console/people/settings"
READS_GERMAN = {"accept-language": "de"}


@pytest.fixture
def manager(visitors: Callable[..., Browser]) -> Browser:
    """A signed-in manager who reads German."""
    return visitors(**READS_GERMAN).sign_in("admin")


def text_of(answer: httpx.Response) -> str:
    return " ".join(html.fromstring(answer.text).text_content().split())


def english_in(answer: httpx.Response) -> list[Any]:
    return list(html.fromstring(answer.text).xpath("//main//*[@lang='en']"))


def tree_form(browser: Browser) -> dict[str, Any]:
    fields = dict(html.fromstring(browser.get("/console/tree/edit").text).xpath("//form[@id='edit']")[0].form_values())
    fields.pop("_csrf_token")
    return fields


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("outcome: chargeback}", "outcome: nowhere}", "Kein Ausgang heißt „nowhere“"),
        ("fact: sender_matches_order", "fact: sender", "Eine Tatsache „sender“ gibt es nicht"),
        (
            "{is: safety, outcome",
            "{at_most: 3, outcome",
            "at_most vergleicht Zahlen und Beträge",
        ),
        ("is: not_shipped, outcome: cancel_refund", "is: not_shipped, outcome: kind_no", "weniger als das Gesetz: W1"),
    ],
)
def test_a_finding_about_the_tree_is_told_in_german(manager: Browser, old: str, new: str, told: str) -> None:
    """With its values in it, and nothing beside it in English."""
    fields = tree_form(manager)
    answer = manager.send("/console/tree/check", fields | {"tree": fields["tree"].replace(old, new)})
    assert told in text_of(answer) and not english_in(answer)


def test_what_the_reader_of_yaml_says_stands_in_a_german_sentence_with_its_place(manager: Browser) -> None:
    """Line and column; the reader's own words are quoted."""
    base = html.fromstring(manager.get(SETTINGS).text).xpath("string(//input[@name='base']/@value)")
    answer = manager.send(SETTINGS, {"text": "id: mini\nname: [Lichtblick\nvoice: warm: cold\n", "base": base})
    assert answer.status_code == 422 and not english_in(answer)
    assert "Das ist kein YAML: Zeile 3, Spalte" in text_of(answer) and "der YAML-Leser meldet" in text_of(answer)


def test_a_policy_with_errors_says_so_in_german(manager: Browser) -> None:
    """A field that does not fit, and an address that is none."""
    fields = {"id": "neu", "title": "Neu", "language": "de", "audience": "public", "kind": "faq", "valid_from": "bald"}
    answer = manager.send("/console/policies/save", fields | {"body": "## ???\n\nText."})
    assert "valid_from passt so nicht ('bald'); richtig ist ein Tag wie 2026-01-31." in text_of(answer)
    assert "taugt nicht als Adresse für diese Überschrift" in text_of(answer) and not english_in(answer)


def test_a_file_that_cannot_become_a_policy_is_refused_in_german(manager: Browser) -> None:
    """An upload of no known kind."""
    manager.get("/console/policies/upload")
    answer = manager.client.post(
        "/console/policies/upload",
        data={"_csrf_token": manager.client.cookies["csrftoken"]},
        files={"file": ("preise.xls", b"1", "application/octet-stream")},
    )
    assert "Hochladen lassen sich" in text_of(answer) and not english_in(answer)


def test_a_prompt_with_a_mistake_says_so_in_german(manager: Browser) -> None:
    """A placeholder that nothing fills."""
    page = html.fromstring(manager.get("/console/prompts/text/reply").text)
    text = page.xpath("string(//textarea[@name='text'])").lstrip("\n")
    answer = manager.send("/console/prompts/text/reply", {"text": text + "\n{{gehalt}}\n", "do": "save"})
    assert "Unbekannt: gehalt; der Prompt reply nimmt genau" in text_of(answer) and not english_in(answer)


def test_an_outcome_that_cannot_be_chosen_is_refused_in_german(manager: Browser) -> None:
    """With those that can be."""
    written = {"text": "Bestellung #1002 kam nie an.", "channel": "email", "kind": "reply", "email": "", "ticket": ""}
    ticket = written | {"as_of": "2026-11-16T10:00", "outcome": "give_everything"}
    answer = manager.send("/console/try", ticket)
    assert "Der Ausgang give_everything lässt sich hier nicht wählen" in text_of(answer) and not english_in(answer)
