"""The first sentence: by case, mood and history, never the same twice while others are left."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from server.domain.facts import PROBLEMS, SHIPPING_STATUSES
from server.domain.order import OrderLine
from server.domain.reading import INTENTS
from server.domain.ticket import Message, PastTicket, Ticket
from server.drafting.macro_writer.material import gather
from server.drafting.macro_writer.opening import Opening, openings
from server.drafting.macro_writer.topics import tone_of, topic_of
from server.drafting.macro_writer.wordings import WORDINGS, Register
from server.drafting.task import WritingTask
from tests.drafting.tasks import HOOD, LUNA, at, make_case, make_facts, make_task, make_ticket, make_triage

QUICK = settings(max_examples=80, derandomize=True, deadline=None)


def opening_of(task: WritingTask) -> Opening:
    wording = WORDINGS[task.language]
    return openings(gather(task, Register(task.language, "du"), wording))[0]


def asked_on(*days: str) -> Ticket:
    return make_ticket(messages=[Message("customer", "Wo ist sie?", sent_at=at(day)) for day in days])


@QUICK
@given(
    problem=st.sampled_from([*PROBLEMS, None]),
    status=st.sampled_from([*SHIPPING_STATUSES, None]),
    intent=st.sampled_from(INTENTS),
    mood=st.sampled_from(["calm", "happy", "worried", "frustrated", "angry", "legal_threat"]),
    has_order=st.booleans(),
    items=st.sampled_from([[], [LUNA], [LUNA, HOOD]]),
    language=st.sampled_from(["de", "en"]),
    owner=st.sampled_from([True, False, "none", None]),
)
def test_every_case_has_an_opening(
    problem: str | None,
    status: str | None,
    intent: str,
    mood: str,
    has_order: bool,
    items: list[OrderLine],
    language: str,
    owner: bool | str | None,
) -> None:
    """Whatever is known or not, a first sentence is there."""
    case = make_case(language) if has_order else make_case(language, order=None)
    facts = make_facts(problem=problem, shipping_status=status, sender_matches_order=owner, days_past_promise=None)
    triage = make_triage(intent, mood, language)
    task = make_task(language=language, case=case, facts=facts, triage=triage, items=items if has_order else [])
    assert opening_of(task).text.text


@pytest.mark.parametrize("mood", ["calm", "worried", "angry"])
def test_no_opening_comes_twice_to_one_customer_while_others_are_left(mood: str) -> None:
    """Earlier letters are recognised whatever item and days they named."""
    task = make_task(triage=make_triage("late", mood), facts=make_facts(problem="late", days_past_promise=3))
    letters: list[str] = []
    for days in range(5, 8):
        facts = make_facts(problem="late", days_past_promise=3, days_since_order=days)
        opening = opening_of(structs.replace(task, facts=facts, earlier_openings=letters))
        letters.append(f"Hallo Jonas,\n\n{opening.text.text}\n\nDu bekommst Ersatz.")
    assert len({letter.split("\n\n")[1][:30] for letter in letters}) == 3


def test_the_same_ticket_gets_the_same_opening() -> None:
    """The choice hangs on the ticket, not on chance."""
    assert opening_of(make_task()) == opening_of(make_task())


def test_other_tickets_get_other_openings() -> None:
    """Over a few tickets all wordings serve."""
    tickets = [make_ticket(external_id=str(number)) for number in range(20)]
    assert len({opening_of(make_task(case=make_case(ticket=ticket))).id for ticket in tickets}) >= 3


def test_the_first_sentence_names_the_item() -> None:
    """It fits only this case."""
    assert "„Leselampe Luna“" in opening_of(make_task()).text.text


def test_several_items_are_called_by_the_order() -> None:
    """No list of titles stands in the first sentence."""
    assert "#1042" in opening_of(make_task(items=[LUNA, HOOD])).text.text


def test_a_third_message_about_an_open_matter_is_met_as_one() -> None:
    """The third contact hears an apology for the third contact."""
    case = make_case(ticket=asked_on("2026-11-10 09:00", "2026-11-12 09:00", "2026-11-16 09:00"))
    task = make_task(case=case, facts=make_facts(problem="late", days_past_promise=3))
    assert tone_of(task) == "again"
    assert "dritte" in opening_of(task).text.text


def test_solved_matters_do_not_count_as_earlier_contacts() -> None:
    """Somebody whose lamp broke in spring is not told that this is the third message."""
    past = PastTicket("t1", asked_on("2026-05-10 09:00", "2026-05-12 09:00", "2026-05-14 09:00"), "solved")
    assert tone_of(make_task(case=make_case(order_tickets=[past]))) == "calm"
    still_open = structs.replace(past, status="open")
    assert tone_of(make_task(case=make_case(order_tickets=[still_open]))) == "again"


def test_a_legal_threat_is_answered_soberly() -> None:
    """No matter how often they wrote."""
    case = make_case(ticket=asked_on("2026-11-10 09:00", "2026-11-12 09:00", "2026-11-16 09:00"))
    assert tone_of(make_task(case=case, triage=make_triage("late", "legal_threat"))) == "legal"


@pytest.mark.parametrize(
    ("problem", "status", "past_promise", "topic"),
    [
        ("late", "in_transit", 0, "wismo"),
        ("late", "in_transit", 3, "late"),
        ("late", "returned", 3, "undeliverable"),
        ("lost", "delivered", None, "not_received"),
        ("lost", "lost", None, "lost"),
        ("lost", "out_for_delivery", 0, "wismo"),
        ("none", None, None, "general"),
    ],
)
def test_what_tracking_says_decides_between_parcel_topics(
    problem: str, status: str | None, past_promise: int | None, topic: str
) -> None:
    """A parcel that is coming is not mourned as lost."""
    facts = make_facts(problem=problem, shipping_status=status, days_past_promise=past_promise)
    assert topic_of(make_task(facts=facts, triage=make_triage("other"))) == topic


def test_a_declared_withdrawal_is_confirmed_with_day_and_time() -> None:
    """The opening is the receipt."""
    facts = make_facts(problem="unwanted", withdrawal_declared=True)
    assert "am Montag, 16. November, um 8:42 Uhr" in opening_of(make_task(facts=facts)).text.text


@pytest.mark.parametrize(("declared", "is_confirmed"), [(True, True), (False, False)])
def test_a_cancellation_is_confirmed_unless_it_was_corrected_away(declared: bool, is_confirmed: bool) -> None:
    """Whoever only asks whether they could has cancelled nothing."""
    facts = make_facts(problem="cancel", withdrawal_declared=declared)
    opening = opening_of(make_task(facts=facts, triage=make_triage("cancel")))
    assert ("stornier" in opening.text.text.casefold()) == is_confirmed
