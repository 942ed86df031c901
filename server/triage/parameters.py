"""Parameters of store.yaml as a rule's `{param: NAME}` sees them (store-pack.md, `parameters`)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from server.domain.fact_tests import Param, Resolve
from server.domain.facts import FactValue
from server.domain.money import Money
from server.domain.store import DatedValue, Store

_Value = Decimal | str | bool | list[str]

_KINDER: dict[str, Callable[[list[Decimal]], Decimal]] = {"return_window_days": max, "promised_days": min}
"""Where a value that came after the order's day wins if it is kinder."""


def resolver(store: Store, order_day: date, today: date, country: str | None) -> Resolve:
    """The value in force on the order's day, for `country` where it is by country; None where there is none."""

    def resolve(param: Param) -> FactValue | None:
        begun = [dated for dated in store.parameters.get(param.name, []) if _begin(dated) <= today]
        at_order = max((d for d in begun if _begin(d) <= order_day), key=_begin, default=None)
        value = _value_for(at_order, country) if at_order else None
        if kindest := _KINDER.get(param.name):
            since = [_value_for(dated, country) for dated in begun if _begin(dated) > order_day]
            numbers = [number for number in (value, *since) if isinstance(number, Decimal)]
            value = kindest(numbers) if numbers else value
        return _as_fact_value(value, store.currency)

    return resolve


def _begin(dated: DatedValue) -> date:
    return dated.from_ or date.min


def _value_for(dated: DatedValue, country: str | None) -> _Value | None:
    if isinstance(dated.value, dict):
        return dated.value.get(country or "default", dated.value.get("default"))
    return dated.value


def _as_fact_value(value: _Value | None, currency: str) -> FactValue | None:
    """Counts are whole numbers; what is not whole can only be money in the shop's currency."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else Money(value, currency)
    return frozenset(value) if isinstance(value, list) else value
