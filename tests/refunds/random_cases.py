"""Random facts, sums and trees, the same on every run."""

import random
from decimal import Decimal
from typing import Any, get_args

from server.domain.decision import MoneyBasis
from server.domain.fact_tests import FactTest, Operator
from server.domain.facts import FACTS, Fact, FactSpec, FactValue, known, none, unknown
from server.domain.money import Money
from server.domain.tree import Action, Amount, Branch, End, Goto, Node, Outcome, Tree

_TAGS = ["custom", "hygiene", "digital", "fragile"]
_DAYS = [0, 1, 2, 3, 14, 15, 16, 30, 364, 365, 366, 729, 730, 731, 900]
_ORDERED: list[Operator] = ["at_most", "at_least", "less_than", "more_than", "between"]


def dice(seed: int) -> random.Random:
    """Chance that falls the same way on every run."""
    return random.Random(seed)  # noqa: S311 - nothing secret hangs on it


def random_value(rng: random.Random, spec: FactSpec) -> FactValue:
    """A value that the fact can have."""
    if spec.kind == "choice":
        return rng.choice([choice for choice in spec.choices if choice != "none"])
    if spec.kind == "yes_no":
        return rng.random() < 0.5
    if spec.kind == "number":
        return rng.choice(_DAYS)
    if spec.kind == "money":
        return Money.of(Decimal(rng.randrange(0, 20000)) / 100, rng.choice(["EUR", "EUR", "CHF", "XTS"]))
    if spec.kind == "set":
        return frozenset(rng.sample(_TAGS, rng.randrange(0, 3)))
    return rng.choice(["DE", "AT", "CH"])


def random_facts(rng: random.Random) -> dict[str, Fact]:
    """Each fact known, none or unknown."""
    facts = {}
    for spec in FACTS.values():
        chance = rng.random()
        fact = known(random_value(rng, spec), spec.source)
        facts[spec.name] = unknown(spec.source) if chance < 0.15 else none(spec.source) if chance < 0.25 else fact
    return facts


def random_money(rng: random.Random) -> MoneyBasis:
    """Sums that can stand in one order; some of them not known."""
    item = Decimal(rng.randrange(100, 40000)) / 100
    postage = Decimal(rng.randrange(0, 1000)) / 100
    rest = Decimal(rng.choice([0, 0, rng.randrange(1, 9000)])) / 100
    order = item + postage + rest
    left = rng.choice([order, order, order - rest, Decimal(rng.randrange(0, 5000)) / 100])
    return MoneyBasis(
        currency=rng.choice(["EUR", "EUR", "CHF", "XTS"]),
        item=item,
        order=order,
        postage=postage,
        owed=item if rest else item + postage,
        refundable=rng.choice([min(left, order), min(left, order), None]),
        goods_cost=rng.choice([item / 2, None]),
        way_back=rng.choice([Decimal(5), None]),
    )


def random_tree(rng: random.Random, most_nodes: int = 5) -> Tree:
    """A tree without circles and gaps: a node leads only to later ones, and its last branch is `otherwise`."""
    actions = [rng.choice(get_args(Action)) for _ in range(rng.randrange(1, 7))]
    outcomes = {f"o{number}": _outcome(rng, f"o{number}", action) for number, action in enumerate(actions)}
    count = rng.randrange(1, most_nodes + 1)
    nodes = {f"n{number}": _node(rng, number, count, list(outcomes)) for number in range(count)}
    return Tree("n0", nodes, outcomes)


def _outcome(rng: random.Random, outcome_id: str, action: Action) -> Outcome:
    base: Any = rng.choice(["item", "order", "postage", "owed", "owed", "owed"])
    share = Amount(percent=Decimal(rng.choice([10, 33, 50, 100, 100, 100, 110])), of=base)
    fixed = Amount(fixed=Decimal(rng.randrange(1, 5000)) / 100, currency=rng.choice(["EUR", "CHF"]))
    return Outcome(
        outcome_id,
        action,
        amount=rng.choice([share, share, share, fixed, None]),
        within_days=rng.choice([None, None, 3, 9, 30]),
    )


def _node(rng: random.Random, number: int, count: int, outcomes: list[str]) -> Node:
    spec = rng.choice(list(FACTS.values()))
    tests = [random_test(rng, spec) for _ in range(rng.randrange(0, 4))]
    branches = [Branch(test, _target(rng, number, count, outcomes)) for test in [*tests, FactTest("otherwise")]]
    beyond = _target(rng, number, count, outcomes) if rng.random() < 0.7 else None
    return Node(f"n{number}", {"en": "What?"}, spec.name, branches, beyond)


def _target(rng: random.Random, number: int, count: int, outcomes: list[str]) -> Goto | End:
    if number + 1 < count and rng.random() < 0.6:
        return Goto(f"n{rng.randrange(number + 1, count)}")
    return End(rng.choice(outcomes))


def random_test(rng: random.Random, spec: FactSpec) -> FactTest:
    """A test that the fact's kind allows; sums are in currencies that have a rate."""
    if spec.kind in ("number", "money") and rng.random() < 0.6:
        operator = rng.choice(_ORDERED)
        return FactTest(operator, tuple(_operand(rng, spec) for _ in range(2 if operator == "between" else 1)))
    several: Operator = "has" if spec.kind == "set" else rng.choice(["in", "not"])
    if rng.random() < 0.5:
        return FactTest(several, tuple(_operand(rng, spec) for _ in range(rng.randrange(1, 4))))
    return FactTest("is", (rng.choice([_operand(rng, spec), "none"]),))


def _operand(rng: random.Random, spec: FactSpec) -> FactValue:
    value = random_value(rng, spec)
    return Money.of(value.amount, "EUR") if isinstance(value, Money) else value
