"""What a ticket is about, in the words of openings.yaml, and in which tone it wants an answer."""

from server.domain import facts
from server.drafting.macro_writer.contacts import open_contacts
from server.drafting.macro_writer.wordings import Tone
from server.drafting.task import WritingTask

_TONE_OF_MOOD: dict[str, Tone] = {
    "worried": "worried",
    "frustrated": "upset",
    "angry": "upset",
    "legal_threat": "legal",
}
_MANY_CONTACTS = 3
_GOODS_ARE_AT_FAULT = frozenset(
    {"damaged", "defective", "wrong_item", "missing_item", "not_as_described", "wrong_size", "unwanted", "cancel"}
)
_TOPIC_OF_INTENT = {
    "wismo": "wismo",
    "late": "wismo",
    "change_address": "change_address",
    "change_order": "change_order",
    "refund_status": "refund_status",
    "payment": "payment",
    "invoice": "invoice",
    "product_question": "question",
    "availability": "question",
    "shipping_question": "question",
    "discount": "question",
    "loyalty": "question",
    "praise": "praise",
    "complaint": "complaint",
    "data_request": "data_request",
}
_STILL_COMING = frozenset({"not_shipped", "in_transit", "out_for_delivery", "ready_for_pickup"})
_NEEDS_NO_ORDER = frozenset({"question", "data_request"})


def topic_of(task: WritingTask) -> str:
    """The key in openings.yaml."""
    if task.must_prove_identity:
        return "identity"
    problem = _problem(task)
    if "order_number" in task.decision.asks and problem not in _GOODS_ARE_AT_FAULT:
        return "which_order" if len(task.decision.order_candidates) > 1 else "no_order"
    if problem in ("late", "lost"):
        return _parcel_topic(task, problem)
    if problem == "cancel":
        return "cancel" if task.may_confirm_withdrawal else "general"
    if problem in ("unwanted", "wrong_size", None) and facts.is_known(task.facts, "withdrawal_declared", True):
        return "withdrawal"
    return problem or _topic_of_intent(task)


def tone_of(task: WritingTask) -> Tone:
    """A legal threat wants sober words, a third message an apology for it; else the mood decides."""
    mood = _TONE_OF_MOOD.get(task.triage.mood, "calm")
    return "again" if mood != "legal" and open_contacts(task) >= _MANY_CONTACTS else mood


def _problem(task: WritingTask) -> str | None:
    problem = facts.get(task.facts, "problem").value
    return problem if isinstance(problem, str) else None


def _parcel_topic(task: WritingTask, problem: str) -> str:
    status = facts.get(task.facts, "shipping_status").value
    if status in ("returned", "failed"):
        return "undeliverable"
    if status == "lost":
        return "lost"
    if problem == "lost" and status not in _STILL_COMING:
        return "not_received" if status == "delivered" else "lost"
    past_promise = facts.get(task.facts, "days_past_promise").value
    return "late" if isinstance(past_promise, int) and past_promise > 0 else "wismo"


def _topic_of_intent(task: WritingTask) -> str:
    topic = _TOPIC_OF_INTENT.get(task.intent, "general")
    if task.case.order is None:
        return topic if topic in _NEEDS_NO_ORDER else "first_contact"
    return "general" if topic == "question" and not task.items else topic
