"""Trees that combine more limits than can be compared at once are proved all the same, or said to be unproven."""

import pytest
from msgspec import structs

from server.domain.tree import Goto
from server.refunds.proof import search
from server.refunds.proof.prove import prove
from tests.refunds.proof.sound_trees import end_of, given_facts
from tests.refunds.proof.tangled_trees import tangled, tangled_in_all
from tests.refunds.proof.test_exhaustive import possible_facts, ways_taken
from tests.refunds.random_cases import dice, random_facts
from tests.refunds.shop import SHOP


def test_a_tangled_tree_of_200_nodes_is_proved() -> None:
    """Beside nodes and branches that nobody comes to there is nothing wrong with it."""
    assert {flaw.code for flaw in prove(tangled(), SHOP)} == {"shadowed_branch", "unreachable_node"}


def test_no_case_takes_a_way_that_is_said_to_be_dead() -> None:
    """Of some thousand random cases that there can be."""
    tree = tangled()
    flaws = prove(tree, SHOP)
    shadowed = {(flaw.node, flaw.branch) for flaw in flaws if flaw.code == "shadowed_branch"}
    unreached = {flaw.node for flaw in flaws if flaw.code == "unreachable_node"}
    rng = dice(1)
    for _ in range(2000):
        taken = ways_taken(tree, possible_facts(random_facts(rng)))
        assert not shadowed & set(taken) and not unreached & {node for node, _ in taken}


def test_a_gap_in_a_tangled_tree_is_shown_by_facts_that_run_into_it() -> None:
    """And a way back to the start is told beside it."""
    tree = tangled()
    last = tree.nodes["n199"]
    branches = [structs.replace(last.branches[0], to=Goto("n0")), last.branches[1]]
    tree = structs.replace(tree, nodes={**tree.nodes, "n199": structs.replace(last, branches=branches)})
    found = {flaw.code: flaw for flaw in prove(tree, SHOP) if flaw.code in ("cycle", "gap")}
    assert {(code, flaw.node) for code, flaw in found.items()} == {("cycle", "n199"), ("gap", "n199")}
    assert end_of(tree, given_facts(found["gap"].facts)) == ("gap", "n199")


def test_a_tree_that_takes_too_much_work_is_said_to_be_unproven(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the line of its start, and the shape's own flaws beside it; nothing else is claimed of it."""
    monkeypatch.setattr(search, "MOST_TRIES", 10)
    codes = {flaw.code for flaw in prove(tangled_in_all(50), SHOP)}
    assert "unproven" in codes and codes <= {"unproven", "unreachable_node"}
