"""What policies state: numbers and who pays, each with the sentence that says it."""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from server.domain.policy import Policy
from server.stores.policy_lint.statements import Statement
from server.stores.policy_lint.words import FactName, Topic, Unit, Words
from server.tickets.sentences import fold

StatedName = FactName | Literal["delivery_days", "return_postage"]

_CLAUSE = re.compile(r"[,;]| und | and | oder | or ")
_NUMBER = re.compile(r"(?<![\w_])\d+(?![\w_%])")
_MONEY = re.compile(r"[€$£%]|\b(?:eur|chf|usd|gbp|euro)\b|\d_\d")
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}


class Stated(Struct, frozen=True):
    """A fact as a policy says it. `value`: days, months for `liability`, `shop` or `customer` for `return_postage`.

    `country`: ISO 3166-1, `default` for all others, None where no country is named. `number`: the number as it stands.
    """

    name: StatedName
    country: str | None
    value: int | str
    number: str
    statement: Statement


class Duration(Struct, frozen=True, order=True):
    """A number with a unit, such as 14 days."""

    unit: Unit
    number: int


def stated_facts(statements: list[Statement], topic: Topic | None, words: Words) -> list[Stated]:
    """All facts of one policy, whose topic tells how a bare number by country is meant."""
    found = [fact for statement in statements for fact in _patterned(statement, words)]
    if topic == "delivery":
        found += [fact for statement in statements for fact in _delivery_days(statement, words)]
    if topic in ("returns", "withdrawal"):
        found += [fact for statement in statements for fact in _return_postage(statement, words)]
    return found


def topic_of(policy: Policy, words: Words) -> Topic | None:
    """What a policy is about: by its id as the demo shop names them, else by the first word of its title that tells."""
    named = [topic for topic in words.topics if topic == policy.id]
    title = fold(policy.title)
    hits = {topic: hit.start() for topic, pattern in words.topics.items() if (hit := pattern.search(title))}
    return next(iter([*named, *sorted(hits, key=lambda topic: hits[topic])]), None)


def durations(text: str, words: Words) -> set[Duration]:
    """Every number with a unit of time in a folded text."""
    return {Duration(_unit(hit["u"], words), int(hit["n"])) for hit in words.span.finditer(text)}


def _patterned(statement: Statement, words: Words) -> Iterator[Stated]:
    for name, fact in words.facts.items():
        if fact.unless.search(statement.folded):
            continue
        hit = next((hit for pattern in fact.any if (hit := pattern.search(statement.folded))), None)
        if hit is None:
            continue
        scale = (_MONTHS if name == "liability" else _DAYS).get(_unit(hit["u"], words))
        if scale:
            yield Stated(name, None, int(hit["n"]) * scale, hit["n"], statement)


def _unit(word: str, words: Words) -> Unit:
    return next(unit for unit, pattern in words.units.items() if pattern.fullmatch(word))


def _delivery_days(statement: Statement, words: Words) -> Iterator[Stated]:
    """Clauses with one country and one number: "nach Österreich in 16, in die Schweiz in 20 Tagen"."""
    if _MONEY.search(statement.folded):
        return
    for clause in _CLAUSE.split(statement.folded):
        countries = [country for country, pattern in words.countries.items() if pattern.search(clause)]
        numbers = _NUMBER.findall(clause)
        if len(countries) == 1 and len(numbers) == 1:
            yield Stated("delivery_days", countries[0], int(numbers[0]), numbers[0], statement)


def _return_postage(statement: Statement, words: Words) -> Iterator[Stated]:
    """Who pays, for each country named since the payer before: "from Austria we pay; from others you do"."""
    postage = words.postage
    if not postage.about.search(statement.folded) or postage.unless.search(statement.folded):
        return
    waiting: list[str] = []
    for clause in _CLAUSE.split(statement.folded):
        waiting += [country for country, pattern in words.countries.items() if pattern.search(clause)]
        for payer, pattern in (("shop", postage.shop), ("customer", postage.customer)):
            if pattern.search(clause):
                named: list[str | None] = [*waiting] or [None]
                yield from (Stated("return_postage", country, payer, "", statement) for country in named)
                waiting = []
                break
