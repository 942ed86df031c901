"""What can be asked for afterwards: decisions as they were made, and money that is still to go back."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.conftest import Service
from tests.routes.test_approvals_api import AS_OF, answer, ask, cancelling, draft


def get(service: Service, path: str) -> Any:
    with service.client() as agent:
        return agent.get(path)


def due(service: Service, ticket: dict[str, Any]) -> list[dict[str, Any]]:
    """What is due because of one ticket."""
    decision = draft(service, ticket)["decision"]
    return [one for one in get(service, "/v1/refunds_due").json() if one["decision_id"] == decision["id"]]


def test_a_decision_can_be_shown_again(service: Service) -> None:
    """Path, facts, law, tree and policies are those of then."""
    decision = draft(service, cancelling(10))["decision"]
    record = get(service, f"/v1/decisions/{decision['id']}").json()
    assert record["decision"] == decision
    assert record["tree"]["version"] == decision["tree_version"]
    assert record["tree"]["text"].startswith("# How Lichtblick decides.")
    assert record["tree"]["parameters"]["return_window_days"]
    assert {section["section"] for section in record["sections"]} == set(decision["cites"])
    assert {section["language"] for section in record["sections"]} == {"de", "en"}
    assert all(section["text"] and section["version"] == 1 for section in record["sections"])


def test_corrections_say_who_and_when(service: Service) -> None:
    """What an agent knew better stands beside the decision that it led to."""
    decision = draft(service, cancelling(11), facts={"item_condition": "used"})["decision"]
    record = get(service, f"/v1/decisions/{decision['id']}").json()
    assert record["corrections"] == {"item_condition": "used"}
    assert (record["decided_by"], record["decided_at"] is not None) == ("Mia", True)


def test_approvals_stand_beside_the_decision(service: Service) -> None:
    """Asked, answered, by whom."""
    decision = draft(service, cancelling(12))["decision"]
    answer(service, ask(service, decision), granted=True)
    (approval,) = get(service, f"/v1/decisions/{decision['id']}").json()["approvals"]
    assert (approval["state"], approval["answered_by"]) == ("granted", "Jonas")


def test_no_such_decision(service: Service) -> None:
    """Another id is not found, whatever it looks like."""
    for name in ("nonsense", "00000000-0000-0000-0000-000000000000"):
        missing = get(service, f"/v1/decisions/{name}")
        assert (missing.status_code, missing.json()["error"]["code"]) == (404, "decision_not_found")


def test_a_declared_withdrawal_starts_the_clock(service: Service) -> None:
    """Fourteen days from the day it arrived, whether a reply was sent or not, and the order says so too."""
    (clock,) = due(service, cancelling(13))
    assert (clock["due_at"], clock["order_number"]) == ("2026-11-30", "#1011")
    assert "Widerruf vom 16.11.2026: 14 Tage ab Eingang" in clock["reason"]
    order = get(service, "/v1/orders/1011").json()
    assert (order["refund_due_at"], order["refund_due_reason"]) == (clock["due_at"], clock["reason"])


def test_the_draft_s_order_has_the_clock(service: Service) -> None:
    """The agent sees the day beside the reply."""
    order = draft(service, cancelling(14))["order"]
    assert order["refund_due_at"] == "2026-11-30"


def test_what_is_late_is_listed_first(service: Service) -> None:
    """A withdrawal of weeks ago is overdue, and stands above what is due later."""
    for number in (15, 16):
        draft(service, cancelling(number))
    listed = get(service, "/v1/refunds_due").json()
    assert [one["due_at"] for one in listed] == sorted(one["due_at"] for one in listed)
    assert all(one["is_overdue"] == (one["due_at"] < today()) for one in listed)


def test_a_promise_starts_the_clock_once_it_is_sent(service: Service) -> None:
    """A lost parcel's money has no day in law; the one that the customer was told counts from then on."""
    facts = {"problem": "lost", "wish": "refund", "shipping_status": "lost", "withdrawal_declared": False}
    promised = draft(service, cancelling(19), facts=facts)
    assert promised["decision"]["refund_by"] == "2026-11-30"
    for sent in (False, True):
        listed = {one["decision_id"]: one for one in get(service, "/v1/refunds_due").json()}
        assert (promised["decision"]["id"] in listed) == sent
        with service.client() as agent:
            agent.post(f"/v1/drafts/{promised['id']}/outcome", json={"action": "sent", "final_text": "Ja."})
    assert listed[promised["decision"]["id"]]["reason"] == "Der Antwort an die Kundschaft nach bis 30.11.2026."


def test_where_nothing_goes_back_no_clock_runs(service: Service) -> None:
    """An answer alone owes no money."""
    facts = {"withdrawal_declared": False, "problem": "none"}
    decision = draft(service, cancelling(17), facts=facts)["decision"]
    assert decision["id"] not in {one["decision_id"] for one in get(service, "/v1/refunds_due").json()}


def test_eight_times_the_same(service: Service) -> None:
    """The same ticket eight times gives the same facts, the same walk and the same outcome."""
    seen = []
    for _ in range(8):
        with service.client() as agent:
            told = agent.post("/v1/decisions", json={"ticket": cancelling(18), "as_of": AS_OF}).json()
        seen.append({name: value for name, value in told.items() if name != "id"})
    assert all(one == seen[0] for one in seen)


def today() -> str:
    """The day in the shop's timezone."""
    return datetime.now(ZoneInfo("Europe/Berlin")).date().isoformat()
