"""Two runs over the same cases: what was fixed, what broke, and whether that is more than chance."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from server.evaluation.result import Run
from server.evaluation.statistics import bootstrap_difference, mcnemar

_BY_CHANCE = 0.05
_SCORED = ("passed", "failed")

Verdict = Literal["better", "worse", "no difference shown"]


class Comparison(Struct, frozen=True):
    """Names of cases by what became of them; only cases that both runs scored are compared.

    `p`: exact McNemar test. `low`, `high`: 95 % interval of the change of the pass rate, by bootstrap over cases.
    """

    fixed: list[str]
    broken: list[str]
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
    return compare_statuses(*({case.name: case.status for case in run.cases} for run in (before, after)))


def compare_statuses(before: Mapping[str, str], after: Mapping[str, str]) -> Comparison:
    """The same by the cases' names and how they ended."""
    scored = [name for name in after if after[name] in _SCORED and before.get(name) in _SCORED]
    fixed = [name for name in scored if (before[name], after[name]) == ("failed", "passed")]
    broken = [name for name in scored if (before[name], after[name]) == ("passed", "failed")]
    low, high = bootstrap_difference([(before[name] == "passed", after[name] == "passed") for name in scored])
    return Comparison(
        fixed,
        broken,
        len(scored) - len(fixed) - len(broken),
        [name for name in dict.fromkeys([*before, *after]) if name not in scored],
        mcnemar(len(fixed), len(broken)),
        low,
        high,
    )
