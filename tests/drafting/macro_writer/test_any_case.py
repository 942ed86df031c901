"""Whatever is known or not, a draft comes out, and it is clean."""

import unicodedata
from datetime import date
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from server.domain.decision import Decision
from server.domain.facts import PROBLEMS, SHIPPING_STATUSES
from server.domain.reading import INTENTS
from server.domain.ticket import Channel
from server.domain.tree import Action, Ask
from server.drafting.checks.table import run_checks
from server.drafting.macro_writer.write import write
from server.drafting.task import WritingTask
from tests.drafting.tasks import (
    HOOD,
    LUNA,
    STORE,
    eur,
    law,
    make_case,
    make_decision,
    make_facts,
    make_order,
    make_task,
    make_triage,
    mini_macros,
    way_back,
)

MINI = mini_macros()
OUTCOMES = sorted({outcome for macro in MINI for outcome in macro.outcomes} - {"ask"})
DAYS = st.sampled_from([None, date(2026, 11, 20), date(2027, 1, 4)])
ORDERS = [None, make_order(), make_order(shipments=[]), make_order(lines=[LUNA, HOOD])]
BLOCKING = {"language", "placeholder_left", "amount", "internal"}


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    action: Action = draw(st.sampled_from(get_args(Action)))
    outcome = draw(st.sampled_from([None, "unheard_of", "law_refund", "law_handover", *OUTCOMES]))
    return make_decision(
        outcome,
        "ask" if outcome is None else action,
        amount=draw(st.sampled_from([None, eur("49.00")])),
        until=draw(DAYS),
        asks=draw(st.lists(st.sampled_from([*get_args(Ask), "wish", "unheard_of"]), max_size=4, unique=True)),
        law=law(*draw(st.lists(st.sampled_from(["W1", "M1", "M4", "L2", "D1", "S1"]), max_size=2))),
        return_=draw(st.sampled_from([None, way_back()])),
        return_by=draw(DAYS),
        refund_by=draw(DAYS),
        next_step_day=draw(DAYS),
    )


@st.composite
def tasks(draw: st.DrawFn) -> WritingTask:
    language = draw(st.sampled_from(["de", "en", "fr"]))
    store = structs.replace(
        STORE,
        address_form=draw(st.sampled_from(["du", "sie"])),
        signature=draw(st.sampled_from(["draft", "helpdesk"])),
        languages=draw(st.sampled_from([["de", "en"], ["en"], ["de"]])),
    )
    order = draw(st.sampled_from(ORDERS))
    facts = make_facts(
        problem=draw(st.sampled_from([*PROBLEMS, None])),
        shipping_status=draw(st.sampled_from([*SHIPPING_STATUSES, "none", None])),
        days_past_promise=draw(st.sampled_from([0, 4, "none", None])),
        withdrawal_declared=draw(st.sampled_from([True, False, None])),
        sender_matches_order=draw(st.sampled_from([True, True, False, "none", None])),
    )
    mood = draw(st.sampled_from(["calm", "worried", "angry", "legal_threat"]))
    return make_task(
        language=language,
        case=make_case(language, store=store, order=order),
        facts=facts,
        decision=draw(decisions()),
        triage=make_triage(draw(st.sampled_from(INTENTS)), mood, language),
        macros=draw(st.sampled_from([[], MINI])),
        channel=draw(st.sampled_from(get_args(Channel))),
        variant=draw(st.sampled_from(["standard", "short", "warm", "formal"])),
        items=draw(st.sampled_from([[], [LUNA], [LUNA, HOOD]])) if order else [],
        expected_day=draw(DAYS),
        promised_day=draw(DAYS),
        window_end=draw(DAYS),
        agent_name=draw(st.sampled_from([None, "Mia"])),
    )


@settings(max_examples=250, derandomize=True, deadline=None)
@given(tasks())
def test_every_case_gets_a_clean_draft(task: WritingTask) -> None:
    """No gap, no placeholder, no wrong language, no supplier, no invented amount; every claim where it says."""
    written = write(task)
    text = written.text
    assert text == text.strip() == unicodedata.normalize("NFC", text)
    assert "\n\n\n" not in text and "  " not in text
    assert written.language in task.case.store.languages
    units = text.encode("utf-16-le")
    for claim in written.claims:
        assert units[2 * claim.start : 2 * claim.end].decode("utf-16-le") == claim.text
    failed = {check.id for check in run_checks(task, written) if not check.passed and check.severity == "block"}
    assert not failed & BLOCKING, text


@settings(max_examples=120, derandomize=True, deadline=None)
@given(tasks())
def test_a_strangers_draft_never_gives_anything_away(task: WritingTask) -> None:
    """Whatever the tree decided and whichever macro there is."""
    facts = {**task.facts, **make_facts(sender_matches_order=False)}
    stranger = structs.replace(task, facts=facts)
    identity = next(check for check in run_checks(stranger, write(stranger)) if check.id == "identity")
    assert identity.start is None, write(stranger).text
