"""Facts that the customer's own words and attachments give."""

from server.cases.concerned import reported_problem
from server.cases.facts.row import fact
from server.cases.facts.tracking import shipping_status
from server.domain.case import Case
from server.domain.facts import Fact, FactValue, known, unknown
from server.domain.reading import Read


@fact
def problem(case: Case) -> Fact:
    """What the customer reports. What has come cannot be cancelled any more: it is unwanted."""
    reported = reported_problem(case.reading, case.corrections, case.store)
    if reported.value == "cancel" and shipping_status(case).value == "delivered":
        return known("unwanted", "ticket")
    return reported


@fact
def wish(case: Case) -> Fact:
    """What they want; none when not stated, unknown when two wishes conflict."""
    return _as_read(case.reading.wish)


@fact
def withdrawal_declared(case: Case) -> Fact:
    """Whether they say unmistakably that they withdraw."""
    return _as_read(case.reading.withdrawal_declared)


@fact
def proof_provided(case: Case) -> Fact:
    """Whether a picture or video is attached: never unknown."""
    return known(case.reading.proof_provided, "ticket")


@fact
def item_condition(case: Case) -> Fact:
    """unused or used, where the words say so."""
    return _as_read(case.reading.item_condition)


@fact
def seal_broken(case: Case) -> Fact:
    """Whether the customer broke the seal, where the words say so: it is never inferred (BGB 312g)."""
    return _as_read(case.reading.seal_broken)


def _as_read(read: Read[str] | Read[bool]) -> Fact:
    value: FactValue | None = read.value
    return unknown("ticket") if value is None else known(value, "ticket")
