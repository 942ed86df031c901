"""The days that a decision names. Monday 16 November 2026; Christmas is a public holiday."""

from datetime import date, datetime
from typing import Any

import pytest

from server.domain.tree import Action, Outcome, SupplierAsk
from tests.refunds.shop import BERLIN, decide_on, ending_in, percent

FRIDAY_EVENING = datetime(2026, 11, 20, 23, 30, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("action", "expected_day", "within_days", "until"),
    [
        ("wait", date(2026, 11, 19), None, date(2026, 11, 19)),
        ("wait", date(2026, 11, 16), None, date(2026, 11, 16)),
        ("wait", date(2026, 11, 15), None, date(2026, 11, 23)),
        ("wait", None, None, date(2026, 11, 23)),
        ("trace", date(2026, 11, 19), None, date(2026, 11, 23)),
        ("trace", None, 3, date(2026, 11, 19)),
        ("wait", date(2026, 11, 19), 12, date(2026, 11, 28)),
        ("answer", date(2026, 11, 19), None, None),
    ],
)
def test_until(action: Action, expected_day: date | None, within_days: int | None, until: date | None) -> None:
    """Wait ends on the expected day, else, like a trace, after five working days; `within_days` wins over both."""
    tree = ending_in(Outcome("o", action, within_days=within_days))
    assert decide_on(tree, {}, expected_day=expected_day).until == until


def test_holidays_and_weekends() -> None:
    """Five working days from a Friday evening skip two weekends, and the way back does not end on a holiday."""
    assert decide_on(ending_in(Outcome("o", "trace")), {}, as_of=FRIDAY_EVENING).until == date(2026, 11, 27)
    before_christmas = datetime(2026, 12, 11, 9, tzinfo=BERLIN)
    back = decide_on(ending_in(percent("return_refund", 100, "owed")), {}, as_of=before_christmas)
    assert back.return_by == date(2026, 12, 28)


def test_refund_and_return_days() -> None:
    """Every refund goes out within 14 days; goods are expected back within 14 days only where they come back."""
    returned = decide_on(ending_in(percent("return_refund", 100, "owed")), {})
    assert (returned.refund_by, returned.return_by) == (date(2026, 11, 30), date(2026, 11, 30))
    kept = decide_on(ending_in(percent("partial_refund", 20, "item")), {})
    assert (kept.refund_by, kept.return_by) == (date(2026, 11, 30), None)
    credit = decide_on(ending_in(percent("store_credit", 20, "item")), {})
    assert (credit.refund_by, credit.return_by) == (None, None)


@pytest.mark.parametrize(
    ("declared_on", "day"), [(date(2026, 11, 12), date(2026, 11, 26)), (date(2026, 10, 20), date(2026, 11, 16))]
)
def test_fourteen_days_run_from_the_declaration(declared_on: date, day: date) -> None:
    """A late answer does not move the day by which a withdrawal is paid out; a day that has passed becomes today."""
    facts = {"withdrawal_declared": True, "withdrawal_open": True}
    decision = decide_on(ending_in(percent("return_refund", 100, "owed")), facts, request_day=declared_on)
    assert decision.refund_by == day


@pytest.mark.parametrize(
    ("outcome", "question", "day"),
    [
        (Outcome("o", "trace"), {}, date(2026, 11, 23)),
        (Outcome("o", "replace", supplier=SupplierAsk("replace", 48)), {}, date(2026, 11, 18)),
        (Outcome("o", "replace", supplier=SupplierAsk("replace", 48)), {"as_of": FRIDAY_EVENING}, date(2026, 11, 23)),
        (Outcome("o", "exchange"), {}, date(2026, 11, 18)),
        (Outcome("o", "resend"), {"as_of": datetime(2026, 11, 21, 9, tzinfo=BERLIN)}, date(2026, 11, 25)),
        (percent("cancel_and_refund", 100, "owed"), {}, date(2026, 11, 30)),
        (percent("return_refund", 100, "owed"), {}, date(2026, 11, 30)),
        (Outcome("o", "answer"), {"expected_day": date(2026, 11, 30)}, date(2026, 11, 17)),
        (Outcome("o", "answer"), {"expected_day": date(2026, 11, 9)}, date(2026, 11, 17)),
        (Outcome("o", "handover"), {"as_of": FRIDAY_EVENING}, date(2026, 11, 23)),
        (Outcome("o", "refuse"), {"expected_day": date(2026, 11, 19)}, date(2026, 11, 17)),
    ],
)
def test_next_step_day(outcome: Outcome, question: dict[str, Any], day: date) -> None:
    """The one day that a draft names follows from what is done."""
    assert decide_on(ending_in(outcome), {}, **question).next_step_day == day


def test_day_in_the_shops_timezone() -> None:
    """Half past eleven on Sunday evening in UTC is Monday in Berlin."""
    late = datetime.fromisoformat("2026-11-15T23:30:00+00:00")
    assert decide_on(ending_in(percent("refund", 100, "owed")), {}, as_of=late).refund_by == date(2026, 11, 30)
