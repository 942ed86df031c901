"""A fact's domain split at the thresholds of all its tests: within a cell, every test says the same."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from math import ceil, floor

from server.domain.fact_tests import FactTest, Param
from server.domain.facts import FACTS, Fact, FactSpec, FactValue, known, none, unknown
from server.domain.money import Money, to_minor_unit
from server.domain.rates import in_shop_currency
from server.domain.store import Store
from server.refunds.proof.scenarios import Scenario

Holds = Callable[[FactTest, Fact], bool]

COMPARED = [
    ["days_since_order", "days_since_delivery", "days_since_shipped", "days_since_last_scan"],
    ["order_value", "item_value"],
]
"""Facts that bound each other; they are split at the same thresholds, so that cells can be compared."""

MAY_BE_NONE = frozenset(
    {
        "problem",
        "wish",
        "sender_matches_order",
        "days_since_shipped",
        "days_since_last_scan",
        "hours_since_last_scan",
        "days_since_delivery",
    }
)
"""Facts that can be known not to exist (store-pack.md, the table); all others have a value or are unknown."""

_COUNTRIES = ("DE", "AT", "FR", "NL")
OTHER = "…"
"""Stands for every tag that no test names."""


def compared_with(fact: str) -> list[str]:
    """The facts whose cells are comparable with this one's, itself among them."""
    return next((group for group in COMPARED if fact in group), [fact])


def cells_of(fact: str, values: Sequence[FactValue]) -> list[Fact]:
    """One example for each cell: unknown first, then none, then `values`."""
    spec = FACTS[fact]
    states = [unknown(spec.source), *([none(spec.source)] if fact in MAY_BE_NONE else [])]
    return [*states, *(known(value, spec.source) for value in values)]


def values_of(
    fact: str, tests: Sequence[FactTest], comparable: Sequence[FactTest], scenario: Scenario, store: Store, holds: Holds
) -> Sequence[FactValue]:
    """A value for each known cell, numbers and money in rising order; the same for facts that bound each other.

    `comparable` are the tests of all facts that share its thresholds. A set has one known cell here: its tags
    are asked one by one (space.py).
    """
    spec = FACTS[fact]
    values = _values(spec, tests, comparable, scenario, store)
    if spec.kind not in ("number", "money"):
        return values
    said = list(dict.fromkeys(comparable))
    apart: list[FactValue] = []
    before = None
    for value in values:
        example = known(value, spec.source)
        told = [holds(test, example) for test in said]
        if told != before:
            apart.append(value)
        before = told
    return apart


def operands_of(test: FactTest, scenario: Scenario) -> list[FactValue | None]:
    """What the test compares with in this scenario; None for a parameter that is not in force."""
    return [scenario.resolve(o) if isinstance(o, Param) else o for o in test.operands]


def tags_of(tests: Sequence[FactTest], scenario: Scenario) -> list[str]:
    """The tags that the tests of a set name, and one that stands for all others."""
    operands = [operand for test in tests for operand in operands_of(test, scenario)]
    named = {tag for operand in operands if isinstance(operand, frozenset) for tag in operand}
    return [*sorted(named), OTHER]


def _values(
    spec: FactSpec, tests: Sequence[FactTest], comparable: Sequence[FactTest], scenario: Scenario, store: Store
) -> Sequence[FactValue]:
    if spec.kind == "choice":
        return [choice for choice in spec.choices if choice != "none"]
    if spec.kind == "yes_no":
        return [True, False]
    if spec.kind == "set":
        return [frozenset[str]()]
    if spec.kind == "country":
        named = {o for test in tests for o in operands_of(test, scenario) if isinstance(o, str) and o != "none"}
        named |= scenario.countries
        return [*sorted(named), next(code for code in (*_COUNTRIES, "XX") if code not in named)]
    compared = [operand for test in comparable for operand in operands_of(test, scenario)]
    if spec.kind == "number":
        limits = [floor(value) for value in compared if isinstance(value, int | Decimal) and value >= 0]
        return sorted({0, *limits, *(limit + 1 for limit in limits)})
    convert = in_shop_currency(store)
    sums = [convert(o) if isinstance(o, Money) else Decimal(o) for o in compared if isinstance(o, Money | int)]
    return _sums(sorted({value for value in sums if value is not None}), store)


def _sums(limits: list[Decimal], store: Store) -> list[Money]:
    """One sum at each limit, between each two, below the first and above the last, where a currency has one."""
    found: list[Money | None] = []
    below = None
    for limit in [*limits, None]:
        found.append(_between(below, limit, store))
        found.append(None if limit is None else _exactly(limit, store))
        below = limit
    return [money for money in found if money is not None]


def _between(below: Decimal | None, above: Decimal | None, store: Store) -> Money | None:
    """A sum above `below` (or any) and under `above`; in the shop's currency where it has one, else in another."""
    for currency, rate in _currencies(store):
        unit = _unit(currency) * rate
        fewest = 0 if below is None else floor(below / unit) + 1
        most = fewest if above is None else ceil(above / unit) - 1
        if fewest <= most:
            return Money.of((most if below is None else fewest) * _unit(currency), currency)
    return None


def _exactly(value: Decimal, store: Store) -> Money | None:
    for currency, rate in _currencies(store):
        amount = to_minor_unit(value / rate, currency)
        if amount * rate == value:
            return Money(amount, currency)
    return None


def _currencies(store: Store) -> list[tuple[str, Decimal]]:
    return [(store.currency, Decimal(1)), *((code, rate) for code, rate in store.fx.items() if rate > 0)]


def _unit(currency: str) -> Decimal:
    return Decimal((0, (1,), int(to_minor_unit(Decimal(0), currency).as_tuple().exponent)))
