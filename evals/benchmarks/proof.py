"""How long it takes to prove trees of 50 and of 200 nodes: `python -m evals.benchmarks.proof`.

Nordlicht's tree as it is (51 nodes), and four of it behind one another's doors (205 nodes), each with limits of its
own, so that the larger one is a tree that a shop could have. Beside
them jumbles that nobody would draw: each node asks one of eight numbers for two limits of its own and leads to three
random nodes further on. What they tell apart grows with every node; where it is too much, the proof stops and says so.
"""

from importlib.resources import files
from pathlib import Path
from time import perf_counter

from msgspec import structs

from server.domain.fact_tests import FactTest, Operand
from server.domain.pack import Pack
from server.domain.store import Store
from server.domain.tree import Branch, End, Goto, Node, Tree
from server.refunds.proof.prove import prove
from server.stores.read_pack import read_pack
from tests.refunds.proof.test_tangled import tangled
from tests.refunds.shop import SHOP

COPIES = 4
RUNS = 3
JUMBLED, JUMBLES = (15, 30, 50, 200), 8


def main() -> None:
    """Print the best of three for both, and the ratio."""
    pack, _ = read_pack(Path(str(files("evals"))) / "stores" / "nordlicht")
    if pack is None:
        raise SystemExit("Nordlicht's pack cannot be read; run `kulanz lint` on it.")
    small, large = pack.tree, grown(pack.tree)
    seconds = [best(tree, pack) for tree in (small, large)]
    for tree, taken in zip((small, large), seconds, strict=True):
        print(f"{len(tree.nodes)} nodes: {taken:.2f} s, {len(prove(tree, pack.store))} flaws")
    print(f"ratio of seconds: {seconds[1] / seconds[0]:.1f}")
    for nodes in JUMBLED:
        flaws = [prove(tangled(nodes, seed), SHOP) for seed in range(JUMBLES)]
        proven = sum(all(flaw.code != "unproven" for flaw in found) for found in flaws)
        slowest = max(seconds_of(tangled(nodes, seed), SHOP) for seed in range(JUMBLES))
        print(f"jumbles of {nodes} nodes: {proven} of {JUMBLES} proven, the slowest took {slowest:.2f} s")


def best(tree: Tree, pack: Pack) -> float:
    """Seconds of the fastest run."""
    return min(seconds_of(tree, pack.store) for _ in range(RUNS))


def seconds_of(tree: Tree, store: Store) -> float:
    """Of one proof."""
    began = perf_counter()
    prove(tree, store)
    return perf_counter() - began


def grown(tree: Tree) -> Tree:
    """Several of the tree, by how often the customer has ordered; the copies' limits are moved apart."""
    nodes = {node.id: node for copy in range(COPIES) for node in _copied(tree, copy)}
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


def _copied(tree: Tree, copy: int) -> list[Node]:
    return [
        structs.replace(
            node,
            id=f"{node.id}_{copy}",
            branches=[Branch(_moved(b.test, copy), _led(b.to, copy), b.line) for b in node.branches],
            unknown=None if node.unknown is None else _led(node.unknown, copy),
        )
        for node in tree.nodes.values()
    ]


def _led(to: Goto | End, copy: int) -> Goto | End:
    return Goto(f"{to.node}_{copy}") if isinstance(to, Goto) else to


def _moved(test: FactTest, copy: int) -> FactTest:
    def moved(operand: Operand) -> Operand:
        is_count = isinstance(operand, int) and not isinstance(operand, bool)
        return operand + copy if is_count and operand > 1 else operand

    return FactTest(test.operator, tuple(moved(operand) for operand in test.operands))


if __name__ == "__main__":
    main()
