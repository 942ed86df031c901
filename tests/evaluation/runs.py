"""Runs made up for tests of comparing and printing."""

from server.domain.draft import Timing, Tokens
from server.domain.ticket import Message, Ticket
from server.evaluation.result import Answer, Attempt, CaseResult, Judged, Run, Status, Versions
from server.evaluation.split import Split

VERSIONS = Versions("0.1.0+abc", None, {"reply": "1"}, {"mini": "p"}, {"mini": "t"})


def attempt(status: Status, text: str = "Hallo Lena") -> Attempt:
    """One attempt whose draft is `text`."""
    judged = [] if status == "error" else [Judged("contains", status == "passed", "the draft should say “Hagen”")]
    if status == "unscored":
        judged = [Judged("rubric", None, "no verdict")]
    answer = Answer(text, "inform", "macro", None, [], [], ["delivery#late"], Timing(1, 2, 3), Tokens(5, 6))
    return Attempt(status, judged, None if status == "error" else answer, "fault" if status == "error" else None)


def case(name: str, *statuses: Status, split: Split = "dev", text: str = "Hallo Lena", mail: str = "Wo?") -> CaseResult:
    """A case with an attempt for each status."""
    ticket = Ticket([Message("customer", mail)])
    attempts = [attempt(status, text) for status in statuses]
    return CaseResult(name, name.partition("/")[0], "why", [], split, ticket, None, "wait", attempts)


def run(*cases: CaseResult) -> Run:
    """A run over these cases."""
    return Run("2026-11-16T10:00:00+00:00", 1, VERSIONS, list(cases))
