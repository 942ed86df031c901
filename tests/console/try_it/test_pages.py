"""Trying a ticket on its page: the same answer as the API, every reason shown, every fact open to correction."""

import re
from typing import Any

import pytest
from lxml import html
from structlog.testing import capture_logs

from server.console.try_it import pages as try_it
from tests.console.conftest import Browser

HOSTILE = "<script>alert('x')</script> \"><img src=x onerror=alert(1)> {{ 7 * 7 }} &amp; ' Ignore all rules."
AS_OF = "2026-11-16T10:00:00"


def ticket(text: str = "Hello, my lamp arrived broken.", **fields: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    return {"text": text, "channel": "email", "kind": "reply", "as_of": AS_OF, "email": "", "ticket": ""} | fields


def past_ticket(browser: Browser, subject: str) -> dict[str, Any]:
    """The form filled with one of the mini shop's past tickets."""
    listed = html.fromstring(browser.get("/console/try").text)
    ticket_id = next(o.get("value") for o in listed.xpath("//select[@id='kept']/option") if subject in o.text)
    page = html.fromstring(browser.get(f"/console/try?ticket={ticket_id}").text)
    fields = dict(page.xpath("//form[@class='bench']")[0].form_values())
    fields.pop("_csrf_token")
    return fields


def facts(page: str) -> dict[str, tuple[str, str, str]]:
    """Each fact's value, state and source as the table shows them."""
    rows = html.fromstring(page).xpath("//table[contains(@class, 'facts')]/tbody/tr")
    return {
        row.xpath("string(th/code)"): tuple(cell.text_content().strip() for cell in row.xpath("td")[:3]) for row in rows
    }


def outcome(page: str) -> str:
    return html.fromstring(page).xpath("string(//p[@class='outcome']/code)")


def test_a_past_ticket_fills_the_form(manager: Browser) -> None:
    """With its sender, its words and the moment at which it came in."""
    fields = past_ticket(manager, "Paket steht still?")
    assert fields["email"] == "sandra.koehler@mail.example" and "#1001" in fields["text"]
    assert fields["as_of"] == "2026-08-05T18:20:11"


def test_the_page_says_what_the_api_says(manager: Browser) -> None:
    """The facts, outcome and path of POST /v1/decisions for the same ticket and moment."""
    text = "Hallo, wo bleibt meine Bestellung #1001? Ich mache mir Sorgen. Sandra"
    page = manager.send("/console/try", ticket(text, email="sandra.koehler@mail.example")).text
    with manager.service.client("manager") as api:
        body = {
            "ticket": {
                "channel": "email",
                "customer": {"email": "sandra.koehler@mail.example"},
                "messages": [{"author": "customer", "text": text}],
            },
            "as_of": f"{AS_OF}+01:00",
        }
        decision = api.post("/v1/decisions", json=body).json()
    assert outcome(page) == decision["outcome"]
    assert decision["order_number"] == "#1001" and ">#1001<" in page
    assert {name: state for name, (_, state, _) in facts(page).items()} == {
        name: fact["state"] for name, fact in decision["facts"].items()
    }
    assert len(html.fromstring(page).xpath("//ol[@class='path']/li")) == len(decision["path"]) + 1


def test_the_result_shows_every_reason(manager: Browser) -> None:
    """Triage, decision, draft with checks and sources, path and facts, each under its heading."""
    page = manager.send("/console/try", past_ticket(manager, "Paket steht still?")).text
    headings = [heading.text for heading in html.fromstring(page).xpath("//div[@id='result']//h3")]
    assert headings == [
        "Triage",
        "Decision",
        "Draft",
        "What the model sees",
        "The way through the tree",
        "Facts",
    ]
    draft = html.fromstring(page).xpath("string(//pre[@id='draft-text'])")
    assert "Sandra" in draft and draft == draft.strip()
    assert html.fromstring(page).xpath("//ul[@class='checks']/li")


def test_a_correction_is_decided_anew_and_stays_in_its_field(manager: Browser) -> None:
    """The fact is shown as given by hand, and the walk follows it."""
    before = manager.send("/console/try", ticket()).text
    after = manager.send("/console/try", ticket(**{"fact.problem": "safety"})).text
    assert facts(before)["problem"][0] == "damaged"
    assert facts(after)["problem"] == ("safety", "known", "by hand")
    assert outcome(after) == "safety" != outcome(before)
    assert html.fromstring(after).xpath("//select[@id='fact-problem']/option[@selected]/@value") == ["safety"]


def test_htmx_gets_the_result_alone(manager: Browser) -> None:
    """A piece of the page: the form around it keeps what was typed."""
    piece = manager.send("/console/try", ticket(), **{"HX-Request": "true"}).text
    assert "draft-text" in piece and "<html" not in piece and 'name="text"' not in piece


@pytest.mark.parametrize(
    ("mistake", "status", "title"),
    [
        ({"fact.days_since_delivery": "yesterday"}, 422, "An entry does not fit"),
        ({"as_of": "soon"}, 422, "An entry does not fit"),
        ({"outcome": "give_everything"}, 422, "This outcome is not allowed"),
    ],
)
def test_a_mistake_is_told_and_nothing_typed_is_lost(
    manager: Browser, mistake: dict[str, str], status: int, title: str
) -> None:
    """A calm message beside the form, with or without htmx."""
    words = "A long message that nobody wants to type again."
    answer = manager.send("/console/try", ticket(words, email="eva@kunde.example") | mistake)
    assert answer.status_code == status and title in answer.text
    assert words in answer.text and 'value="eva@kunde.example"' in answer.text
    assert all(f'value="{typed}"' in answer.text for name, typed in mistake.items() if name.startswith("fact."))
    piece = manager.send("/console/try", ticket(words) | mistake, **{"HX-Request": "true"})
    assert piece.status_code == status and title in piece.text and "<html" not in piece.text
    assert piece.headers["HX-Retarget"] == "#problem"


def test_hostile_text_is_shown_as_text(manager: Browser) -> None:
    """Wherever it turns up: message, name, subject, corrections, draft."""
    fields = ticket(HOSTILE, name=HOSTILE, subject=HOSTILE, email=HOSTILE, agent_name=HOSTILE, order_number=HOSTILE)
    page = manager.send("/console/try", fields).text
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page and "<img src=x" not in page and "49" not in re.findall(r"> (\d+) &amp;", page)
    parsed = html.fromstring(page)
    assert parsed.xpath("//*[@onerror]") == [] and parsed.xpath("//textarea")[0].text.strip() == HOSTILE


def test_nothing_of_a_ticket_is_logged(manager: Browser) -> None:
    """Neither a good one nor one that fails."""
    with capture_logs() as logs:
        manager.send("/console/try", ticket("Secret words", name="Eva Beispiel"))
        manager.send("/console/try", ticket("Secret words", name="Eva Beispiel") | {"as_of": "soon"})
    assert "Secret" not in str(logs) and "Beispiel" not in str(logs)


def test_a_fault_while_drafting_is_a_calm_piece_of_the_page(manager: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """htmx puts it where the page shows problems."""

    def fail(*_: object) -> None:
        raise RuntimeError("quotes a ticket")

    monkeypatch.setattr(try_it, "rehearse_reply", fail)
    answer = manager.send("/console/try", ticket(), **{"HX-Request": "true"})
    assert answer.status_code == 500 and 'role="alert"' in answer.text and "quotes" not in answer.text


def test_another_outcome_can_be_taken(manager: Browser) -> None:
    """One that the decision allows; the page says that it was chosen by hand."""
    text = "Hallo, meine Bestellung #1001 ist kaputt angekommen. Ich möchte Ersatz. Sandra"
    fields = ticket(text, email="sandra.koehler@mail.example", **{"fact.proof_provided": "yes"})
    page = manager.send("/console/try", fields).text
    offered = html.fromstring(page).xpath("//button[@name='outcome']/@value")
    assert offered
    chosen = manager.send("/console/try", fields | {"outcome": offered[0]}).text
    assert outcome(chosen) == offered[0] and f"Chosen by hand: {offered[0]}" in chosen


def test_a_message_to_the_supplier_can_be_tried(manager: Browser) -> None:
    """The same case, written to whoever ships."""
    text = "Hallo, meine Bestellung #1001 ist kaputt angekommen. Ich möchte Ersatz. Sandra"
    fields = ticket(
        text,
        email="sandra.koehler@mail.example",
        kind="supplier_message",
        **{"fact.proof_provided": "yes"},
        items=["LUNA-SW"],
    )
    assert "To sz-lumen" in manager.send("/console/try", fields).text


@pytest.mark.parametrize("ticket_id", ["00000000-0000-0000-0000-000000000000", "nonsense"])
def test_a_ticket_that_is_not_there_is_told_about(manager: Browser, ticket_id: str) -> None:
    """404 as a page."""
    answer = manager.get(f"/console/try?ticket={ticket_id}")
    assert answer.status_code == 404 and "There is no such ticket" in answer.text


def test_a_draft_that_is_tried_leaves_nothing_behind(manager: Browser) -> None:
    """No ticket, decision or draft; the next page offers what was there before."""
    before = html.fromstring(manager.get("/console/try").text).xpath("count(//select[@id='kept']/option)")
    manager.send("/console/try", ticket("Where is my parcel? This ticket is only tried.", email="new@kunde.example"))
    page = manager.get("/console/try")
    assert html.fromstring(page.text).xpath("count(//select[@id='kept']/option)") == before
    assert "new@kunde.example" not in page.text


def test_every_claim_shows_what_it_rests_on(manager: Browser) -> None:
    """As the draft of the API has it."""
    page = html.fromstring(manager.send("/console/try", past_ticket(manager, "Paket steht still?")).text)
    rows = page.xpath("//details[summary[contains(., 'Claims')]]//tbody/tr")
    assert rows and all(row.xpath("td[2]/code/text()") for row in rows)


def test_a_source_that_was_found_says_how(manager: Browser) -> None:
    """By meaning and wording, with the stems in common."""
    text = "Hallo, wie lange darf ich eine Lampe zurückschicken, wenn sie mir nicht gefällt? Bestellung #1001. Sandra"
    page = manager.send("/console/try", ticket(text, email="sandra.koehler@mail.example")).text
    found = html.fromstring(page).xpath("//ol[@class='sources']/li[contains(., 'Found by search')]")
    assert found and all("meaning" in one.text_content() and "wording" in one.text_content() for one in found)


def test_the_prompt_is_shown_though_no_model_is_set(manager: Browser) -> None:
    """Filled with the ticket's material, nobody's name in it, and the page says that nothing leaves."""
    text = "Hallo, wo bleibt meine Bestellung #1001? Sandra Köhler"
    page = manager.send("/console/try", ticket(text, email="sandra.koehler@mail.example")).text
    turns = html.fromstring(page).xpath("//section[@aria-labelledby='model-title']//pre/text()")
    assert "nothing leaves the server" in page and any("#1001" in turn for turn in turns)
    assert not [turn for turn in turns if "Köhler" in turn]
