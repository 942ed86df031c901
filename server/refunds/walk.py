"""Walking the refund tree: same facts, same outcome, always (store-pack.md, refund_tree.yaml)."""

from msgspec import Struct

from server.domain.decision import FactView, Step
from server.domain.fact_tests import FactTest, Operand, Param, Resolve, holds
from server.domain.facts import Fact, Facts, get, unknown
from server.domain.money import Money
from server.domain.rates import InShopCurrency
from server.domain.tree import End, Goto, Node, Tree
from server.errors import BadValue


class Walk(Struct, frozen=True):
    """The nodes passed, and either the id of the outcome or the fact whose absence stopped the walk."""

    path: list[Step]
    outcome: str | None
    missing_fact: str | None


def walk(tree: Tree, facts: Facts, resolve: Resolve, in_shop_currency: InShopCurrency, language: str) -> Walk:
    """Follow the first branch that holds, from the start to an outcome or to an unknown fact.

    Questions of the path are in `language`, else in the tree's first. BadValue for a tree that lint
    refuses: one that runs in a circle, or that has no branch for a fact's value.
    """
    path: list[Step] = []
    node = tree.nodes[tree.start]
    for _ in tree.nodes:
        fact = _comparable(get(facts, node.fact), in_shop_currency)
        branch, to = _first_match(node, fact, resolve, in_shop_currency)
        path.append(_step(node, fact, branch, language))
        if to is None:
            return Walk(path, None, node.fact)
        if isinstance(to, End):
            return Walk(path, to.outcome, None)
        node = tree.nodes[to.node]
    raise BadValue(
        f"The refund tree never ends: it comes back to the node {node.id}; send one of its branches elsewhere.",
        node=node.id,
    )


def _comparable(fact: Fact, in_shop_currency: InShopCurrency) -> Fact:
    """Money that no rate brings into the shop's currency compares with nothing: unknown."""
    if isinstance(fact.value, Money) and in_shop_currency(fact.value) is None:
        return unknown(fact.source)
    return fact


def _first_match(
    node: Node, fact: Fact, resolve: Resolve, in_shop_currency: InShopCurrency
) -> tuple[str | None, Goto | End | None]:
    if fact.state == "unknown":
        return (None if node.unknown is None else "unknown"), node.unknown
    for branch in node.branches:
        if holds(branch.test, fact, resolve, in_shop_currency):
            return as_written(branch.test), branch.to
    raise BadValue(
        f"The node {node.id} has no branch for this value of {node.fact}; add `otherwise: true` as its last.",
        node=node.id,
    )


def _step(node: Node, fact: Fact, branch: str | None, language: str) -> Step:
    shown = FactView.of(fact)
    question = node.ask.get(language) or next(iter(node.ask.values()), node.fact)
    return Step(node.id, question, node.fact, shown.value, shown.state, shown.source, branch)


def as_written(test: FactTest) -> str:
    """The test as refund_tree.yaml writes it: `in: [late, lost]`, `at_most: {param: return_window_days}`."""
    if test.operator == "otherwise":
        return "otherwise: true"
    operands = [_operand_as_written(operand) for operand in test.operands]
    is_list = len(operands) > 1 or test.operator == "in"
    return f"{test.operator}: [{', '.join(operands)}]" if is_list else f"{test.operator}: {operands[0]}"


def _operand_as_written(operand: Operand) -> str:
    if isinstance(operand, Param):
        return f"{{param: {operand.name}}}"
    if isinstance(operand, bool):
        return "yes" if operand else "no"
    if isinstance(operand, Money):
        return f"{operand.amount} {operand.currency}"
    return ", ".join(sorted(operand)) if isinstance(operand, frozenset) else str(operand)
