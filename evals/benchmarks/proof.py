"""How far and how fast trees of some 200 nodes are proven: `python -m evals.benchmarks.proof`.

Natural ones first: Nordlicht's tree as it is (51 nodes), and four of it behind one another's doors (205 nodes), each
limit moved by chance; then the same with every fourth way leading on in the next copy. Beside them jumbles that nobody
would draw: each node has limits of its own and leads to random nodes further on, over eight numbers, or over facts of
all kinds with outcomes that the law has a say in. What is too much work for the proof it calls unproven.
"""

import random
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from statistics import median
from time import process_time

from msgspec import structs

from server.domain.fact_tests import FactTest, Operand
from server.domain.store import Store
from server.domain.tree import Branch, End, Goto, Node, Tree
from server.refunds.proof.prove import prove
from server.stores.read_pack import read_pack
from tests.refunds.proof.tangled_trees import tangled, tangled_in_all
from tests.refunds.shop import SHOP

COPIES = 4
EACH = 20
CROSSING = 0.25


def main() -> None:
    """Print for each kind of tree how many are proven, and the seconds of one core that a proof takes."""
    pack, _ = read_pack(Path(str(files("evals"))) / "stores" / "nordlicht")
    if pack is None:
        raise SystemExit("Nordlicht's pack cannot be read; run `kulanz lint` on it.")
    tell("Nordlicht's", lambda _: pack.tree, pack.store)
    tell("grown from it", lambda seed: grown(pack.tree, seed, 0), pack.store)
    tell("grown, with crossing ways", lambda seed: grown(pack.tree, seed, CROSSING), pack.store)
    for nodes in (50, 200):
        tell("jumbles of numbers", lambda seed, nodes=nodes: tangled(nodes, seed), SHOP)
        tell("jumbles of all facts", lambda seed, nodes=nodes: tangled_in_all(nodes, seed), SHOP)


def tell(kind: str, tree_of: Callable[[int], Tree], store: Store) -> None:
    """One line on trees of one kind."""
    seconds, proven, flaws, nodes = [], 0, 0, 0
    for seed in range(EACH):
        tree = tree_of(seed)
        began = process_time()
        found = prove(tree, store)
        seconds.append(process_time() - began)
        proven += all(flaw.code != "unproven" for flaw in found)
        flaws, nodes = flaws + len(found), len(tree.nodes)
    print(
        f"{kind}, {nodes} nodes: {proven} of {EACH} proven, {flaws / EACH:.0f} flaws each; "
        f"CPU seconds: median {median(seconds):.2f}, max {max(seconds):.2f}"
    )


def grown(tree: Tree, seed: int, crossing: float) -> Tree:
    """Several of the tree, by how often the customer has ordered, with limits of their own."""
    chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
    nodes = {node.id: node for copy in range(COPIES) for node in _copied(tree, copy, chance, crossing)}
    door = Node(
        "door",
        {"en": "How many orders before?"},
        "past_orders",
        [
            *(Branch(FactTest("at_most", (copy,)), Goto(f"{tree.start}_{copy}")) for copy in range(COPIES - 1)),
            Branch(FactTest("otherwise"), Goto(f"{tree.start}_{COPIES - 1}")),
        ],
        Goto(f"{tree.start}_0"),
    )
    return Tree("door", {"door": door, **nodes}, tree.outcomes)


def _copied(tree: Tree, copy: int, chance: random.Random, crossing: float) -> list[Node]:
    def led(to: Goto | End) -> Goto | End:
        if isinstance(to, End):
            return to
        crosses = copy < COPIES - 1 and chance.random() < crossing
        return Goto(f"{to.node}_{copy + crosses}")

    return [
        structs.replace(
            node,
            id=f"{node.id}_{copy}",
            branches=[Branch(_moved(b.test, chance.randint(0, COPIES)), led(b.to), b.line) for b in node.branches],
            unknown=None if node.unknown is None else led(node.unknown),
        )
        for node in tree.nodes.values()
    ]


def _moved(test: FactTest, by: int) -> FactTest:
    def moved(operand: Operand) -> Operand:
        is_count = isinstance(operand, int) and not isinstance(operand, bool)
        return operand + by if is_count and operand > 1 else operand

    return FactTest(test.operator, tuple(moved(operand) for operand in test.operands))


if __name__ == "__main__":
    main()
