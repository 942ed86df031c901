"""Drafts over real HTTP: one ticket in, a draft with its decision and sources out."""

import json
import uuid
from typing import Any

import httpx
import pytest

from tests.conftest import Service
from tests.drafting.golden_drafts import FOLDER, read_golden

AS_OF = "2026-11-16T10:00:00+01:00"


def ticket(text: str, email: str = "nobody@mail.example", **more: Any) -> dict[str, Any]:
    """A fresh ticket of one message."""
    return {
        "helpdesk": "test",
        "external_id": uuid.uuid4().hex,
        "channel": "email",
        "subject": "Frage",
        "customer": {"email": email},
        "messages": [{"author": "customer", "text": text, "sent_at": "2026-11-16T08:30:00+01:00"}],
        **more,
    }


def post_draft(service: Service, body: dict[str, Any]) -> httpx.Response:
    with service.client() as client:
        return client.post("/v1/drafts", json={"as_of": AS_OF, **body})


def events(response: httpx.Response) -> list[tuple[str, Any]]:
    """Name and data of each server-sent event."""
    found = []
    for block in response.text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


def test_an_unknown_order_is_asked_for(service: Service) -> None:
    """Nothing is known of the sender: the draft asks for the order number instead of guessing."""
    answer = post_draft(service, {"ticket": ticket("Hallo, meine Lampe kam leider mit einem Sprung an.")})
    assert answer.status_code == 200
    draft = answer.json()
    assert draft["decision"]["action"] == "ask"
    assert "order_number" in draft["decision"]["asks"]
    assert draft["order"] is None
    assert "Bestellnummer" in draft["text"]


def test_a_stream_carries_context_before_words_and_ends_with_the_draft(service: Service) -> None:
    """context, text …, draft, in this order; the pieces add up to the draft's text."""
    with service.client(Accept="text/event-stream") as client:
        answer = client.post("/v1/drafts", json={"ticket": ticket("Wo bleibt mein Paket?"), "as_of": AS_OF})
    assert answer.headers["content-type"].startswith("text/event-stream"), answer.text
    found = events(answer)
    names = [name for name, _ in found]
    assert names[0] == "context" and names[-1] == "draft" and set(names[1:-1]) == {"text"}
    assert "".join(data["delta"] for name, data in found if name == "text") == found[-1][1]["text"]


def test_an_error_before_the_first_byte_is_an_http_status(service: Service) -> None:
    """A stream that cannot begin answers with the one error shape."""
    with service.client(Accept="text/event-stream") as client:
        answer = client.post("/v1/drafts", json={"ticket": {"messages": []}})
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "invalid_request"


def test_a_supplier_message_shares_the_decision_of_the_reply(service: Service) -> None:
    """`reply_to` makes both speak of one decision."""
    body = read_golden(FOLDER / "06-damaged-with-photo.de.json").ticket
    reply = post_draft(service, {"ticket": body}).json()
    message = post_draft(service, {"ticket": body, "kind": "supplier_message", "reply_to": reply["id"]}).json()
    assert message["kind"] == "supplier_message"
    assert message["decision"]["id"] == reply["decision"]["id"]


def test_a_decision_is_not_lent_to_another_ticket(service: Service) -> None:
    """`reply_to` shares a decision with the supplier message on the same ticket, and with nothing else."""
    body = read_golden(FOLDER / "06-damaged-with-photo.de.json").ticket
    reply = post_draft(service, {"ticket": body}).json()
    stranger = {"ticket": ticket("Wann habt ihr geöffnet?"), "reply_to": reply["id"]}
    for borrowed in (stranger, {**stranger, "kind": "supplier_message"}, {"ticket": body, "reply_to": reply["id"]}):
        assert post_draft(service, borrowed).json()["error"]["code"] == "invalid_request"


def test_a_supplier_message_keeps_the_corrections_of_the_reply(service: Service) -> None:
    """What the agent knew for the reply holds for the supplier too."""
    body = ticket("Hallo, die Lampe ist gesprungen angekommen.", attachments=None)
    facts = {"order_number": "#1006", "sender_matches_order": True, "items": ["KIES-SD"], "proof_provided": True}
    reply = post_draft(service, {"ticket": body, "facts": facts}).json()
    message = post_draft(service, {"ticket": body, "kind": "supplier_message", "reply_to": reply["id"]})
    assert message.status_code == 200, message.text
    assert "KIES-SD" in message.json()["text"]


def test_a_rewrite_of_an_old_draft_keeps_newer_messages(service: Service) -> None:
    """The ticket that is kept only grows."""
    body = ticket("Wo ist meine Bestellung #1006?", email="carolin.hartwig@mail.example")
    old = post_draft(service, {"ticket": body}).json()
    later = {"author": "customer", "text": "Und nun?", "sent_at": "2026-11-16T09:30:00+01:00"}
    before = post_draft(service, {"ticket": {**body, "messages": [*body["messages"], later]}}).json()
    with service.client() as client:
        client.post(f"/v1/drafts/{old['id']}/rewrite", json={"preset": "shorter"})
    other = post_draft(service, {"ticket": ticket("#1006?", email="carolin.hartwig@mail.example")}).json()
    name = "contacts_about_this_order"
    assert other["decision"]["facts"][name]["value"] >= before["decision"]["facts"][name]["value"]


