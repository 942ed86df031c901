"""The law's table, read once from its YAML file (de.yaml says what each key means)."""

from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any, Literal

import msgspec
import yaml
from msgspec import Struct

from server.domain.fact_tests import FactTest, Param, holds, read_test
from server.domain.facts import Facts, FactValue, get, spec_of
from server.domain.money import Money
from server.domain.tree import Action

Text = dict[Literal["de", "en"], str]
Remedy = Literal["money", "replace", "redeliver"]


class Condition(Struct, frozen=True):
    """Every test of `all` and none of `none`; a test on an unknown fact does not hold."""

    all: dict[str, FactTest]
    none: dict[str, FactTest]

    def holds(self, facts: Facts) -> bool:
        return all(_holds(facts, *item) for item in self.all.items()) and not any(
            _holds(facts, *item) for item in self.none.items()
        )


class Satisfier(Struct, frozen=True):
    """One way to give the customer what a row owes."""

    actions: frozenset[Action]
    covers: Literal["owed", "item", "part"] | None
    soon: bool
    approval: bool
    condition: Condition


class Row(Struct, frozen=True):
    """A row of the table. `when` empty: wherever the row it stands `beside` applies."""

    row: str
    paragraph: str
    valid_from: date
    kind: Literal["right", "notice", "reference"]
    verify: bool
    requires: Text
    when: list[Condition]
    beside: str | None
    yields_to: str | None
    hangs_on: str | None
    remedy: Remedy | None
    return_postage: Literal["shop"] | None
    satisfied_by: list[Satisfier]
    actions: frozenset[Action]

    def applies(self, facts: Facts, order_day: date) -> bool:
        """Whether its law was in force on the order's day and its facts are given."""
        return order_day >= self.valid_from and (not self.when or any(c.holds(facts) for c in self.when))


class LawTable(Struct, frozen=True):
    """`day`: as of when it describes the law. `no_advice` has the placeholder `{day}`."""

    day: date
    no_advice: Text
    to_verify: Text
    rows: list[Row]


class _Condition(Struct, frozen=True, forbid_unknown_fields=True):
    all: dict[str, dict[str, Any]] = {}
    none: dict[str, dict[str, Any]] = {}


class _Satisfier(_Condition, frozen=True, forbid_unknown_fields=True, kw_only=True):
    actions: list[Action]
    covers: Literal["owed", "item", "part"] | None = None
    soon: bool = False
    approval: bool = False


class _Row(Struct, frozen=True, forbid_unknown_fields=True):
    row: str
    paragraph: str
    valid_from: date
    kind: Literal["right", "notice", "reference"]
    requires: Text
    verify: bool = False
    when: list[_Condition] = []
    beside: str | None = None
    yields_to: str | None = None
    hangs_on: str | None = None
    remedy: Remedy | None = None
    return_postage: Literal["shop"] | None = None
    satisfied_by: list[_Satisfier] = []
    actions: list[Action] = []


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    day: date
    no_advice: Text
    to_verify: Text
    rows: list[_Row]


def _holds(facts: Facts, name: str, test: FactTest) -> bool:
    return holds(test, get(facts, name), _no_parameters, _no_money)


def _no_parameters(_param: Param) -> FactValue | None:
    """The law does not depend on what a shop writes into its parameters."""
    return None


def _no_money(_money: Money) -> None:
    """No row tests an amount."""


def _read_tests(raw: Mapping[str, Mapping[str, Any]]) -> dict[str, FactTest]:
    return {name: read_test(spec_of(name), test, currency="") for name, test in raw.items()}


def _read_condition(raw: _Condition) -> Condition:
    return Condition(_read_tests(raw.all), _read_tests(raw.none))


def _read_satisfier(raw: _Satisfier) -> Satisfier:
    return Satisfier(frozenset(raw.actions), raw.covers, raw.soon, raw.approval, _read_condition(raw))


def _read_row(raw: _Row) -> Row:
    return Row(
        row=raw.row,
        paragraph=raw.paragraph,
        valid_from=raw.valid_from,
        kind=raw.kind,
        verify=raw.verify,
        requires=raw.requires,
        when=[_read_condition(condition) for condition in raw.when],
        beside=raw.beside,
        yields_to=raw.yields_to,
        hangs_on=raw.hangs_on,
        remedy=raw.remedy,
        return_postage=raw.return_postage,
        satisfied_by=[_read_satisfier(satisfier) for satisfier in raw.satisfied_by],
        actions=frozenset(raw.actions),
    )


def _read_table(name: str) -> LawTable:
    raw = msgspec.convert(yaml.safe_load(files(__package__).joinpath(name).read_text("utf-8")), _File)
    return LawTable(raw.day, raw.no_advice, raw.to_verify, [_read_row(row) for row in raw.rows])


TABLES: dict[str, LawTable] = {"DE": _read_table("de.yaml")}
"""By jurisdiction; one that is not here has no floor."""
