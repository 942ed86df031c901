"""The tests of a branch (`is`, `at_most`, `has` …): used by the refund tree, the law's table and triage rules.

unknown: no test is tried. none: `is: none`, `in` with none among its values, and `not: X` hold, every
other test does not.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Literal, get_args

from msgspec import Struct

from server.domain.facts import Fact, FactSpec, FactValue, read_value
from server.domain.money import Money
from server.domain.sentences import SENTENCES
from server.errors import BadValue

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
    value, *compared = (_comparable(v, in_shop_currency) for v in [fact.value, *operands])
    if value is None or None in compared:  # a parameter not in force, or money without a rate: nothing to compare with
        return False
    return _HOLDS[test.operator](value, compared)


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


_ORDERED = frozenset({"at_most", "at_least", "less_than", "more_than", "between"})
_SEVERAL = frozenset({"in", "not", "has"})
OPERATORS: tuple[Operator, ...] = get_args(Operator)


def read_test(spec: FactSpec, raw: Mapping[str, Any], currency: str) -> FactTest:
    """`{at_most: 30}` as a FactTest on the fact `spec`, or BadValue that says what to write."""
    operator = next((name for name in OPERATORS if name in raw), None)
    if operator is None or len(raw) != 1:
        raise BadValue(SENTENCES("test.exactly_one", known=", ".join(OPERATORS)), fact=spec.name)
    operand = raw[operator]
    if operator == "otherwise":
        if operand is not True:
            raise BadValue(SENTENCES("test.otherwise"), fact=spec.name)
        return FactTest("otherwise")
    _refuse_wrong_kind(operator, spec)
    return FactTest(operator, tuple(_read_operand(spec, item, currency) for item in _as_list(operator, operand, spec)))


def _refuse_wrong_kind(operator: Operator, spec: FactSpec) -> None:
    if operator in _ORDERED and spec.kind not in ("number", "money"):
        raise BadValue(SENTENCES("test.ordered", operator=operator, fact=spec.name), fact=spec.name)
    if operator == "has" and spec.kind != "set":
        raise BadValue(SENTENCES("test.has", fact=spec.name), fact=spec.name)


def _as_list(operator: Operator, operand: Any, spec: FactSpec) -> list[Any]:
    if operator == "between":
        if not isinstance(operand, list) or len(operand) != 2:
            raise BadValue(SENTENCES("test.between", fact=spec.name), fact=spec.name)
        return operand
    if isinstance(operand, list) and operator in _SEVERAL:
        if not operand:
            raise BadValue(SENTENCES("test.empty", operator=operator, fact=spec.name), fact=spec.name)
        return operand
    if operator == "in":
        raise BadValue(SENTENCES("test.in", fact=spec.name), fact=spec.name)
    return [operand]


def _read_operand(spec: FactSpec, raw: Any, currency: str) -> Operand:
    if isinstance(raw, Mapping) and set(raw) == {"param"} and isinstance(raw["param"], str):
        return Param(raw["param"])
    return "none" if raw == "none" else read_value(spec, raw, currency)
