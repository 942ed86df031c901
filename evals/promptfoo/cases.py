"""Our suites as promptfoo's test cases: the ticket of each goes to the provider, one assertion judges the draft."""

from pathlib import Path
from typing import Any

from msgspec import to_builtins

from server.evaluation.suite import Case, read_suite

SUITES = Path(__file__).parent.parent / "suites"


def all_cases(_config: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """Every case with a ticket that is not held out."""
    cases = [case for file in sorted(SUITES.glob("*.yaml")) for case in read_suite(file)]
    return [_as_test(case) for case in cases if case.ticket and case.split == "dev"]


def find_case(name: str) -> Case:
    """The case of that name."""
    return next(case for case in read_suite(SUITES / f"{name.partition('/')[0]}.yaml") if case.name == name)


def _as_test(case: Case) -> dict[str, Any]:
    given = {
        "ticket": case.ticket,
        "kind": case.kind,
        "facts": case.facts,
        "outcome": case.outcome,
        "language": case.language,
        "instruction": case.instruction,
        "typed_text": case.typed_text,
        "as_of": case.as_of,
    }
    request = to_builtins({name: value for name, value in given.items() if value is not None})
    return {
        "description": f"{case.name}: {case.why}",
        "vars": {"case": case.name, "store": case.store, "request": request},
        "metadata": {"suite": case.suite, "tags": case.tags},
        "assert": [{"type": "python", "value": "file://judge.py"}],
    }
