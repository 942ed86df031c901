"""A tree that combines more limits than can be compared is said to be unproven, and nothing else is claimed of it."""

import random

from msgspec import structs

from server.domain.fact_tests import FactTest
from server.domain.tree import Branch, End, Goto, Node, Outcome, Tree
from server.refunds.proof.prove import prove
from tests.refunds.shop import SHOP

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


def tangled(nodes: int = 200, seed: int = 1) -> Tree:
    """Each node asks a fact for two limits of its own and leads a random few nodes onwards."""
    chance = random.Random(seed)  # noqa: S311 - no secret hangs on it

    def onwards(number: int) -> Goto | End:
        target = number + chance.randint(1, 10)
        return Goto(f"n{target}") if target < nodes else End("help")

    made = {}
    for number in range(nodes):
        tests = [FactTest("less_than", (chance.randint(1, 400),)) for _ in range(2)]
        branches = [Branch(test, onwards(number), number) for test in (*tests, FactTest("otherwise"))]
        made[f"n{number}"] = Node(f"n{number}", {}, chance.choice(NUMBERS), branches, onwards(number), number)
    return Tree("n0", made, {"help": Outcome("help", "handover")})


def test_it_says_that_it_is_not_proved() -> None:
    """At the line of its start, and the shape's own flaws beside it; here some node that nothing leads to."""
    codes = {flaw.code for flaw in prove(tangled(), SHOP)}
    assert "unproven" in codes and codes <= {"unproven", "unreachable_node"}


def test_what_its_shape_tells_is_still_found() -> None:
    """A way back to the start, and a node that lost its last resort."""
    tree = tangled()
    last = tree.nodes["n199"]
    branches = [structs.replace(last.branches[0], to=Goto("n0")), last.branches[1]]
    nodes = {**tree.nodes, "n199": structs.replace(last, branches=branches)}
    flaws = prove(structs.replace(tree, nodes=nodes), SHOP)
    assert {(flaw.code, flaw.node) for flaw in flaws if flaw.code in ("cycle", "gap")} == {
        ("cycle", "n199"),
        ("gap", "n199"),
    }
