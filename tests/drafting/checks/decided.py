"""Decided cases for checks, all about the lamp of tests/drafting/tasks.py, as of Monday 16 November 2026."""

from collections.abc import Callable
from datetime import date

from server.drafting.checks.table import check_text
from server.drafting.task import WritingTask
from tests.drafting.tasks import LUNA, eur, law, make_decision, make_facts, make_task, way_back

Case = Callable[[str], WritingTask]
WEDNESDAY = date(2026, 11, 18)


def replaced(language: str) -> WritingTask:
    """It came damaged, with a photo: a new one goes out (M1)."""
    return make_task(
        language=language,
        facts=make_facts(problem="damaged", shipping_status="delivered", withdrawal_open=True),
        decision=make_decision("replacement", "replace", law=law("M1", "M2"), next_step_day=WEDNESDAY),
        expected_day=None,
        items=[LUNA],
    )


def withdrawn(language: str) -> WritingTask:
    """Withdrawn in time: 49 euros back, the lamp comes back at the shop's cost until 30 November."""
    decision = make_decision(
        "return_refund", "return_refund", amount=eur("49.00"), law=law("W1", "W2", "W3"), return_=way_back(),
        return_by=date(2026, 11, 30), refund_by=date(2026, 11, 30), next_step_day=WEDNESDAY,
    )  # fmt: skip
    facts = make_facts(problem="unwanted", shipping_status="delivered", withdrawal_open=True)
    return make_task(language=language, facts=facts, decision=decision, expected_day=None)


def traced(language: str) -> WritingTask:
    """Delivered, says tracking, and denied: traced until 23 November (L2)."""
    day = date(2026, 11, 23)
    return make_task(
        language=language,
        facts=make_facts(problem="lost", shipping_status="delivered"),
        decision=make_decision("trace_delivered", "trace", until=day, law=law("L2"), next_step_day=day),
        expected_day=None,
    )


def credited(language: str) -> WritingTask:
    """After every window: 14.70 euros of credit, nothing is owed."""
    decision = make_decision("credit_offer", "store_credit", amount=eur("14.70"), next_step_day=date(2026, 11, 17))
    facts = make_facts(problem="unwanted", shipping_status="delivered", withdrawal_open=False)
    return make_task(language=language, facts=facts, decision=decision, expected_day=None)


def awaited(language: str) -> WritingTask:
    """On its way, expected on Thursday 19 November."""
    day = date(2026, 11, 19)
    return make_task(
        language=language,
        facts=make_facts(problem="late", shipping_status="in_transit", days_past_promise=0),
        decision=make_decision("on_its_way", "wait", until=day, next_step_day=day),
    )


def asked(language: str) -> WritingTask:
    """Damaged, no photo yet: one is asked for (M1)."""
    decision = make_decision("request_photo", "ask", asks=["photo"], law=law("M1"), next_step_day=date(2026, 11, 17))
    facts = make_facts(problem="damaged", shipping_status="delivered", proof_provided=False)
    return make_task(language=language, facts=facts, decision=decision, expected_day=None)


def informed(language: str) -> WritingTask:
    """A question without a problem."""
    decision = make_decision("inform", "answer", next_step_day=date(2026, 11, 17))
    return make_task(language=language, facts=make_facts(problem="none"), decision=decision)


def blocked_by(text: str, case: Case, language: str) -> set[str]:
    """The blocking checks that a text of the case fails."""
    checks = check_text(text, case(language), language, "du")
    return {check.id for check in checks if not check.passed and check.severity == "block"}
