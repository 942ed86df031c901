"""Values that our own wordings use beside the placeholders of macros: what the ticket is about, in words."""

from datetime import datetime

from server.domain import facts
from server.domain.calendar import Calendar
from server.domain.case import Case
from server.domain.ticket import Message
from server.drafting import formats
from server.drafting.macro_writer.contacts import open_contacts
from server.drafting.macro_writer.wordings import Register, Wording
from server.drafting.marked import Marked, Value, capitalised
from server.drafting.task import WritingTask
from server.drafting.titles import titles


def phrases(task: WritingTask, register: Register, wording: Wording) -> dict[str, Value]:
    """All values of our own wordings that this task can give, by name.

    Nothing of the order is among them while the sender has not shown that it is theirs.
    """
    number = task.case.order.number if task.case.order else None
    values: dict[str, Value] = {}
    if not task.must_prove_identity:
        values = {**what_it_is_about(task, register, wording, number), **_history(task, register, wording)}
    days = Calendar.of(task.case.store)
    values["next_working_day"] = Value(
        formats.day(days.add_working_days(task.case.today, 1), register.language, task.case.today),
        "date",
        "store:hours",
    )
    return values


def what_it_is_about(task: WritingTask, register: Register, wording: Wording, number: str | None) -> dict[str, Value]:
    """Title, goods, order and parcel in words: by the one item concerned, else by `number`, else plainly."""
    named = titles(task, register.language)
    known = {"title": named[0] if len(named) == 1 else None, "number": number, "plain": ""}
    values = {}
    for name, forms in wording.words.about.items():
        form = next((forms[by] for by in ("title", "number", "plain") if by in forms and known[by] is not None), None)
        if form:
            values[name] = register.say(form).format(title=known["title"], number=number)
    if task.case.match.not_found and not task.case.order:
        values["unknown_number"] = task.case.match.not_found[0]
    values |= {name.capitalize(): capitalised(Marked(text)).text for name, text in values.items()}
    return {name: Value(text) for name, text in values.items()}


def _history(task: WritingTask, register: Register, wording: Wording) -> dict[str, Value]:
    """How long it has taken, how often they wrote, and when a withdrawal came in."""
    values: dict[str, Value] = {}
    waited = facts.get(task.facts, "days_since_order").value
    if isinstance(waited, int) and waited > 1:
        values["days_waiting"] = Value(str(waited), "duration", "order:placed_at")
    nth = wording.words.ordinals.get(str(open_contacts(task)))
    if nth:
        values["nth"] = Value(nth)
    index, message = _declaration(task.case)
    at = (message.sent_at if message and message.sent_at else task.case.as_of).astimezone(task.case.store.zone)
    values["received"] = Value(_received(at, register, wording, task), "date", f"ticket:{index}")
    return values


def _received(at: datetime, register: Register, wording: Wording, task: WritingTask) -> str:
    return wording.words.received.format(
        day=formats.day(at.date(), register.language, task.case.today), time=formats.clock(at, register.language)
    )


def _declaration(case: Case) -> tuple[int, Message | None]:
    """The customer message, with its index in the ticket, that declares the withdrawal; else the newest one."""
    words = case.reading.withdrawal_declared.words
    found: tuple[int, Message | None] = (0, None)
    for index, message in enumerate(case.ticket.messages):
        if message.author != "customer":
            continue
        if words and words in message.text:
            return index, message
        found = index, message
    return found
