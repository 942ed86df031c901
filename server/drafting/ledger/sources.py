"""What a draft may rest on: every sum, day, span, number and link that the task knows, with the name of its source."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct, field

from server.domain.calendar import Calendar
from server.domain.facts import FACTS
from server.domain.money import Money
from server.drafting.ledger.figures import Figure, Value, as_link, as_number, as_span, as_sum, figures_in
from server.drafting.task import WritingTask

_ONE_WEEK = timedelta(days=7)
_IN_LAW = (as_span(14, "day"), as_span(24, "month"), as_span(12, "month"))


class Known(Struct, frozen=True):
    """By value: what supports it. What comes first counts."""

    supports: dict[Value, str] = field(default_factory=dict)
    said: str = ""

    def support_of(self, figure: Figure, due: date | None = None) -> str | None:
        """What supports a figure or the day it is `due`; a weekday is that of a known day up to a week away."""
        for value in (due, figure.value):
            if value is not None and value in self.supports:
                return self.supports[value]
        if figure.is_vague:
            return self._weekday(figure)
        if figure.kind in ("order", "tracking"):
            return self._number(str(figure.value))
        return self._site(str(figure.value)) if figure.kind == "link" else None

    def _weekday(self, figure: Figure) -> str | None:
        day = figure.value
        days = [known for known in self.supports if type(known) is type(day)]
        near = [d for d in days if d.weekday() == day.weekday() and abs(d - day) <= _ONE_WEEK]  # type: ignore[union-attr,operator]
        return self.supports[near[0]] if near else None

    def _number(self, number: str) -> str | None:
        """With another way of writing it (LB-1006, #1006), or as the customer wrote it."""
        digits = "".join(filter(str.isdigit, number))
        for value, support in self.supports.items():
            if isinstance(value, str) and support.startswith("order:") and value == digits:
                return support
        return "ticket:0" if number in self.said else None

    def _site(self, link: str) -> str | None:
        """The bare site of a known link."""
        if "/" in link:
            return None
        sites = {
            value.partition("/")[0].rpartition("@")[2]: s
            for value, s in self.supports.items()
            if isinstance(value, str)
        }
        return sites.get(link)


def known_to(task: WritingTask) -> Known:
    """Everything that a text of this task may say."""
    supports: dict[Value, str] = {}
    for value, support in _all(task):
        supports.setdefault(value, support)
    messages = [task.case.ticket.subject or "", *(message.text for message in task.case.ticket.messages)]
    return Known(supports, as_number(" ".join(messages)))


def _all(task: WritingTask) -> Iterator[tuple[Value, str]]:
    yield from _of_decision(task)
    yield from _of_order(task)
    yield from _of_store(task)
    today = task.case.today
    for passage in task.policies:
        if passage.audience == "public":
            for figure in _figures_of_policy(passage.text, passage.language, today):
                yield figure.value, f"policy:{passage.section}@{passage.version}"
    for at, message in enumerate(task.case.ticket.messages):
        sent = task.case.day_of(message.sent_at) if message.sent_at else today
        for language in {task.case.reading.language, task.language}:
            for figure in _figures_of_message(message.text, language, sent):
                if figure.kind != "link" or message.author == "agent":
                    yield figure.value, f"ticket:{at}"
        yield sent, f"ticket:{at}"
    for name, fact in task.facts.items():
        if FACTS[name].kind == "number" and isinstance(fact.value, int):
            yield as_span(fact.value, "hour" if name.startswith("hours") else "day"), f"order:{name}"


def _of_decision(task: WritingTask) -> Iterator[tuple[Value, str]]:
    decision = task.decision
    if decision.amount:
        yield as_sum(decision.amount.amount, decision.amount.currency), "decision.amount"
    if task.discount_percent:
        yield task.discount_percent.normalize(), "decision.amount"
    for name in ("until", "return_by", "refund_by", "next_step_day"):
        day = getattr(decision, name)
        if day:
            yield day, f"decision.{name}"
    if decision.return_ and decision.return_.rma:
        yield as_number(decision.return_.rma), "decision.return"
    if decision.law:
        yield from ((span, "decision.law") for span in _IN_LAW)


def _of_order(task: WritingTask) -> Iterator[tuple[Value, str]]:
    order, case = task.case.order, task.case
    for number in (*case.match.candidates, *case.match.not_found):
        yield as_number(number), "order:number"
    if task.expected_day:
        yield task.expected_day, "order:expected_day"
    if task.promised_day:
        yield task.promised_day, "order:promised_by"
    if order is None:
        return
    yield as_number(order.number), "order:number"
    yield case.day_of(order.placed_at), "order:placed_at"
    for name in ("paid_at", "fulfilled_at", "cancelled_at"):
        if moment := getattr(order, name):
            yield case.day_of(moment), f"order:{name}"
    for name, amount in between_shop_and_customer(task):
        yield as_sum(amount.amount, amount.currency), name
    for shipment in order.shipments:
        source = f"tracking:{shipment.number}" if shipment.number else "order:shipments"
        if shipment.number:
            yield as_number(shipment.number), source
        if shipment.supplier_order and task.kind == "supplier_message":
            yield as_number(shipment.supplier_order), "order:supplier_order"
        if shipment.url:
            yield as_link(shipment.url), source
        if shipment.promised_by:
            yield shipment.promised_by, "order:promised_by"
        yield from ((case.day_of(event.at), source) for event in shipment.events)


def between_shop_and_customer(task: WritingTask) -> Iterator[tuple[str, Money]]:
    """What the order cost, by the name of a claim's source."""
    order = task.case.order
    if order is None:
        return
    for name in ("total", "subtotal", "shipping", "refunded"):
        yield f"order:{name}", Money(getattr(order, name), order.currency)
    for line in order.lines:
        price = line.quantity * line.price
        yield from (
            ("order:items", Money(amount, order.currency)) for amount in (line.price, price, price - line.discount)
        )


def _of_store(task: WritingTask) -> Iterator[tuple[Value, str]]:
    store, today = task.case.store, task.case.today
    calendar = Calendar.of(store)
    yield today, "store:timezone"
    yield calendar.add_working_days(today, 1), "store:hours"
    if task.window_end:
        yield task.window_end, "store:return_window_days"
    order = task.case.order
    for address in filter(None, (task.case.ticket.sender.email, order.email if order else None)):
        yield as_link(address), "order:email"
    for address in store.addresses:
        yield as_link(address), "store:addresses"
    if task.policy_url:
        yield as_link(task.policy_url), "store:policies"


@lru_cache(maxsize=64)
def _figures_of_message(text: str, language: str, sent: date) -> tuple[Figure, ...]:
    """A ticket's messages are the same for each of its drafts and for each look at one."""
    return tuple(figures_in(text, language, sent))


@lru_cache(maxsize=512)
def _figures_of_policy(text: str, language: str, today: date) -> tuple[Figure, ...]:
    """Policies are the same for every draft of a day."""
    return tuple(figures_in(text, language, today))
