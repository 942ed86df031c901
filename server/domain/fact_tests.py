"""The tests of a branch (`is`, `at_most`, `has` …): used by the refund tree, the law's table and triage rules.

unknown: no test is tried. none: `is: none` and `not: X` hold, every other test does not.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct

from server.domain.facts import Fact, FactValue
from server.domain.money import Money

Operator = Literal["is", "not", "in", "at_most", "at_least", "less_than", "more_than", "between", "has", "otherwise"]


class Param(Struct, frozen=True):
    """`{param: NAME}`: a value that store.yaml gives, dated by the order's day."""

    name: str


Operand = FactValue | Param


class FactTest(Struct, frozen=True):
    """One test. `operands`: one, several for `in`, `not` and `has`, two for `between`, none for `otherwise`."""

    operator: Operator
    operands: tuple[Operand, ...] = ()


Resolve = Callable[[Param], FactValue | None]
"""Gives a parameter's value, None where there is none in force."""


def holds(test: FactTest, fact: Fact, resolve: Resolve, in_shop_currency: Callable[[Money], Decimal | None]) -> bool:
    """Whether a known or none `fact` passes `test`. An unknown one passes none, not even `otherwise`."""
    if fact.state == "unknown":
        return False
    if test.operator == "otherwise":
        return True
    operands = [resolve(o) if isinstance(o, Param) else o for o in test.operands]
    if fact.state == "none":
        return _holds_for_none(test.operator, operands)
    if any(o is None for o in operands):
        return False
    return _HOLDS[test.operator](
        _comparable(fact.value, in_shop_currency), [_comparable(o, in_shop_currency) for o in operands]
    )


def _holds_for_none(operator: Operator, operands: list[FactValue | None]) -> bool:
    if operator in ("is", "in"):
        return "none" in operands
    return operator == "not" and "none" not in operands


def _comparable(value: Any, in_shop_currency: Callable[[Money], Decimal | None]) -> Any:
    return in_shop_currency(value) if isinstance(value, Money) else value


_HOLDS: dict[Operator, Callable[[Any, list[Any]], bool]] = {
    "is": lambda value, operands: value == operands[0],
    "in": lambda value, operands: value in operands,
    "not": lambda value, operands: value not in operands,
    "at_most": lambda value, operands: value <= operands[0],
    "at_least": lambda value, operands: value >= operands[0],
    "less_than": lambda value, operands: value < operands[0],
    "more_than": lambda value, operands: value > operands[0],
    "between": lambda value, operands: operands[0] <= value <= operands[1],
    "has": lambda value, operands: bool(_tags(value) & frozenset().union(*map(_tags, operands))),
}


def _tags(value: Any) -> frozenset[str]:
    return value if isinstance(value, frozenset) else frozenset([value])
