from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs

from server.domain.ticket import Message
from server.domain.triage import Triage
from tests.samples import sample_store

Triaging = Callable[..., Triage]


def at(text: str) -> datetime:
    """November 2026 in Berlin: `16 10:00` is Monday the 16th at ten."""
    day, clock = text.split()
    return datetime.fromisoformat(f"2026-11-{day}T{clock}+01:00")


def wrote(author: str, when: str | None) -> Message:
    return Message(author, "…", sent_at=at(when) if when else None)


FRIDAY_EVENING = [wrote("customer", "13 16:30")]


@pytest.mark.parametrize(
    ("channel", "due"),
    [
        ("chat", "13 16:30:30"),
        ("phone", "13 16:33"),
        ("social", "16 09:30"),
        ("form", "16 12:30"),
        ("email", "16 12:30"),
        (None, "16 12:30"),
    ],
)
def test_the_smaller_span_counts_for_the_first_response(triage: Triaging, channel: str | None, due: str) -> None:
    """A high ticket has four hours of opening time, less where its channel is quicker."""
    answer = triage("damaged", channel=channel, messages=FRIDAY_EVENING, as_of=at("16 10:00"))
    assert answer.first_response_due == at(due)


def test_an_urgent_mail_has_an_hour_of_opening_time(triage: Triaging) -> None:
    """Half an hour on Friday and half an hour on Monday."""
    answer = triage("safety", messages=FRIDAY_EVENING)
    assert answer.first_response_due == at("16 09:30")


def test_a_day_is_calendar_time_and_moves_to_the_next_opening(triage: Triaging) -> None:
    """24 hours from Friday evening end on Saturday, when the shop is closed until Monday at nine."""
    answer = triage("praise", messages=FRIDAY_EVENING)
    assert answer.first_response_due == at("16 09:00")


def test_a_day_that_ends_inside_the_hours_is_not_moved(triage: Triaging) -> None:
    """72 hours from Friday evening are Monday evening, half an hour before closing."""
    answer = triage("praise", messages=FRIDAY_EVENING)
    assert answer.solve_due == at("16 16:30")


def test_a_day_that_ends_at_closing_time_moves_on(triage: Triaging) -> None:
    """At five o'clock sharp nobody is there any more."""
    answer = triage("praise", messages=[wrote("customer", "12 17:00")])
    assert answer.first_response_due == at("16 09:00")


def test_the_clock_starts_at_the_oldest_unanswered_message(triage: Triaging) -> None:
    """A second message on top of a waiting one does not restart the clock; an answer does."""
    waiting = [
        wrote("customer", "12 09:00"),
        wrote("agent", "12 10:00"),
        wrote("customer", "16 09:00"),
        wrote("customer", "16 15:00"),
    ]
    answer = triage("safety", messages=waiting, as_of=at("16 16:00"))
    assert answer.first_response_due == at("16 10:00")
    assert answer.solve_due == at("17 09:00")


def test_a_system_message_answers_nothing(triage: Triaging) -> None:
    """An automatic receipt leaves the customer waiting."""
    messages = [wrote("customer", "16 09:00"), wrote("system", "16 09:01")]
    assert triage("safety", messages=messages).first_response_due == at("16 10:00")


def test_an_answered_ticket_is_still_to_be_solved(triage: Triaging) -> None:
    """Nothing waits for a first response, and the solution runs from the message answered last."""
    messages = [
        wrote("customer", "09 09:00"),
        wrote("agent", "10 09:00"),
        wrote("customer", "12 10:00"),
        wrote("agent", "12 11:00"),
        wrote("agent", "12 12:00"),
    ]
    answer = triage("safety", messages=messages)
    assert answer.first_response_due is None
    assert answer.solve_due == at("13 10:00")


def test_an_undated_message_counts_from_the_moment_of_triage(triage: Triaging) -> None:
    """Pasted text has no date, so the hour begins now."""
    answer = triage("safety", messages=[wrote("customer", None)], as_of=at("16 11:00"))
    assert answer.first_response_due == at("16 12:00")


def test_a_message_from_the_future_does_not_exist(triage: Triaging) -> None:
    """Replayed as of Monday, the answer of Tuesday has not been written."""
    messages = [wrote("customer", "16 09:00"), wrote("agent", "17 09:00"), wrote("customer", "17 10:00")]
    answer = triage("safety", messages=messages, as_of=at("16 12:00"))
    assert answer.first_response_due == at("16 10:00")


@pytest.mark.parametrize("messages", [[], [wrote("agent", "16 09:00")], [wrote("system", None)]])
def test_without_a_customers_message_nothing_is_due(triage: Triaging, messages: list[Message]) -> None:
    """A conversation that the shop began has no clock, and the reason says so."""
    answer = triage("other", messages=messages)
    assert (answer.first_response_due, answer.solve_due) == (None, None)
    assert answer.reasons[-1] == "Keine Frist, denn das Ticket enthält keine Nachricht eines Kunden."


def test_due_times_carry_the_offset_of_the_shop(triage: Triaging) -> None:
    """A message stamped in UTC is due in the shop's own time."""
    messages = [Message("customer", "…", sent_at=datetime(2026, 11, 16, 9, 0, tzinfo=UTC))]
    answer = triage("safety", messages=messages)
    assert answer.first_response_due is not None
    assert answer.first_response_due.isoformat() == "2026-11-16T11:00:00+01:00"


def test_a_day_over_the_change_of_the_clocks_is_24_hours_long(triage: Triaging) -> None:
    """24 hours from Saturday noon in March end on Sunday at one, when all hours count."""
    store = structs.replace(sample_store(), hours={})
    messages = [Message("customer", "…", sent_at=datetime.fromisoformat("2026-03-28T12:00:00+01:00"))]
    answer = triage("praise", messages=messages, store=store)
    assert answer.first_response_due is not None
    assert answer.first_response_due.isoformat() == "2026-03-29T13:00:00+02:00"
    assert answer.first_response_due - messages[0].sent_at == timedelta(hours=24)
