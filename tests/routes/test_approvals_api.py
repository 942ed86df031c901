"""Approvals over real HTTP: what is above an agent's ceiling, from the request to the reply that may be sent."""

from typing import Any

from msgspec import json

from tests.conftest import Service
from tests.drafting.golden_drafts import FOLDER, read_golden

AS_OF = "2026-11-16T10:00:00+01:00"


def cancelling(number: int) -> dict[str, Any]:
    """A mail that cancels an order above the agent's ceiling, as a ticket of its own."""
    body = json.decode(json.encode(read_golden(FOLDER / "14-cancel-before-shipping.de.json").ticket))
    return {**body, "helpdesk": "zammad", "external_id": f"approval-{number}"}


def draft(service: Service, ticket: dict[str, Any], **request: Any) -> dict[str, Any]:
    with service.client() as agent:
        answer = agent.post("/v1/drafts", json={"ticket": ticket, "as_of": AS_OF, **request})
    assert answer.status_code == 200, answer.text
    return answer.json()


def ask(service: Service, decision: dict[str, Any]) -> dict[str, Any]:
    with service.client() as agent:
        return agent.post("/v1/approvals", json={"decision_id": decision["id"], "note": None}).json()


def answer(service: Service, approval: dict[str, Any], *, granted: bool) -> Any:
    with service.client("manager") as manager:
        return manager.post(f"/v1/approvals/{approval['id']}", json={"granted": granted, "note": None})


def check(draft: dict[str, Any]) -> dict[str, Any]:
    return next(check for check in draft["checks"] if check["id"] == "approval")


def test_a_request_shows_the_whole_path(service: Service) -> None:
    """Who answers sees what the agent saw: every question, the law and the sum."""
    decision = draft(service, cancelling(1))["decision"]
    asked = ask(service, decision)
    assert asked["decision"]["path"] == decision["path"]
    assert (asked["decision"]["amount"], asked["decision"]["law"]) == (decision["amount"], decision["law"])


def test_a_granted_request_lifts_the_warning(service: Service) -> None:
    """The next draft of the ticket may be sent, and says who approved it."""
    before = draft(service, cancelling(2))
    assert not check(before)["passed"]
    assert answer(service, ask(service, before["decision"]), granted=True).status_code == 200
    after = draft(service, cancelling(2))
    assert check(after)["passed"]
    assert after["decision"]["approval"]["reason"].startswith("Freigegeben von Jonas am")
    assert "388,90" in after["text"].replace("\u00a0", " ")


def test_what_the_law_owes_cannot_be_refused(service: Service) -> None:
    """The answer says what to do instead, and the request stays open."""
    asked = ask(service, draft(service, cancelling(3))["decision"])
    refused = answer(service, asked, granted=False)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "outcome_not_allowed")
    message = refused.json()["error"]["message"]
    assert "can be delayed, and cannot be refused. Grant it, leave the request open" in message
    assert "W1" in message
    with service.client("manager") as manager:
        assert asked in manager.get("/v1/approvals?state=pending").json()


def test_meanwhile_the_reply_confirms_receipt_and_the_day(service: Service) -> None:
    """It promises neither sum nor way, and nothing holds it back."""
    before = draft(service, cancelling(4))
    ask(service, before["decision"])
    meanwhile = draft(service, cancelling(4))
    assert (
        "Was dir zusteht, bekommst du: Spätestens am Montag, 30. November ist dein Geld unterwegs." in meanwhile["text"]
    )
    assert "bestätige" in meanwhile["text"]
    assert "€" not in meanwhile["text"]
    assert check(meanwhile)["passed"]
    assert any("Die Freigabe läuft noch" in note for note in meanwhile["notes"])
    assert meanwhile["decision"]["approval"]["needed"]


def test_in_english_too(service: Service) -> None:
    """The customer's language decides."""
    ask(service, draft(service, cancelling(5))["decision"])
    english = draft(service, cancelling(5), language="en")["text"]
    assert (
        "You'll get everything you're owed: the money will be on its way by Monday 30 November at the latest."
        in english
    )


def test_goodwill_can_be_refused(service: Service) -> None:
    """Where the law owes nothing, no means no, and the next draft tells the agent so."""
    facts = {
        "problem": "unwanted",
        "is_consumer": False,
        "withdrawal_declared": False,
        "withdrawal_open": False,
        "shipping_status": "delivered",
        "days_since_delivery": 5,
    }
    decision = draft(service, cancelling(6), facts=facts)["decision"]
    assert (decision["owed"], decision["approval"]["needed"]) == (None, True)
    assert answer(service, ask(service, decision), granted=False).json()["state"] == "refused"
    after = draft(service, cancelling(6), facts=facts)
    assert not check(after)["passed"]
    assert "nicht freigegeben; bitte einen anderen Ausgang wählen" in check(after)["reason"]
