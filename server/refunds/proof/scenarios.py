"""What a tree's parameters can be: their values change with the order's day, the day of asking and the country."""

from datetime import date, timedelta

from msgspec import Struct

from server.domain.fact_tests import Param, Resolve
from server.domain.facts import FactValue
from server.domain.parameters import resolver
from server.domain.store import Store
from server.domain.tree import Tree

_LATEST = date.max


class Scenario(Struct, frozen=True):
    """One set of values that the parameters have together.

    `order_day`: a day whose orders have them, None where the day makes no difference. `country`: the one they
    hold for, None where the country makes no difference, "default" for all that are not in `countries`.
    """

    values: dict[str, FactValue | None]
    order_day: date | None
    country: str | None
    countries: frozenset[str]

    def resolve(self, param: Param) -> FactValue | None:
        return self.values[param.name]


def scenarios(tree: Tree, store: Store) -> list[Scenario]:
    """Every set of values that some case has, those of the newest orders first."""
    names = sorted(_parameters(tree))
    countries = _countries(names, store)
    changes = sorted({dated.from_ for name in names for dated in store.parameters.get(name, []) if dated.from_})
    days = [*changes[:1], *changes]
    if days:
        days[0] -= timedelta(days=1)
    found: dict[tuple[object, ...], Scenario] = {}
    for order_day in reversed(days or [_LATEST]):
        for today in reversed([day for day in days or [_LATEST] if day >= order_day]):
            for country in sorted(countries | {"default"}) if countries else [None]:
                resolve: Resolve = resolver(store, order_day, today, None if country == "default" else country)
                values = {name: resolve(Param(name)) for name in names}
                key = (country, *values.values())
                found.setdefault(key, Scenario(values, order_day if days else None, country, countries))
    return list(found.values())


def _parameters(tree: Tree) -> set[str]:
    tests = (branch.test for node in tree.nodes.values() for branch in node.branches)
    return {operand.name for test in tests for operand in test.operands if isinstance(operand, Param)}


def _countries(names: list[str], store: Store) -> frozenset[str]:
    by_country = [dated.value for name in names for dated in store.parameters.get(name, [])]
    return frozenset(code for value in by_country if isinstance(value, dict) for code in value) - {"default"}
