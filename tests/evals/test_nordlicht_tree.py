"""The demo shop's refund tree: whatever happens, the customer gets at least what the law gives."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec import Struct

from server.domain.calendar import Calendar
from server.domain.decision import Decision, MoneyBasis, Question
from server.domain.facts import FACTS, PROBLEMS, SHIPPING_STATUSES, WISHES, Facts, read_fact
from server.domain.money import Money
from server.domain.pack import Pack
from server.refunds.decide import decide
from server.refunds.walk import as_written
from server.stores.read_pack import read_pack
from tests.refunds.random_cases import dice

FOLDER = Path(__file__).parents[2] / "evals" / "stores" / "nordlicht"
CASES = 2_000
UNDER_WAY = {"in_transit", "out_for_delivery", "ready_for_pickup", "failed", "returned", "lost"}
TAGS = ["lamp", "lamp", "home", "outdoor", "home glass", "lamp custom", "home hygiene", "media", "digital"]
DEFECTS = {"damaged", "defective", "wrong_item", "missing_item", "not_as_described"}
DELIVERED = DEFECTS | {"lost", "wrong_size", "unwanted"}  # so tracking says in most cases
DAYS = [0, 1, 3, 10, 13, 14, 15, 20, 29, 30, 31, 60, 200, 364, 365, 366, 500, 729, 730, 731, 732, 900, 1100]
# What the tree tells apart most finely comes up more often than chance would have it.
TOLD = [*PROBLEMS, *PROBLEMS[3:], *PROBLEMS[3:], *["late", "lost"] * 4]
UNKNOWN = [*FACTS, *["shipping_status"] * 12]


class Case(Struct, frozen=True):
    """Facts that can stand together, and the sums that go with them."""

    facts: Facts
    money: MoneyBasis


@pytest.fixture(scope="module")
def shop() -> Pack:
    pack, findings = read_pack(FOLDER)
    assert pack is not None, findings
    return pack


@pytest.fixture(scope="module")
def decisions(shop: Pack) -> list[Decision]:
    return list(random_decisions(shop, CASES))


def random_decisions(shop: Pack, cases: int, seed: int = 1) -> Iterator[Decision]:
    """What the shop decides on random cases, the same on every run."""
    rng = dice(seed)
    calendar = Calendar.of(shop.store)
    as_of = datetime(2026, 11, 16, 10, tzinfo=shop.store.zone)
    for number in range(cases):
        case = random_case(rng)
        days = case.facts["days_since_order"].value
        question = Question(
            facts=case.facts,
            as_of=as_of,
            request_day=as_of.date(),
            order_day=as_of.date() - timedelta(days=days) if isinstance(days, int) else None,
            order_number="#5021" if isinstance(days, int) else None,
            order_candidates=[],
            other_problems=[],
            money=case.money,
            expected_day=rng.choice([None, as_of.date() + timedelta(days=4), as_of.date() + timedelta(days=17)]),
            supplier_id="brightway",
            role=rng.choice(["agent", "manager"]),
            language=rng.choice(["de", "en"]),
        )
        yield decide(shop.tree, "tree", shop.store, {}, calendar, question, str(number))


def random_case(rng: Random) -> Case:
    """A case that can happen; now and then nobody knows the order, or one of the facts."""
    told = _words(rng) | _history(rng)
    price = Decimal(rng.choice([490, 1290, 1499, 1500, 1990, 2000, 3490, 5900, 10900, 15900, 31800])) / 100
    rest = Decimal(rng.choice([0, 0, 2490, 7900])) / 100
    if rng.random() < 0.9:
        told |= {"item_value": Money.of(price, "EUR"), "order_value": Money.of(price + rest + Decimal("4.90"), "EUR")}
        told |= _order(rng, told)
        told |= {rng.choice(UNKNOWN): None} if rng.random() < 0.2 else {}
    else:
        told["sender_matches_order"] = "none"
    facts = {name: read_fact(name, told.get(name), "EUR") for name in FACTS}
    return Case(facts, _money(rng, price, rest))


def _words(rng: Random) -> dict[str, Any]:
    """What the customer writes."""
    return {
        "problem": rng.choice(TOLD),
        "wish": rng.choice([*WISHES, "refund", "none"]),
        "withdrawal_declared": rng.random() < 0.2,
        "proof_provided": rng.random() < 0.5,
        "item_condition": rng.choice([None, None, "used", "unused"]),
        "seal_broken": rng.choice([None, True, False]),
    }


def _history(rng: Random) -> dict[str, Any]:
    return {
        "contacts_about_this_order": rng.choice([1, 1, 1, 2, 3, 4]),
        "refunds_last_12_months": rng.choice([0, 0, 0, 1, 2, 3, 5]),
        "past_orders": rng.choice([0, 0, 1, 3, 8]),
        "remedy_attempts": rng.choice([0, 0, 0, 1, 2]),
    }


def _order(rng: Random, told: dict[str, Any]) -> dict[str, Any]:
    """Where the order is, and what follows from it."""
    reachable = [s for s in SHIPPING_STATUSES if told["problem"] != "cancel" or s != "delivered"]
    usual = "delivered" if told["problem"] in DELIVERED else rng.choice(["in_transit", "not_shipped"])
    status = rng.choice([*reachable, *[usual] * 6])
    came = rng.choice(DAYS) if status == "delivered" else None
    scan = rng.choice([0, 3, 6, 7, 8, 20]) if status in UNDER_WAY else None
    shipped = None if status == "not_shipped" else rng.choice([2, 9]) + (came or scan or 0)
    age = rng.choice([0, 2, 12, 25]) + (shipped or 0)
    tags = rng.choice(TAGS).split()
    return {
        "sender_matches_order": rng.random() < 0.95,
        "is_consumer": rng.choice([True, True, True, True, None, False]),
        "country": rng.choice(["DE", "AT", "CH", "GB", "FR"]),
        "shipping_status": status,
        "days_since_order": age,
        "days_since_shipped": _or_none(shipped),
        "days_since_last_scan": _or_none(scan),
        "hours_since_last_scan": _or_none(None if scan is None else scan * 24),
        "days_since_delivery": _or_none(came),
        "days_past_promise": rng.choice([days for days in (0, 0, 0, 1, 4, 7, 14, 15) if days <= age]),
        "item_tags": tags,
        "withdrawal_open": _is_open(came, tags, told["seal_broken"]),
    }


def _or_none(days: int | None) -> int | str:
    """As an agent writes it: what does not exist is "none"."""
    return "none" if days is None else days


def _is_open(came: int | None, tags: list[str], seal_broken: bool | None) -> bool:
    is_sealed = bool({"hygiene", "media"} & set(tags))
    return (came is None or came <= 14) and "custom" not in tags and not (is_sealed and seal_broken)


def _money(rng: Random, price: Decimal, rest: Decimal) -> MoneyBasis:
    postage = Decimal("4.90")
    order = price + rest + postage
    return MoneyBasis(
        currency="EUR",
        item=price,
        order=order,
        postage=postage,
        owed=price if rest else price + postage,
        refundable=rng.choice([order, order, order, price]),
        goods_cost=price * Decimal("0.4"),
        way_back=Decimal("5.90"),
    )


def test_the_law_never_has_to_raise_a_decision(decisions: list[Decision]) -> None:
    """The tree itself gives what is owed; the floor below it stays untouched in every one of 2,000 cases."""
    raised = Counter(
        (d.path[-1].node, tuple(row.row for row in d.law if not row.met)) for d in decisions if d.raised_by_law
    )
    assert not raised


def test_every_branch_is_walked(shop: Pack, decisions: list[Decision]) -> None:
    """No node asks a question whose answer changes nothing."""
    walked = {(step.node, step.branch) for decision in decisions for step in decision.path}
    written = {(node.id, as_written(branch.test)) for node in shop.tree.nodes.values() for branch in node.branches}
    assert not written - walked


def test_every_outcome_is_reached(shop: Pack, decisions: list[Decision]) -> None:
    """Each outcome is where some customer's case ends."""
    assert {decision.outcome for decision in decisions} == {None, *shop.tree.outcomes}
