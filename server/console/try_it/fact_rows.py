"""The facts of a decision as rows of a form: what was found, and the field that corrects it."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from server.console.try_it.ticket_form import UNKNOWN
from server.domain.decision import Decision, FactView
from server.domain.facts import FACTS, FactSpec


class FactRow(Struct, frozen=True):
    """`choices` of a select; none for a text field, whose `typed` is what the manager wrote."""

    name: str
    fact: FactView
    field: Literal["select", "text"]
    choices: list[str]
    typed: str


def fact_rows(decision: Decision, corrections: Mapping[str, str]) -> list[FactRow]:
    """Every fact, in the order of the table of facts."""
    return [
        FactRow(
            name,
            decision.facts.get(name) or FactView(None, "unknown", spec.source),
            "select" if _choices(spec) else "text",
            _choices(spec),
            corrections.get(name, ""),
        )
        for name, spec in FACTS.items()
    ]


def _choices(spec: FactSpec) -> list[str]:
    if spec.kind == "yes_no":
        return ["yes", "no", UNKNOWN]
    if spec.choices:
        return [*spec.choices, UNKNOWN]
    return []
