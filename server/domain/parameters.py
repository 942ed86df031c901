"""Parameters of store.yaml by the order's day (store-pack.md, `parameters`)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from server.domain.fact_tests import Param, Resolve
from server.domain.facts import FactValue
from server.domain.money import Money
from server.domain.store import DatedValue, Store

ParameterValue = Decimal | str | bool | list[str]

_KINDER: dict[str, Callable[[list[Decimal]], Decimal]] = {"return_window_days": max, "promised_days": min}
"""Where a promise made after the order binds as well, if it is kinder (domain.md, P1)."""


def parameter(
    store: Store, name: str, order_day: date | None, today: date, country: str | None
) -> ParameterValue | None:
    """The value in force on the order's day (on `today` without one), for `country` where it is by country.

    A value that came later, until `today`, wins where it is kinder. None where none is in force.
    """
    day = order_day or today
    dated = store.parameters.get(name, [])
    own = _value_for(_in_force(dated, day), country)
    kindest = _KINDER.get(name)
    if kindest is None:
        return own
    later = [_value_for(entry, country) for entry in dated if entry.from_ and day < entry.from_ <= today]
    numbers = [value for value in (own, *later) if isinstance(value, Decimal)]
    return kindest(numbers) if numbers else own


def resolver(store: Store, order_day: date | None, today: date, country: str | None) -> Resolve:
    """How the tests of a tree get the value of `{param: NAME}`."""

    def resolve(param: Param) -> FactValue | None:
        return _as_fact_value(parameter(store, param.name, order_day, today, country), store.currency)

    return resolve


def _in_force(dated: list[DatedValue], day: date) -> DatedValue | None:
    begun = [entry for entry in dated if entry.from_ is None or entry.from_ <= day]
    return max(begun, key=lambda entry: entry.from_ or date.min, default=None)


def _value_for(entry: DatedValue | None, country: str | None) -> ParameterValue | None:
    if entry is None:
        return None
    if isinstance(entry.value, dict):
        return entry.value.get(country or "default", entry.value.get("default"))
    return entry.value


def _as_fact_value(value: ParameterValue | None, currency: str) -> FactValue | None:
    """A number as facts hold them: counts are whole, what is not can only be money in the shop's currency."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else Money(value, currency)
    return frozenset(value) if isinstance(value, list) else value
