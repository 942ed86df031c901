"""A run in numbers: by suite and split, by kind of expectation, decisions as a confusion table, time and tokens."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from server.domain.draft import Tokens
from server.domain.money import Money
from server.domain.price import Price, cost_of
from server.domain.statistics import Rate, percentile, rate
from server.evaluation.result import Attempt, CaseResult, Run

_FINDING = frozenset({"cites"})
"""Kinds that tell of retrieval; all others tell of reading, deciding and writing."""


class Speed(Struct, frozen=True):
    """Milliseconds; tokens of all drafts together, and what they cost (None where no price is known)."""

    first_word_p50: int
    first_word_p95: int
    total_p50: int
    total_p95: int
    tokens: int
    cost: Money | None


class Summary(Struct, frozen=True):
    """`confusion`: expected and given outcome to how many. `by_kind`: of single expectations."""

    by_suite: dict[str, Rate]
    by_split: dict[str, Rate]
    by_kind: dict[str, Rate]
    retrieval: Rate
    writing: Rate
    all: Rate
    errors: int
    unscored: int
    flips: int
    confusion: dict[tuple[str, str], int]
    speed: Speed


def summarise(run: Run) -> Summary:
    """The numbers of a run. Errors and unscored cases are counted apart, not as failures."""
    scored = [case for case in run.cases if case.status in ("passed", "failed")]
    attempts = [attempt for case in run.cases for attempt in case.attempts]
    judged = [one for attempt in attempts for one in attempt.judged if one.passed is not None]
    return Summary(
        by_suite={suite: _rate(c for c in scored if c.suite == suite) for suite in _each(c.suite for c in scored)},
        by_split={split: _rate(c for c in scored if c.split == split) for split in _each(c.split for c in scored)},
        by_kind={kind: _share([o.passed for o in judged if o.kind == kind]) for kind in _each(o.kind for o in judged)},
        retrieval=_share([one.passed for one in judged if one.kind in _FINDING]),
        writing=_share([one.passed for one in judged if one.kind not in _FINDING]),
        all=_rate(scored),
        errors=sum(case.status == "error" for case in run.cases),
        unscored=sum(case.status == "unscored" for case in run.cases),
        flips=sum(case.flips for case in run.cases),
        confusion=_confusion(run.cases),
        speed=_speed(attempts, run.price),
    )


def cost_in_words(run: Run, cost: Money | None) -> str:
    """What a run's drafts cost; why it is not known, where it is not."""
    if run.versions.model is None:
        return "none, macros write"
    if cost is None:
        return f"not known: KULANZ_MODEL_PRICE has no price of {run.versions.model}"
    return f"{cost.amount} {cost.currency}"


def _each(values: Iterable[str]) -> Iterable[str]:
    """Every value once, in the order they come."""
    return dict.fromkeys(values)


def _rate(cases: Iterable[CaseResult]) -> Rate:
    return _share([case.status == "passed" for case in cases])


def _share(verdicts: list[bool | None]) -> Rate:
    return rate(sum(verdict is True for verdict in verdicts), len(verdicts))


def _confusion(cases: Iterable[CaseResult]) -> dict[tuple[str, str], int]:
    pairs = [
        (case.expected_outcome, attempt.answer.outcome or "none")
        for case in cases
        for attempt in case.attempts
        if case.expected_outcome and attempt.answer
    ]
    return dict(Counter(pairs).most_common())


def _speed(attempts: list[Attempt], price: Price | None) -> Speed:
    timings = [a.answer.timing for a in attempts if a.answer and a.answer.timing]
    first, total = [t.first_token for t in timings], [t.total for t in timings]
    tokens = sum((a.answer.tokens for a in attempts if a.answer), Tokens(0, 0))
    return Speed(
        percentile(first, 0.5),
        percentile(first, 0.95),
        percentile(total, 0.5),
        percentile(total, 0.95),
        tokens.prompt + tokens.completion,
        cost_of(tokens, price),
    )
