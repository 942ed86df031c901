"""Two runs over the same cases: what was fixed, what broke, and whether that is more than chance."""

from typing import Literal

from msgspec import Struct

from server.evaluation.result import CaseResult, Run
from server.evaluation.statistics import bootstrap_difference, mcnemar

_BY_CHANCE = 0.05

Verdict = Literal["better", "worse", "no difference shown"]


class Comparison(Struct, frozen=True):
    """Cases by what became of them; only cases that both runs scored are compared.

    `p`: exact McNemar test. `low`, `high`: 95 % interval of the change of the pass rate, by bootstrap over cases.
    """

    fixed: list[CaseResult]
    broken: list[CaseResult]
    unchanged: int
    not_compared: list[str]
    p: float
    low: float
    high: float

    @property
    def verdict(self) -> Verdict:
        """Better or worse only where the test says so."""
        if self.p >= _BY_CHANCE or len(self.fixed) == len(self.broken):
            return "no difference shown"
        return "better" if len(self.fixed) > len(self.broken) else "worse"


def compare(before: Run, after: Run) -> Comparison:
    """`after` against `before`, case by case."""
    old = {case.name: case for case in before.cases}
    pairs = [(old[case.name], case) for case in after.cases if case.name in old]
    scored = [(a, b) for a, b in pairs if _is_scored(a) and _is_scored(b)]
    fixed = [b for a, b in scored if a.status == "failed" and b.status == "passed"]
    broken = [b for a, b in scored if a.status == "passed" and b.status == "failed"]
    compared = {b.name for _, b in scored}
    names = dict.fromkeys([*old, *(case.name for case in after.cases)])
    low, high = bootstrap_difference([(a.status == "passed", b.status == "passed") for a, b in scored])
    return Comparison(
        fixed,
        broken,
        len(scored) - len(fixed) - len(broken),
        [name for name in names if name not in compared],
        mcnemar(len(fixed), len(broken)),
        low,
        high,
    )


def _is_scored(case: CaseResult) -> bool:
    return case.status in ("passed", "failed")
