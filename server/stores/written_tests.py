"""Tests as files write them, `{at_most: {param: return_window_days}}`: those of the tree and of triage rules."""

from collections.abc import Mapping

from server.domain.fact_tests import OPERATORS, FactTest, Operand, Param, read_test
from server.domain.facts import FactSpec, read_value
from server.domain.money import Money
from server.domain.store import ParameterValue
from server.errors import BadValue
from server.said import Said
from server.stores.formats.findings import SENTENCES, Code, Findings
from server.stores.formats.yaml12 import Document, Path, Plain
from server.stores.read_store import Basics


class WrittenTests:
    """Reads the tests of one file; `used_parameters` are those that any of them names."""

    def __init__(self, document: Document, basics: Basics, findings: Findings) -> None:
        self._document = document
        self._basics = basics
        self._findings = findings
        self.used_parameters: set[str] = set()

    def read(self, spec: FactSpec, written: Mapping[str, Plain], path: Path) -> FactTest | None:
        """The test at `path` on the fact `spec`; None when it is a finding."""
        path = (*path, next((operator for operator in OPERATORS if operator in written), ""))
        try:
            test = read_test(spec, written, self._basics.currency)
        except BadValue as error:
            self._refuse("bad_value", path, error.said)
            return None
        found_before = len(self._findings)
        if test.operator == "between" and _is_reversed(*test.operands):
            self._refuse("bad_value", path, SENTENCES("tree.reversed"))
        for operand in test.operands:
            if isinstance(operand, Param):
                self._check_parameter(spec, operand.name, path)
        return test if len(self._findings) == found_before else None

    def _check_parameter(self, spec: FactSpec, name: str, path: Path) -> None:
        self.used_parameters.add(name)
        if self._basics.parameters is None:
            return
        if name not in self._basics.parameters:
            known = ", ".join(self._basics.parameters) or SENTENCES("none_yet")
            self._refuse("missing_param", path, SENTENCES("tree.no_parameter", name=name, known=known))
            return
        try:
            for dated in self._basics.parameters[name]:
                for value in _single_values(spec, dated.value):
                    read_value(spec, value, self._basics.currency)
        except BadValue as error:
            self._refuse("bad_value", path, SENTENCES("tree.parameter_unfit", name=name, why=error.said))

    def _refuse(self, code: Code, path: Path, said: Said) -> None:
        self._findings.add(code, self._document.file, self._document.line(path), said)


def _single_values(spec: FactSpec, value: ParameterValue) -> list[object]:
    """The values that a parameter may take on some order's day and in some country."""
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list) and spec.kind != "set" and len(value) == 1:
        return [value[0]]
    return [value]


def _is_reversed(low: Operand, high: Operand) -> bool:
    if isinstance(low, Money) and isinstance(high, Money):
        return low.currency == high.currency and low.amount > high.amount
    return isinstance(low, int) and isinstance(high, int) and low > high
