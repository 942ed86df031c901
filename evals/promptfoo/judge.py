"""promptfoo's assertion: the very functions that judge our own runs."""

from typing import Any

from msgspec import convert

from evals.promptfoo.cases import find_case
from server.domain.draft import Draft
from server.evaluation.expectations import Said, judge


def get_assert(_output: str, context: dict[str, Any]) -> dict[str, Any]:
    """Passes when every expectation does; each is listed with its reason."""
    case = find_case(context["vars"]["case"])
    draft = convert(context["providerResponse"]["metadata"]["draft"], Draft, strict=False)
    judged = judge(case.expect, Said(draft, [c.section for c in draft.citations if c.section]))
    failed = [one.reason for one in judged if one.passed is False]
    return {
        "pass": not failed,
        "score": sum(one.passed is not False for one in judged) / max(1, len(judged)),
        "reason": "; ".join(failed) or "every expectation holds",
        "componentResults": [
            {"pass": one.passed is not False, "score": float(one.passed is not False), "reason": one.reason}
            for one in judged
        ],
    }
