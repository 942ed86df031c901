"""Late and lost parcels: rows L1 and L2."""

from typing import Any

import pytest

from server.domain.tree import Outcome
from tests.refunds.shop import LATE, LOST, decide_on, ending_in, is_lawful, refused, rows


@pytest.mark.parametrize(
    ("changes", "applies"),
    [
        ({}, True),
        ({"days_past_promise": 0}, False),
        ({"wish": "none"}, False),
        ({"problem": "cancel", "wish": "none"}, True),
        ({"shipping_status": "delivered"}, False),
        ({"shipping_status": None}, False),
        ({"withdrawal_open": False, "days_past_promise": 14}, False),
        ({"withdrawal_open": False, "days_past_promise": 15}, True),
    ],
)
def test_l1(changes: dict[str, Any], applies: bool) -> None:
    """L1: past the promised day and not there, the money on wish; for goods without withdrawal two weeks later."""
    assert ("L1" in rows(refused(**{**LATE, **changes}))) is applies


def test_l1_raised() -> None:
    """L1: waiting against a wish for the money becomes cancelling and all the money."""
    decision = decide_on(ending_in(Outcome("patience", "wait")), LATE)
    assert (decision.outcome, decision.action) == ("law_refund", "cancel_and_refund")
    assert rows(decision) == {"L1": True}


@pytest.mark.parametrize(
    ("problem", "status", "applies"),
    [
        ("late", "lost", True),
        ("cancel", "failed", True),
        ("lost", "returned", True),
        ("lost", "delivered", True),
        ("late", "delivered", False),
        ("lost", "in_transit", False),
    ],
)
def test_l2(problem: str, status: str, applies: bool) -> None:
    """L2: lost, failed and returned parcels are still owed, and so are those that never came whatever tracking says."""
    facts = {"problem": problem, "wish": "none", "shipping_status": status, "withdrawal_open": False}
    assert ("L2" in rows(refused(**facts))) is applies


@pytest.mark.parametrize(
    ("contacts", "within_days", "lawful"),
    [(1, 7, True), (None, 7, True), (2, 7, False), (1, 9, True), (1, 10, False), (1, None, True)],
)
def test_l2_trace_once(contacts: int | None, within_days: int | None, lawful: bool) -> None:
    """L2: a trace will do once, and only where it ends within seven working days (here by Wednesday week)."""
    trace = Outcome("trace", "trace", within_days=within_days)
    assert is_lawful(trace, **{**LOST, "contacts_about_this_order": contacts}) is lawful


def test_l2_raised() -> None:
    """L2: a second wait becomes a new parcel, or the money where that is wished for."""
    waiting = ending_in(Outcome("wait", "wait"))
    again = {**LOST, "contacts_about_this_order": 2}
    assert (decide_on(waiting, again).outcome, decide_on(waiting, again).action) == ("law_redeliver", "resend")
    assert decide_on(waiting, {**again, "wish": "refund"}).action == "cancel_and_refund"
