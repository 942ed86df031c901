"""Trees that nobody would draw: many nodes that many lead to, each with limits of its own."""

import random
from collections.abc import Callable

from server.domain.fact_tests import FactTest
from server.domain.facts import FACTS
from server.domain.money import Money
from server.domain.tree import Action, Branch, End, Goto, Node, Outcome, Tree

NUMBERS = [
    "days_since_order",
    "days_since_delivery",
    "days_since_shipped",
    "hours_since_last_scan",
    "days_past_promise",
    "past_orders",
    "refunds_last_12_months",
    "contacts_about_this_order",
]
_ACTIONS: list[Action] = ["handover", "ask", "refund", "replace", "refuse", "store_credit", "wait", "trace"]
_FURTHEST = 10
_LIMITS = 400

Limits = Callable[[random.Random, str], list[FactTest]]


def tangled(nodes: int = 200, seed: int = 1) -> Tree:
    """Each node asks one of a few numbers for two limits of its own and leads a random few nodes onwards."""
    return _tree(nodes, seed, NUMBERS, _two_limits, ["handover"], ending=0)


def tangled_in_all(nodes: int = 200, seed: int = 1) -> Tree:
    """The same with facts of all kinds, and every tenth way ends in a random outcome that the law has a say in."""
    return _tree(nodes, seed, list(FACTS), _two_tests, _ACTIONS, ending=0.1)


def _tree(nodes: int, seed: int, facts: list[str], tests: Limits, actions: list[Action], ending: float) -> Tree:
    chance = random.Random(seed)  # noqa: S311 - no secret hangs on it

    def onwards(number: int) -> Goto | End:
        target = number + chance.randint(1, _FURTHEST)
        ends = target >= nodes or (ending and chance.random() < ending)
        return End(chance.choice(actions)) if ends else Goto(f"n{target}")

    made = {}
    for number in range(nodes):
        fact = chance.choice(facts)
        said = [*tests(chance, fact), FactTest("otherwise")]
        branches = [Branch(test, onwards(number), number) for test in said]
        made[f"n{number}"] = Node(f"n{number}", {}, fact, branches, onwards(number), number)
    return Tree("n0", made, {action: Outcome(action, action) for action in actions})


def _two_limits(chance: random.Random, fact: str) -> list[FactTest]:
    return [FactTest("less_than", (chance.randint(1, _LIMITS),)) for _ in range(2)]


def _two_tests(chance: random.Random, fact: str) -> list[FactTest]:
    match FACTS[fact].kind:
        case "number":
            return _two_limits(chance, fact)
        case "money":
            return [FactTest("less_than", (Money.of(chance.randint(1, _LIMITS), "EUR"),)) for _ in range(2)]
        case "yes_no":
            return [FactTest("is", (True,))]
        case "set":
            return [FactTest("has", (frozenset({tag}),)) for tag in chance.sample(["custom", "digital", "sale"], 2)]
        case "country":
            return [FactTest("in", (country,)) for country in chance.sample(["DE", "AT", "CH", "GB"], 2)]
        case "choice":
            choices = sorted(set(FACTS[fact].choices) - {"none"})
            return [FactTest("in", (choice,)) for choice in chance.sample(choices, 2)]
