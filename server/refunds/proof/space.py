"""The space of all facts that a tree or the law asks for: its variables, and the region in which a test holds."""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce

from msgspec import Struct

from server.domain.fact_tests import FactTest, holds
from server.domain.facts import FACTS, Fact, FactValue
from server.domain.money import Money
from server.domain.rates import in_shop_currency
from server.domain.store import Store
from server.domain.tree import Tree
from server.refunds.law.table import Condition, LawTable
from server.refunds.proof.cells import OTHER, cells_of, compared_with, operands_of, tags_of, values_of
from server.refunds.proof.regions import EVERYTHING, NOTHING, Region, Regions
from server.refunds.proof.scenarios import Scenario

_FIRST = ["sender_matches_order", "problem", "shipping_status"]
"""What most other facts hang on (possible.py)."""


UNKNOWN_CELL = 0
"""The first of each fact (cells.py)."""


class Variable(Struct, frozen=True):
    """A fact with an example for each cell, or (`tag`) whether a set holds one tag: no, yes."""

    fact: str
    cells: list[Fact]
    tag: str | None = None


class Space:
    """All cases of one scenario, as far as this tree and this law can tell them apart."""

    def __init__(self, tree: Tree, law: LawTable | None, store: Store, scenario: Scenario) -> None:
        self._store = store
        self._scenario = scenario
        self._values: dict[str, Sequence[FactValue]] = {}
        tests = _tests_by_fact(tree, law)
        if scenario.countries:
            tests.setdefault("country", [])
        self.variables = [variable for fact in _in_order(tests) for variable in self._variables(fact, tests)]
        self.regions = Regions([2 if variable.tag else len(variable.cells) for variable in self.variables])
        self.number = {variable.fact: n for n, variable in enumerate(self.variables) if variable.tag is None}
        self._tag_number = {variable.tag: n for n, variable in enumerate(self.variables) if variable.tag}

    def holds(self, test: FactTest, fact: Fact) -> bool:
        """The test as a walk makes it."""
        return holds(test, fact, self._scenario.resolve, in_shop_currency(self._store))

    def passing(self, fact: str, test: FactTest) -> Region:
        """The cases whose `fact` passes the test."""
        if FACTS[fact].kind == "set":
            return self._passing_set(fact, test)
        cells = self.variables[self.number[fact]].cells
        return self.regions.where(self.number[fact], (n for n, cell in enumerate(cells) if self.holds(test, cell)))

    def unknown(self, fact: str) -> Region:
        """The cases in which nothing tells `fact`."""
        return self.regions.where(self.number[fact], [UNKNOWN_CELL])

    def fulfilling(self, condition: Condition) -> Region:
        """The cases that fulfil a condition of the law: every test of `all` and none of `none`."""
        return self.all_of(
            [
                *(self.passing(*item) for item in condition.all.items()),
                *(self.regions.outside(self.passing(*item)) for item in condition.none.items()),
            ]
        )

    def in_scenario(self) -> Region:
        """The cases that have this scenario's parameters: those of its country."""
        if self._scenario.country is None:
            return EVERYTHING
        fits = [self._is_in_country(cell) for cell in self.variables[self.number["country"]].cells]
        return self.regions.where(self.number["country"], (n for n, is_in in enumerate(fits) if is_in))

    def all_of(self, regions: Iterable[Region]) -> Region:
        return reduce(self.regions.both, regions, EVERYTHING)

    def any_of(self, regions: Iterable[Region]) -> Region:
        return reduce(self.regions.either, regions, NOTHING)

    def _variables(self, fact: str, tests: Mapping[str, Sequence[FactTest]]) -> list[Variable]:
        comparable = [test for name in compared_with(fact) for test in tests.get(name, [])]
        together = compared_with(fact)[0]
        if together not in self._values:
            self._values[together] = values_of(fact, tests[fact], comparable, self._scenario, self._store, self.holds)
        variable = Variable(fact, cells_of(fact, self._values[together]))
        tags = tags_of(tests[fact], self._scenario) if FACTS[fact].kind == "set" else []
        return [variable, *(Variable(fact, [], tag) for tag in tags)]

    def _passing_set(self, fact: str, test: FactTest) -> Region:
        """Tags are asked one by one: `has` wants any of them, `is` and `in` a whole set, `not` another one."""
        cells = self.variables[self.number[fact]].cells
        bare = self.regions.where(
            self.number[fact], (n for n, cell in enumerate(cells) if cell.state != "known" and self.holds(test, cell))
        )
        operands = operands_of(test, self._scenario)
        if None in operands:
            return bare
        sets = [operand for operand in operands if isinstance(operand, frozenset)]
        if test.operator == "otherwise":
            tagged = EVERYTHING
        elif test.operator == "has":
            tagged = self.any_of(self.regions.where(self._tag_number[tag], [1]) for tag in frozenset().union(*sets))
        else:
            equal = self.any_of(self._exactly(tags) for tags in sets)
            tagged = self.regions.outside(equal) if test.operator == "not" else equal
        known = self.regions.where(self.number[fact], (n for n, cell in enumerate(cells) if cell.state == "known"))
        return self.regions.either(bare, self.regions.both(known, tagged))

    def _exactly(self, tags: frozenset[str]) -> Region:
        return self.all_of(self.regions.where(n, [int(tag in tags)]) for tag, n in self._tag_number.items())

    def _is_in_country(self, cell: Fact) -> bool:
        if self._scenario.country == "default":
            return cell.value not in self._scenario.countries
        return cell.value == self._scenario.country


def _tests_by_fact(tree: Tree, law: LawTable | None) -> dict[str, list[FactTest]]:
    tests: dict[str, list[FactTest]] = {}
    for node in tree.nodes.values():
        tests.setdefault(node.fact, []).extend(branch.test for branch in node.branches)
    for row in law.rows if law else []:
        ways = [way.condition for way in row.satisfied_by]
        for condition in [*row.when, *ways] if row.kind == "right" else []:
            for fact, test in [*condition.all.items(), *condition.none.items()]:
                tests.setdefault(fact, []).append(test)
    if law is not None:
        tests.setdefault("is_consumer", [])
    return tests


def _in_order(tests: Mapping[str, Sequence[FactTest]]) -> list[str]:
    """What is tested most comes first, which keeps regions small; facts that bound each other stay together."""

    def place(fact: str) -> tuple[int, int, str, int]:
        together = compared_with(fact)
        most = max(len(tests.get(name, [])) for name in together)
        first = _FIRST.index(fact) if fact in _FIRST else len(_FIRST)
        return first, -most, together[0], together.index(fact)

    return sorted(tests, key=place)


def shown(variables: Sequence[Variable], chosen: Mapping[int, int]) -> dict[str, object]:
    """The chosen cells by fact, as a file of facts gives them: none as "none", sets as lists, Money as it is."""
    facts: dict[str, object] = {}
    for number, cell in sorted(chosen.items()):
        variable = variables[number]
        if variable.tag is None:
            fact = variable.cells[cell]
            facts[variable.fact] = fact.value if fact.state == "known" else fact.state
        elif cell and isinstance(facts.get(variable.fact), frozenset):
            facts[variable.fact] = frozenset([*_tags(facts[variable.fact]), variable.tag])
    return {name: _plain(value) for name, value in facts.items()}


def _tags(value: object) -> frozenset[str]:
    return value if isinstance(value, frozenset) else frozenset()


def _plain(value: object) -> object:
    if isinstance(value, Money):
        return {"amount": str(value.amount), "currency": value.currency}
    if isinstance(value, frozenset):
        return sorted("other" if tag == OTHER else tag for tag in value)
    return value
