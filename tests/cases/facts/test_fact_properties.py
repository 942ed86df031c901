"""What holds for the facts of every case: the linter leaves these combinations out, so they must never occur."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from server.cases.facts import compute_facts
from server.domain.case import Case
from server.domain.facts import FACTS, PROBLEMS, SHIPPING_STATUSES, Fact, Facts
from server.domain.money import Money
from server.domain.order import OrderRecord, Shipment, ShipmentItem, TrackingEvent, TrackingStatus
from tests.cases.conftest import AS_OF, make_case, make_line, make_message, make_order, make_product, make_shipment
from tests.cases.conftest import make_ticket as ticket

SKUS = ("LAMP", "MUG", "RING")
PRODUCTS = [make_product("LAMP"), make_product("MUG", "hygiene"), make_product("RING", "custom")]
SCANNED = ("days_since_last_scan", "hours_since_last_scan")
moments = st.integers(-60 * 24 * 4, 60 * 4).map(lambda quarters: AS_OF + timedelta(minutes=15 * quarters))


@st.composite
def shipments(draw: st.DrawFn) -> Shipment:
    times = sorted(draw(st.lists(moments, max_size=4)))
    statuses = st.sampled_from(get_args(TrackingStatus))
    items = [ShipmentItem(sku, 1) for sku in draw(st.sets(st.sampled_from(SKUS)))]
    return structs.replace(
        make_shipment(),
        promised_by=draw(st.none() | moments.map(lambda moment: moment.date())),
        items=items,
        events=[TrackingEvent(moment, draw(statuses)) for moment in times],
    )


@st.composite
def orders(draw: st.DrawFn) -> OrderRecord:
    lines = [make_line(sku, price="10") for sku in draw(st.sets(st.sampled_from(SKUS), min_size=1))]
    return structs.replace(
        make_order(lines=lines),
        total=draw(st.sampled_from([Decimal(9), Decimal(10 * len(lines) + 5)])),
        placed_at=draw(moments.filter(lambda at: at <= AS_OF)),
        fulfillment_status=draw(st.sampled_from([None, "fulfilled", "partial", "unfulfilled"])),
        fulfilled_at=draw(st.none() | moments),
        cancelled_at=draw(st.none() | moments),
        shipments=draw(st.lists(shipments(), max_size=3)),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    said: dict[str, Any] = {
        "problem": draw(st.none() | st.sampled_from(PROBLEMS)),
        "items": draw(st.lists(st.sampled_from(SKUS), max_size=2)),
        "seal_broken": draw(st.none() | st.booleans()),
    }
    sent = draw(moments.filter(lambda at: at <= AS_OF))
    message = structs.replace(make_message(), sent_at=sent)
    return make_case(draw(orders()), said=said, products=PRODUCTS, ticket=ticket(message))


def is_known(*facts: Fact) -> bool:
    return all(fact.state == "known" for fact in facts)


def number(fact: Fact) -> int:
    assert isinstance(fact.value, int)
    return fact.value


def check_lint_assumptions(facts: Facts) -> None:
    """The combinations that store-pack.md calls impossible."""
    since = {name: facts[f"days_since_{name}"] for name in ("order", "shipped", "last_scan", "delivery")}
    status = facts["shipping_status"].value
    if status == "not_shipped":
        assert {since[name].state for name in ("shipped", "last_scan", "delivery")} == {"none"}
    if status in ("not_shipped", "delivered"):
        assert {facts[name].state for name in SCANNED} == {"none"}
    for older, newer in [("order", "shipped"), ("shipped", "last_scan"), ("order", "delivery")]:
        if is_known(since[older], since[newer]):
            assert number(since[older]) >= number(since[newer])
    if facts["problem"].value == "cancel":
        assert status != "delivered"
    item, order = facts["item_value"].value, facts["order_value"].value
    if isinstance(item, Money) and isinstance(order, Money):
        assert item.amount <= order.amount


@settings(max_examples=300, deadline=None, derandomize=True)
@given(cases())
def test_impossible_combinations_never_occur(case: Case) -> None:
    """Whatever carriers report in whatever order, the facts agree with each other."""
    check_lint_assumptions(compute_facts(case))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(cases(), st.sampled_from(SHIPPING_STATUSES))
def test_they_do_not_occur_after_a_correction_either(case: Case, status: str) -> None:
    """An agent who corrects the shipping status need not correct what follows from it."""
    corrections = structs.replace(case.corrections, facts={"shipping_status": status})
    facts = compute_facts(structs.replace(case, corrections=corrections))
    assert facts["shipping_status"] == Fact("known", "agent", status)
    check_lint_assumptions(facts)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(cases())
def test_what_lies_ahead_changes_nothing(case: Case) -> None:
    """The same facts, whether or not the future is already in the record."""
    assert case.order is not None
    past = structs.replace(
        case.order,
        fulfilled_at=case.order.fulfilled_at if case.order.fulfilled_at and case.order.fulfilled_at <= AS_OF else None,
        fulfillment_status=None
        if case.order.fulfilled_at and case.order.fulfilled_at > AS_OF
        else case.order.fulfillment_status,
        cancelled_at=None,
        shipments=[
            structs.replace(shipment, events=[event for event in shipment.events if event.at <= AS_OF])
            for shipment in case.order.shipments
        ],
    )
    assert compute_facts(structs.replace(case, order=past)) == compute_facts(case)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(cases())
def test_a_fact_has_a_value_exactly_when_it_is_known(case: Case) -> None:
    """And a choice is one of its words."""
    for name, fact in compute_facts(case).items():
        assert (fact.value is not None) == (fact.state == "known")
        assert not FACTS[name].choices or fact.state != "known" or fact.value in FACTS[name].choices
