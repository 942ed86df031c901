"""When a due time counts as met, missed or still open."""

from datetime import datetime, timedelta

import pytest

from server.db.reports import TicketRow
from server.domain.calendar import Calendar
from server.domain.triage import TriageRules
from server.reports.service import served
from tests.samples import sample_store

ASKED = datetime.fromisoformat("2026-11-16T10:00:00+01:00")


@pytest.mark.parametrize(("hours", "met"), [(4, None), (4.1, False)])
def test_an_open_ticket_is_judged_once_its_time_is_over(hours: float, met: bool | None) -> None:
    """Four opening hours for priority high; on the minute it may still be answered."""
    row = TicketRow("1", ASKED, None, "email", ASKED, None, None, "damaged", "high", None, None, None)
    calendar = Calendar.of(sample_store())
    (one,) = served([row], TriageRules([], {}, {}), calendar, ASKED + timedelta(hours=hours))
    assert one.first_answer.met is met
