"""The drawing in words, for who cannot see it or has no room for it: every node with its ways, from the start on."""

from decimal import Decimal

from msgspec import Struct

from server.domain.tree import Action, Tree
from server.refunds.drawing.cards import test_of
from server.refunds.drawing.traffic import NO_TRAFFIC, Traffic
from server.refunds.proof.shape import in_order, reached, ways_back, ways_of


class OutlineWay(Struct, frozen=True):
    """One way out, to the node `onwards` or to an outcome; `cases` took it and cost the shop `cost` together."""

    test: str
    onwards: str | None
    outcome: str | None
    action: Action | None
    cases: int
    cost: Decimal


class OutlineNode(Struct, frozen=True):
    """A node with what it asks; `line` is where it stands in the tree's file."""

    id: str
    question: str
    fact: str
    line: int
    ways: list[OutlineWay]


def outline(tree: Tree, language: str, passed: Traffic = NO_TRAFFIC) -> list[OutlineNode]:
    """The nodes that the start leads to, each after all that lead to it; questions in `language` where there are."""
    back = {(way.node, way.branch) for way in ways_back(tree.nodes)}
    within = reached(tree)
    return [_node(tree, name, language, passed) for name in in_order(tree, back) if name in within]


def _node(tree: Tree, name: str, language: str, passed: Traffic) -> OutlineNode:
    node = tree.nodes[name]
    ways = []
    for way in ways_of(node):
        taken = passed.of(name, way.branch)
        action = tree.outcomes[way.outcome].action if way.outcome else None
        ways.append(OutlineWay(test_of(node, way, language), way.onwards, way.outcome, action, taken.cases, taken.cost))
    question = node.ask.get(language) or next(iter(node.ask.values()), node.fact)
    return OutlineNode(name, question, node.fact, node.line, ways)
