"""What a run found out, as it is kept, compared and printed."""

from typing import Any, Literal

from msgspec import Struct, structs

from server.domain.draft import Check, Citation, Timing, Tokens
from server.domain.price import Price
from server.domain.ticket import Ticket
from server.evaluation.split import Split

Kind = Literal[
    "triage", "facts", "decision", "cites", "contains", "not-contains", "regex", "checks", "language", "rubric",
    "latency", "cost",
]  # fmt: skip
Status = Literal["passed", "failed", "error", "unscored"]


class Judged(Struct, frozen=True):
    """One expectation: `passed` None where it could not be judged. `reason` is a sentence."""

    kind: Kind
    passed: bool | None
    reason: str


class Answer(Struct, frozen=True):
    """What the product said to a case; of a search only `found`."""

    text: str
    outcome: str | None
    writer: str
    degraded: str | None
    citations: list[Citation]
    checks: list[Check]
    found: list[str]
    timing: Timing | None
    tokens: Tokens


class Attempt(Struct, frozen=True):
    """One time a case was run. `error`: a sentence, where there is no answer."""

    status: Status
    judged: list[Judged]
    answer: Answer | None
    error: str | None


class CaseResult(Struct, frozen=True):
    """A case with all its attempts. It passes when every attempt did (pass^k). `reference`: a person's answer."""

    name: str
    suite: str
    why: str
    tags: list[str]
    split: Split
    ticket: Ticket | None
    query: str | None
    expected_outcome: str | None
    attempts: list[Attempt]
    reference: str | None = None

    @property
    def status(self) -> Status:
        """The worst of the attempts."""
        statuses = {attempt.status for attempt in self.attempts}
        return next((one for one in ("error", "failed", "unscored") if one in statuses), "passed")

    @property
    def flips(self) -> bool:
        """Whether it passed one time and failed another."""
        return {"passed", "failed"} <= {attempt.status for attempt in self.attempts}


class Versions(Struct, frozen=True):
    """Everything that made the answers. `packs`: store to the hash of its folder; `prompts`: id to version."""

    code: str
    model: str | None
    prompts: dict[str, str]
    packs: dict[str, str]
    trees: dict[str, str]


class Run(Struct, frozen=True):
    """One run over suites. `started_at` RFC 3339. `price`: of the model, None where it is not known."""

    started_at: str
    repeat: int
    versions: Versions
    cases: list[CaseResult]
    price: Price | None = None


def for_keeping(run: Run) -> Run:
    """The run without what can be looked up elsewhere: tickets stand in their suites, excerpts in their policies."""
    return structs.replace(run, cases=[_for_keeping(case) for case in run.cases])


def _for_keeping(case: CaseResult) -> CaseResult:
    attempts = [
        structs.replace(attempt, answer=structs.replace(attempt.answer, citations=[])) if attempt.answer else attempt
        for attempt in case.attempts
    ]
    return structs.replace(case, ticket=None, reference=None, attempts=attempts)


def shown(value: Any) -> str:
    """A value in a reason."""
    return "unknown" if value is None else f"{value}"
