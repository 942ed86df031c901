"""How many past cases took each way of a tree, and what they cost the shop."""

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from server.domain.tree import Node, Tree
from server.refunds.grounds import gather
from server.refunds.replay.compare import PastCase, Rules, net_cost
from server.refunds.settle import settle
from server.refunds.walk import as_written


class Passed(Struct):
    """What took one way. `cost` is after what suppliers pay back, of the cases where it is known."""

    cases: int = 0
    cost: Decimal = Decimal(0)


class Traffic(Struct, frozen=True):
    """By way (node, branch; None for where an unknown fact leads), and of all `cases` together."""

    ways: dict[tuple[str, int | None], Passed]
    cases: int
    cost: Decimal

    def of(self, node: str, branch: int | None) -> Passed:
        return self.ways.get((node, branch), Passed())


NO_TRAFFIC = Traffic({}, 0, Decimal(0))


def traffic(cases: Iterable[PastCase], rules: Rules) -> Traffic:
    """Walk every case once. BadValue for a tree that lint refuses."""
    ways: dict[tuple[str, int | None], Passed] = {}
    count, total = 0, Decimal(0)
    names = _branches(rules.tree)
    for case in cases:
        settled = settle(gather(rules.tree, rules.store, rules.suppliers, rules.calendar, case.question))
        cost = net_cost(settled) or Decimal(0)
        count, total = count + 1, total + cost
        for step in settled.walk.path:
            passed = ways.setdefault((step.node, names[step.node].get(step.branch or "")), Passed())
            passed.cases += 1
            passed.cost += cost
    return Traffic(ways, count, total)


def _branches(tree: Tree) -> dict[str, dict[str, int]]:
    """By node, the number of each branch by its test as a step shows it; of two equal ones the first is taken."""
    return {node.id: _numbers(node) for node in tree.nodes.values()}


def _numbers(node: Node) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for number, branch in enumerate(node.branches):
        numbers.setdefault(as_written(branch.test), number)
    return numbers