def test_an_instruction_needs_a_model(service: Service) -> None:
    """Without a model the product says so instead of ignoring the wish."""
    answer = post_draft(service, {"ticket": ticket("Hallo?"), "instruction": "erwähne das Wetter"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "model_required")


def test_typed_text_is_not_followed_without_a_model_and_the_draft_says_so(service: Service) -> None:
    """The agent's own words are neither taken up nor passed over in silence."""
    draft = post_draft(service, {"ticket": ticket("Wo ist mein Paket?"), "typed_text": "Moin, ich"}).json()
    assert "Moin" not in draft["text"]
    assert any("getippte Text bleibt" in note for note in draft["notes"])


@pytest.mark.parametrize("preset", ["clearer", "custom"])
def test_presets_that_need_a_model_say_so(service: Service, preset: str) -> None:
    """clearer and custom answer 409 while macros write."""
    draft = post_draft(service, {"ticket": ticket("Wo ist mein Paket?")}).json()
    with service.client() as client:
        answer = client.post(f"/v1/drafts/{draft['id']}/rewrite", json={"preset": preset})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "model_required")


def test_shorter_is_shorter_and_says_the_same(service: Service) -> None:
    """The short variant has fewer words, the same outcome and the same amount."""
    body = read_golden(FOLDER / "12-withdrawal-in-time.de.json").ticket
    draft = post_draft(service, {"ticket": body}).json()
    with service.client() as client:
        short = client.post(f"/v1/drafts/{draft['id']}/rewrite", json={"preset": "shorter"}).json()
    assert len(short["text"].split()) < len(draft["text"].split())
    assert short["decision"] == draft["decision"]
    assert "49,00 €" in short["text"]


def test_a_draft_keeps_its_ticket_once(service: Service) -> None:
    """Two drafts of one ticket are one contact, not two."""
    body = read_golden(FOLDER / "09-wrong-item.de.json").ticket
    contacts = [
        post_draft(service, {"ticket": body}).json()["decision"]["facts"]["contacts_about_this_order"]["value"]
        for _ in range(3)
    ]
    assert len(set(contacts)) == 1


def test_decisions_leave_no_trace_for_later_calls(service: Service) -> None:
    """Deciding the same ticket again and again changes no fact."""
    body = read_golden(FOLDER / "08-defective.de.json").ticket
    with service.client() as client:
        answers = [client.post("/v1/decisions", json={"ticket": body, "as_of": AS_OF}).json() for _ in range(3)]
    assert answers[0]["facts"] == answers[1]["facts"] == answers[2]["facts"]


def test_the_agent_corrects_a_fact_and_the_walk_is_done_again(service: Service) -> None:
    """A correction is the agent's, shows as such, and decides anew."""
    body = read_golden(FOLDER / "07-damaged-without-photo.en.json").ticket
    before = post_draft(service, {"ticket": body}).json()["decision"]
    after = post_draft(service, {"ticket": body, "facts": {"proof_provided": True}}).json()["decision"]
    assert (before["outcome"], after["outcome"]) == ("request_photo", "replacement")
    assert after["facts"]["proof_provided"] == {"value": True, "state": "known", "source": "agent"}


def test_an_outcome_that_is_no_alternative_is_refused(service: Service) -> None:
    """422, with what may be chosen."""
    body = read_golden(FOLDER / "12-withdrawal-in-time.de.json").ticket
    answer = post_draft(service, {"ticket": body, "outcome": "kind_no"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "outcome_not_allowed")
    assert answer.json()["error"]["details"]["allowed"]


def test_approval_is_asked_for_and_granted(service: Service) -> None:
    """Above the agent's ceiling a manager answers, once; the opposite answer later is stale."""
    body = read_golden(FOLDER / "14-cancel-before-shipping.de.json").ticket
    decision = post_draft(service, {"ticket": body}).json()["decision"]
    assert decision["approval"]["needed"]
    with service.client() as agent, service.client("manager") as manager:
        asked = agent.post("/v1/approvals", json={"decision_id": decision["id"], "note": "eilig"}).json()
        assert asked["state"] == "pending"
        assert asked in manager.get("/v1/approvals?state=pending").json()
        granted = manager.post(f"/v1/approvals/{asked['id']}", json={"granted": True}).json()
        assert (granted["state"], granted["answered_by"]) == ("granted", "Jonas")
        changed_mind = manager.post(f"/v1/approvals/{asked['id']}", json={"granted": False})
        assert (changed_mind.status_code, changed_mind.json()["error"]["code"]) == (409, "stale")


def test_translating_keeps_the_decision_and_names_the_parent(service: Service) -> None:
    """The same case in English: another text, the same decision."""
    draft = post_draft(service, {"ticket": ticket("Meine Lampe ist kaputt angekommen, was nun?")}).json()
    with service.client() as client:
        english = client.post(
            f"/v1/drafts/{draft['id']}/rewrite", json={"preset": "translate", "language": "en"}
        ).json()
    assert english["language"] == "en"
    assert english["parent_id"] == draft["id"]
    assert english["decision"]["id"] == draft["decision"]["id"]


def test_an_outcome_may_be_reported_twice(service: Service) -> None:
    """The second report of the same thing changes nothing and is no error."""
    draft = post_draft(service, {"ticket": ticket("Wo ist mein Paket?")}).json()
    with service.client() as client:
        for _ in range(2):
            body = {"action": "sent", "final_text": draft["text"], "rating": 1}
            assert client.post(f"/v1/drafts/{draft['id']}/outcome", json=body).status_code == 204


def test_an_unknown_draft_is_not_found(service: Service) -> None:
    """Ids of nothing, and ids that are none, answer 404."""
    with service.client() as client:
        for draft_id in (str(uuid.uuid4()), "nonsense"):
            answer = client.post(f"/v1/drafts/{draft_id}/outcome", json={"action": "sent"})
            assert (answer.status_code, answer.json()["error"]["code"]) == (404, "draft_not_found")
