"""The twenty kinds of ticket that a shop gets every week, as writing tasks with the mini shop's macros."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from server.domain.case import OrderMatch
from server.domain.policy import Macro
from server.domain.ticket import Customer, Message
from server.domain.tree import SupplierAsk
from server.drafting.task import WritingTask
from tests.drafting.tasks import (
    HOOD,
    SUPPLIERS,
    at,
    eur,
    law,
    make_case,
    make_decision,
    make_facts,
    make_order,
    make_shipment,
    make_task,
    make_ticket,
    make_triage,
    mini_macros,
    way_back,
)

Kind = Callable[[str], WritingTask]
_DELIVERED = make_shipment(("2026-11-03 08:00", "picked_up", "Shenzhen"), ("2026-11-12 11:20", "delivered", "Köln"))
_REFUND_BY = date(2026, 11, 30)


@cache
def _macros() -> tuple[Macro, ...]:
    return tuple(mini_macros())


def _task(language: str, intent: str, mood: str = "calm", **changes: Any) -> WritingTask:
    triage = make_triage(intent, mood, language)
    return make_task(language=language, triage=triage, macros=list(_macros()), **changes)


def _hoodie(language: str, **changes: Any) -> dict[str, Any]:
    order = make_order(lines=[HOOD], total=Decimal("58.90"), subtotal=Decimal(54), shipments=[_DELIVERED])
    return {"case": make_case(language, order=order, **changes), "items": [HOOD]}


def _unshipped(language: str, **changes: Any) -> dict[str, Any]:
    order = make_order(shipments=[], fulfillment_status="unfulfilled")
    return {"case": make_case(language, order=order, **changes), "expected_day": None}


def _delivered(language: str, **changes: Any) -> dict[str, Any]:
    return {"case": make_case(language, order=make_order(shipments=[_DELIVERED]), **changes), "expected_day": None}


def wismo(language: str) -> WritingTask:
    decision = make_decision("on_its_way", "wait", until=date(2026, 11, 19))
    return _task(
        language,
        "wismo",
        facts=make_facts(problem="late", shipping_status="in_transit", days_past_promise=0),
        decision=decision,
    )


def late_first(language: str) -> WritingTask:
    decision = make_decision("late_trace", "trace", until=date(2026, 11, 23), law=law("L1"))
    facts = make_facts(problem="late", shipping_status="in_transit", days_past_promise=5)
    return _task(language, "late", "worried", facts=facts, decision=decision, promised_day=date(2026, 11, 11))


def late_third(language: str) -> WritingTask:
    decision = make_decision("late_trace", "trace", until=date(2026, 11, 23), law=law("L1"))
    facts = make_facts(problem="late", shipping_status="in_transit", days_past_promise=5, contacts_about_this_order=3)
    days = ("2026-11-12 09:00", "2026-11-14 18:20", "2026-11-16 08:42")
    ticket = make_ticket(messages=[Message("customer", "Wo ist sie?", sent_at=at(day)) for day in days])
    case = make_case(language, ticket=ticket)
    return _task(language, "late", "angry", facts=facts, decision=decision, case=case, promised_day=date(2026, 11, 11))


def not_received(language: str) -> WritingTask:
    decision = make_decision("trace_delivered", "trace", until=date(2026, 11, 23), law=law("L2"))
    facts = make_facts(problem="lost", shipping_status="delivered")
    return _task(language, "not_received", "worried", facts=facts, decision=decision, **_delivered(language))


def returned_parcel(language: str) -> WritingTask:
    parcel = make_shipment(("2026-11-06 08:00", "failed_attempt", "Köln"), ("2026-11-10 11:20", "returning", "Köln"))
    decision = make_decision("resend", "resend", asks=["address"], law=law("L2"))
    facts = make_facts(problem="lost", shipping_status="returned")
    case = make_case(language, order=make_order(shipments=[parcel]))
    return _task(language, "not_received", "frustrated", facts=facts, decision=decision, case=case)


def damaged_with_photo(language: str) -> WritingTask:
    facts = make_facts(problem="damaged", shipping_status="delivered", proof_provided=True)
    decision = make_decision("replacement", "replace", law=law("M1"))
    return _task(language, "damaged", "frustrated", facts=facts, decision=decision, **_delivered(language))


def damaged_without_photo(language: str) -> WritingTask:
    facts = make_facts(problem="damaged", shipping_status="delivered", proof_provided=False)
    decision = make_decision("request_photo", "ask", asks=["photo"], law=law("M1"), next_step_day=date(2026, 11, 17))
    return _task(language, "damaged", facts=facts, decision=decision, **_delivered(language))


def defective(language: str) -> WritingTask:
    facts = make_facts(problem="defective", shipping_status="delivered", wish="repair", proof_provided=True)
    decision = make_decision("repair", "repair", law=law("M1", "N2"), return_=way_back())
    return _task(language, "defective", facts=facts, decision=decision, **_delivered(language))


def wrong_item(language: str) -> WritingTask:
    facts = make_facts(problem="wrong_item", shipping_status="delivered")
    decision = make_decision("right_item", "replace", law=law("M1"))
    return _task(language, "wrong_item", facts=facts, decision=decision, **_delivered(language))


def missing_item(language: str) -> WritingTask:
    facts = make_facts(problem="missing_item", shipping_status="delivered")
    decision = make_decision("send_missing", "resend", law=law("M1"))
    return _task(language, "missing_item", facts=facts, decision=decision, **_delivered(language))


def wrong_size(language: str) -> WritingTask:
    facts = make_facts(problem="wrong_size", shipping_status="delivered", wish="exchange")
    decision = make_decision("exchange", "exchange", return_=way_back())
    return _task(language, "exchange", "happy", facts=facts, decision=decision, **_hoodie(language))


def withdrawal(language: str) -> WritingTask:
    facts = make_facts(problem="unwanted", shipping_status="delivered", withdrawal_declared=True)
    decision = make_decision(
        "return_refund", "return_refund", amount=eur("53.90"), return_=way_back(), return_by=_REFUND_BY,
        refund_by=_REFUND_BY, law=law("W1"), cites=["withdrawal#your-money"],
    )  # fmt: skip
    return _task(language, "withdrawal", facts=facts, decision=decision, **_delivered(language))


def unwanted_too_late(language: str) -> WritingTask:
    facts = make_facts(problem="unwanted", shipping_status="delivered", days_since_order=70)
    decision = make_decision("credit_offer", "store_credit", amount=eur("14.70"), cites=["returns#after-the-window"])
    return _task(
        language, "return", facts=facts, decision=decision, window_end=date(2026, 10, 23), **_delivered(language)
    )


def cancel(language: str) -> WritingTask:
    facts = make_facts(problem="cancel", shipping_status="not_shipped", withdrawal_declared=True)
    decision = make_decision(
        "cancel_refund", "cancel_and_refund", amount=eur("53.90"), refund_by=_REFUND_BY, law=law("W1"),
        next_step_day=_REFUND_BY,
    )  # fmt: skip
    return _task(language, "cancel", facts=facts, decision=decision, **_unshipped(language))


def change_address(language: str) -> WritingTask:
    facts = make_facts(problem="none", shipping_status="not_shipped")
    decision = make_decision("before_shipping", "answer", next_step_day=date(2026, 11, 17))
    return _task(language, "change_address", "worried", facts=facts, decision=decision, **_unshipped(language))


def refund_status(language: str) -> WritingTask:
    decision = make_decision("inform", "answer", next_step_day=date(2026, 11, 17))
    return _task(language, "refund_status", facts=make_facts(problem="none"), decision=decision, **_delivered(language))


def chargeback(language: str) -> WritingTask:
    facts = make_facts(problem="chargeback", shipping_status="delivered")
    decision = make_decision("chargeback", "handover", next_step_day=date(2026, 11, 17), law=law("L2"))
    return _task(language, "chargeback", "legal_threat", facts=facts, decision=decision, **_delivered(language))


def strangers_order(language: str) -> WritingTask:
    facts = make_facts(problem="late", sender_matches_order=False)
    decision = make_decision("verify_sender", "ask", asks=["sender_matches_order"], next_step_day=date(2026, 11, 17))
    ticket = make_ticket(customer=Customer("Nora Vogt", "nora@fremd.example"))
    return _task(language, "wismo", facts=facts, decision=decision, case=make_case(language, ticket=ticket))


def no_order(language: str) -> WritingTask:
    match = OrderMatch(None, [], None, ["48213"])
    decision = make_decision(
        None, "ask", asks=["order_number"], missing_facts=["shipping_status"], order_number=None,
        next_step_day=date(2026, 11, 17),
    )  # fmt: skip
    facts = make_facts(
        problem="late", sender_matches_order="none", contacts_about_this_order=None, days_since_order=None
    )
    return _task(
        language, "wismo", facts=facts, decision=decision, case=make_case(language, order=None, match=match), items=[],
        expected_day=None, promised_day=None,
    )  # fmt: skip


def supplier(language: str) -> WritingTask:
    facts = make_facts(problem="damaged", shipping_status="delivered", proof_provided=True)
    decision = make_decision("replacement", "replace", law=law("M1"), supplier=SupplierAsk("replace", 48))
    who = SUPPLIERS["ruhr" if language == "de" else "sz-lumen"]
    return _task(
        language,
        "damaged",
        facts=facts,
        decision=decision,
        kind="supplier_message",
        supplier=who,
        **_delivered(language),
    )


KINDS: dict[str, Kind] = {
    "01-wismo": wismo,
    "02-late-first": late_first,
    "03-late-third-angry": late_third,
    "04-not-received": not_received,
    "05-returned-parcel": returned_parcel,
    "06-damaged-with-photo": damaged_with_photo,
    "07-damaged-without-photo": damaged_without_photo,
    "08-defective": defective,
    "09-wrong-item": wrong_item,
    "10-missing-item": missing_item,
    "11-wrong-size": wrong_size,
    "12-withdrawal": withdrawal,
    "13-unwanted-too-late": unwanted_too_late,
    "14-cancel": cancel,
    "15-change-address": change_address,
    "16-refund-status": refund_status,
    "17-chargeback": chargeback,
    "18-strangers-order": strangers_order,
    "19-no-order": no_order,
    "20-supplier": supplier,
}
