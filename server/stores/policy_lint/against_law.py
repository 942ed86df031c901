"""Public sentences that promise less than the law gives, and numbers below its floor."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from server.said import Said
from server.stores.policy_lint.facts import Stated
from server.stores.policy_lint.finding import Code, PolicyFinding, about
from server.stores.policy_lint.statements import Statement
from server.stores.policy_lint.words import Topic

_CODE: Code = "policy_against_law"


class _Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """`any` and `unless` by language; `only` empty: whatever the policy is about."""

    row: str
    what: Said
    why: Said
    any: dict[str, list[str]]
    unless: dict[str, str]
    write: dict[str, str]
    only: list[Topic] = []


class _Floor(Struct, frozen=True):
    """A number that the law gives; `at_least`: a policy may not state less, else not more."""

    row: str
    number: int
    at_least: bool
    what: Said
    why: Said


_FLOORS: dict[str, _Floor] = {
    "withdrawal_period": _Floor(
        "W1", 14, True,
        Said("Für den Widerruf stehen hier {value} Tage.", "This gives {value} days for a withdrawal."),
        Said("Das Gesetz gibt 14 Tage (§ 355 Abs. 2 BGB).", "The law gives 14 days (§ 355(2) BGB)."),
    ),
    "return_window": _Floor(
        "W1", 14, True,
        Said("Für die Rückgabe stehen hier {value} Tage.", "This gives {value} days for a return."),
        Said(
            "Wer das liest, hält auch den Widerruf für so kurz; er läuft 14 Tage (§ 355 Abs. 2 BGB).",
            "Readers will take it for the time to withdraw, which is 14 days (§ 355(2) BGB).",
        ),
    ),
    "refund_days": _Floor(
        "W1", 14, False,
        Said("Bis zur Erstattung stehen hier {value} Tage.", "This takes {value} days to refund."),
        Said(
            "Nach einem Widerruf ist das Geld spätestens nach 14 Tagen zurückzuzahlen (§ 355 Abs. 3, § 357 BGB).",
            "After a withdrawal the money is due within 14 days (§§ 355(3), 357 BGB).",
        ),
    ),
    "liability": _Floor(
        "M1", 24, True,
        Said("Für Mängel stehen hier {value} Monate.", "This gives {value} months for faults."),
        Said("Das Gesetz gibt 24 Monate ab der Lieferung (§ 438 BGB).", "The law gives 24 months (§ 438 BGB)."),
    ),
}  # fmt: skip


def harsh_sentences(statements: list[Statement], topic: Topic | None) -> list[PolicyFinding]:
    """Sentences that one of the rules of law.yaml finds; one finding for each sentence."""
    return [found for statement in statements if (found := next(_findings(statement, topic), None))]


def harsh_numbers(facts: list[Stated]) -> list[PolicyFinding]:
    """Numbers that are worse for the customer than the law's."""
    found: list[PolicyFinding] = []
    for fact in facts:
        floor = _FLOORS.get(fact.name)
        if floor and isinstance(fact.value, int) and _is_worse(fact.value, floor):
            what, why = floor.what.with_(value=fact.value), _with_row(floor.why, floor.row)
            found.append(about(fact.statement, _CODE, what, why, _with_number(fact, floor.number)))
    return found


def _is_worse(value: int, floor: _Floor) -> bool:
    return value < floor.number if floor.at_least else value > floor.number


def _with_number(fact: Stated, number: int) -> str | None:
    """The sentence with the law's number, where the number stands in it in digits and in the law's unit."""
    return replaced(fact, number) if fact.number == str(fact.value) else None


def replaced(fact: Stated, number: int) -> str | None:
    """The sentence with another number in the place of the fact's; None where it stands there twice, or as a word."""
    pattern = re.compile(rf"(?<!\d){fact.number}(?!\d)")
    text = fact.statement.text
    return pattern.sub(str(number), text) if fact.number and len(pattern.findall(text)) == 1 else None


def _with_row(why: Said, row: str) -> Said:
    return Said(f"{why.de} [{row}]", f"{why.en} [{row}]")


def _findings(statement: Statement, topic: Topic | None) -> Iterator[PolicyFinding]:
    for rule, patterns, unless in _rules(statement.policy.language):
        if rule.only and topic not in rule.only:
            continue
        if any(pattern.search(statement.folded) for pattern in patterns) and not unless.search(statement.folded):
            yield about(
                statement, _CODE, rule.what, _with_row(rule.why, rule.row), rule.write[statement.policy.language]
            )


@cache
def _rules(language: str) -> list[tuple[_Rule, list[re.Pattern[str]], re.Pattern[str]]]:
    source = files(__package__).joinpath("law.yaml").read_bytes()
    return [
        (rule, [re.compile(pattern) for pattern in rule.any[language]], re.compile(rule.unless[language]))
        for rule in msgspec.yaml.decode(source, type=list[_Rule])
    ]
