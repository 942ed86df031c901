"""Triage, decisions and approvals over real HTTP."""

from typing import Any

import pytest

from tests.conftest import Service

AS_OF = "2026-11-16T10:00:00+01:00"


def decide(service: Service, body: dict[str, Any], role: str = "agent") -> dict[str, Any]:
    with service.client(role) as client:
        return client.post("/v1/decisions", json={"as_of": AS_OF, **body}).json()


def test_bare_facts_are_walked(service: Service) -> None:
    """Without a ticket the tree is walked over the facts as given."""
    decision = decide(service, {"facts": {"problem": "safety"}})
    assert decision["outcome"] is not None
    assert decision["path"][0]["fact"] == "problem"
    assert decision["path"][0]["source"] == "agent"


def test_a_missing_fact_stops_the_walk(service: Service) -> None:
    """What nothing tells is asked for, not assumed."""
    decision = decide(service, {"facts": {"problem": None}})
    assert decision["outcome"] is None
    assert decision["action"] == "ask"
    assert decision["missing_facts"] == ["problem"]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"colour": "red"}, "unknown_fact"),
        ({"problem": "broken"}, "bad_value"),
        ({"days_since_order": -1}, "bad_value"),
        ({"order_value": {"amount": "x", "currency": "EUR"}}, "bad_value"),
        ({"items": 7}, "bad_value"),
    ],
)
def test_facts_that_cannot_be_are_refused(service: Service, facts: dict[str, Any], code: str) -> None:
    """422, with what to write instead."""
    with service.client() as client:
        answer = client.post("/v1/decisions", json={"facts": facts})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)


def test_the_same_facts_give_the_same_decision(service: Service) -> None:
    """Eight walks over the same facts differ in nothing but their id."""
    facts = {"problem": "damaged", "proof_provided": True, "days_since_delivery": 3, "item_value": 39.9}
    answers = [decide(service, {"facts": facts}) for _ in range(8)]
    assert len({answer.pop("id") for answer in answers}) == 8
    assert all(answer == answers[0] for answer in answers)


def test_triage_gives_due_times_with_reasons(service: Service) -> None:
    """Priority and due times come with sentences that say why."""
    ticket = {"messages": [{"author": "customer", "text": "Ich habe mich an der Lampe verbrannt!"}]}
    with service.client() as client:
        triage = client.post("/v1/triage", json={"ticket": ticket, "as_of": AS_OF}).json()
    assert triage["priority"] == "urgent"
    assert triage["first_response_due"].startswith("2026-11-16T11:00:00")
    assert triage["reasons"]


def test_an_agent_cannot_answer_a_request_for_approval(service: Service) -> None:
    """Granting needs a manager."""
    with service.client() as client:
        answer = client.post("/v1/approvals/00000000-0000-0000-0000-000000000000", json={"granted": True})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_allowed")


@pytest.mark.parametrize("as_of", ["yesterday", "2026-13-40", "2026-11-16T10:00:00", "0001-01-01", "9999-12-31"])
def test_a_moment_without_offset_is_refused(service: Service, as_of: str) -> None:
    """A date-time must say in which zone it is."""
    with service.client() as client:
        answer = client.post("/v1/decisions", json={"facts": {}, "as_of": as_of})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "bad_value")
