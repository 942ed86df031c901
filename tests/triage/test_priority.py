from collections.abc import Callable

import pytest

from server.domain.facts import FACTS, SHIPPING_STATUSES
from server.domain.reading import INTENTS
from server.domain.triage import Triage

Triaging = Callable[..., Triage]


@pytest.mark.parametrize(
    ("intent", "facts", "priority"),
    [
        ("wismo", {"problem": "late", "shipping_status": "lost"}, "urgent"),
        ("wismo", {"problem": "late", "shipping_status": "failed"}, "urgent"),
        ("wismo", {"problem": "late", "shipping_status": "returned"}, "urgent"),
        ("not_received", {"problem": "lost", "shipping_status": "delivered"}, "urgent"),
        ("not_received", {"problem": "lost", "shipping_status": None}, "urgent"),
        ("chargeback", {"problem": "chargeback"}, "urgent"),
        ("payment", {"problem": "payment"}, "urgent"),
        ("safety", {"problem": "safety"}, "urgent"),
        ("legal_letter", {"problem": "none"}, "urgent"),
        ("cancel", {"problem": "cancel", "shipping_status": "not_shipped"}, "urgent"),
        ("change_address", {"problem": "none", "shipping_status": "not_shipped"}, "urgent"),
        ("damaged", {"problem": "damaged"}, "high"),
        ("defective", {"problem": "defective"}, "high"),
        ("missing_item", {"problem": "missing_item"}, "high"),
        ("wrong_item", {"problem": "wrong_item"}, "high"),
        ("late", {"problem": "late", "shipping_status": "in_transit", "days_past_promise": 1}, "high"),
        ("withdrawal", {"problem": "unwanted", "withdrawal_declared": True}, "high"),
        ("cancel", {"problem": "cancel", "shipping_status": "in_transit", "withdrawal_declared": True}, "high"),
        ("change_address", {"problem": "none", "shipping_status": "in_transit"}, "high"),
        ("change_address", {"problem": "none", "shipping_status": "delivered"}, "medium"),
        ("exchange", {"problem": "wrong_size"}, "medium"),
        ("product_question", {"problem": "none"}, "medium"),
        ("wismo", {"problem": "late", "shipping_status": "in_transit", "days_past_promise": 0}, "medium"),
        ("return", {"problem": "unwanted", "withdrawal_declared": False}, "medium"),
        ("data_request", {"problem": "none"}, "medium"),
        ("payment", {"problem": "none"}, "medium"),
        ("praise", {"problem": "none"}, "low"),
        ("other", {"problem": "none"}, "low"),
        ("spam", {"problem": "none"}, "low"),
    ],
)
def test_the_built_in_rules_rank_by_problem_intent_and_shipping(
    triage: Triaging, intent: str, facts: dict[str, object], priority: str
) -> None:
    """Each situation that the product knows has its priority."""
    assert triage(intent, **facts).priority == priority


def test_the_agents_correction_of_the_problem_outranks_the_reading(triage: Triaging) -> None:
    """A ticket that reads as praise is high once its problem is damage."""
    assert triage("praise", problem="damaged").priority == "high"


def test_spam_stays_low_whatever_it_pretends(triage: Triaging) -> None:
    """A phishing mail about a failed payment is no payment trouble."""
    assert triage("spam", problem="payment").priority == "low"


def test_an_unknown_fact_makes_no_ticket_urgent(triage: Triaging) -> None:
    """Without a known shipping status a cancellation is high, not urgent."""
    assert triage("cancel", problem="cancel", shipping_status=None).priority == "high"


@pytest.mark.parametrize(("contacts", "priority"), [(2, "medium"), (3, "high"), (7, "high")])
def test_a_third_contact_raises_by_one_step(triage: Triaging, contacts: int, priority: str) -> None:
    """From the third message about an order on, a ticket stands one step higher."""
    assert triage("exchange", problem="wrong_size", contacts_about_this_order=contacts).priority == priority


def test_a_legal_threat_raises_by_one_step(triage: Triaging) -> None:
    """A customer who names a lawyer stands one step higher."""
    assert triage("exchange", "legal_threat", problem="wrong_size").priority == "high"


def test_contact_and_threat_together_raise_by_one_step_only(triage: Triaging) -> None:
    """A third message with a legal threat goes from low to medium, not to high."""
    assert triage("other", "legal_threat", contacts_about_this_order=3).priority == "medium"


def test_urgent_stays_urgent(triage: Triaging) -> None:
    """Nothing stands above urgent, and no step up is claimed."""
    answer = triage("safety", "legal_threat", problem="safety")
    assert answer.priority == "urgent"
    assert not any("Stufe" in reason for reason in answer.reasons)


@pytest.mark.parametrize(
    ("intent", "facts", "queue"),
    [
        ("wismo", {"problem": "late"}, "shipping"),
        ("change_address", {}, "shipping"),
        ("damaged", {"problem": "damaged"}, "refunds"),
        ("withdrawal", {"problem": "unwanted"}, "refunds"),
        ("refund_status", {"problem": "none"}, "refunds"),
        ("product_question", {"problem": "none"}, "products"),
        ("invoice", {"problem": "none"}, "billing"),
        ("chargeback", {"problem": "chargeback"}, "billing"),
        ("legal_letter", {"problem": "none"}, "legal"),
        ("legal_letter", {"problem": "damaged"}, "legal"),
        ("data_request", {"problem": "none"}, "legal"),
        ("other", {"problem": "late"}, "shipping"),
        ("praise", {"problem": "none"}, "general"),
        ("spam", {"problem": "payment"}, "general"),
        (None, {"problem": None}, "general"),
    ],
)
def test_the_built_in_queues_go_by_topic(
    triage: Triaging, intent: str | None, facts: dict[str, object], queue: str
) -> None:
    """Each topic has its queue, and what has none is general."""
    assert triage(intent, **facts).queue == queue


@pytest.mark.parametrize("intent", [*INTENTS, None])
def test_every_intent_has_priority_queue_and_reasons(triage: Triaging, intent: str | None) -> None:
    """Whatever is read, with any shipping status or none, triage answers in the contract's words."""
    queues = {"shipping", "refunds", "products", "billing", "legal", "general"}
    for status in (*SHIPPING_STATUSES, None):
        answer = triage(intent, mood=None, problem=None, shipping_status=status)
        assert answer.queue in queues
        assert answer.intent == (intent or "other")
        assert answer.mood == "calm"
        assert len(answer.reasons) == 4


@pytest.mark.parametrize("problem", FACTS["problem"].choices)
def test_every_problem_but_none_is_more_than_low(triage: Triaging, problem: str) -> None:
    """A customer who reports a problem never waits in the last row, even when no intent was read."""
    assert (triage(None, problem=problem).priority == "low") == (problem == "none")
