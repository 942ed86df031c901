"""Both means of proof tell the same flaws, and each shows what it says."""

from functools import partial

from hypothesis import example, given, settings

from server.domain.fact_tests import FactTest
from server.domain.tree import Branch, Goto, Node, Outcome, Tree
from server.refunds.proof.by_paths import ByPaths
from server.refunds.proof.by_regions import ByRegions
from server.refunds.proof.ground import Ground
from server.refunds.proof.prove import Flaw, grounds_of, prove_by
from server.refunds.proof.search import Tries
from tests.refunds.proof.sound_trees import end_of, given_facts, rows_unmet, small_trees, sound_trees
from tests.refunds.proof.test_exhaustive import LAWLESS, LEGAL, VALUES
from tests.refunds.shop import SHOP


def by_paths(grounds: list[Ground]) -> list[Flaw]:
    return prove_by(partial(ByPaths, tries=Tries()), grounds)


def told(flaws: list[Flaw]) -> list[tuple[object, ...]]:
    return [(flaw.code, flaw.node, flaw.branch, flaw.leads_to, flaw.row and flaw.row.row) for flaw in flaws]


def a_gap_behind_a_way_back() -> Tree:
    """Whose gap at n1 is also come to by leaving the first fact out, and going back from n2."""
    declared = "withdrawal_declared"
    nodes = [
        Node("n0", {}, "problem", [Branch(FactTest("in", ("late",)), Goto("n1"))], Goto("n2")),
        Node("n1", {}, declared, [Branch(FactTest("in", (True,)), Goto("n2"))]),
        Node("n2", {}, declared, [Branch(FactTest("in", (False,)), Goto("n1"))]),
    ]
    return Tree("n0", {node.id: node for node in nodes}, {"o0": Outcome("o0", "refuse")})


@settings(max_examples=150, deadline=None)
@given(small_trees(list(VALUES), ["ask", "refuse"]))
def test_small_trees_have_the_same_flaws_by_both_means(tree: Tree) -> None:
    """Gaps, dead branches, unreached nodes, unused outcomes and ways back; the regions are held to every case."""
    grounds = grounds_of(tree, LAWLESS)
    assert told(by_paths(grounds)) == told(prove_by(ByRegions, grounds))


@settings(max_examples=60, deadline=None)
@given(small_trees([*LEGAL, "item_tags"], ["refuse", "replace", "refund", "trace", "wait", "store_credit"]))
def test_small_trees_fall_short_of_the_same_law_by_both_means(tree: Tree) -> None:
    """Each row of the law at each branch."""
    grounds = grounds_of(tree, SHOP)
    assert told(by_paths(grounds)) == told(prove_by(ByRegions, grounds))


@settings(max_examples=40, deadline=None)
@given(sound_trees())
def test_sound_trees_have_no_flaws_by_paths(tree: Tree) -> None:
    """A search that came to nothing is a proof as well."""
    assert by_paths(grounds_of(tree, SHOP)) == []


@settings(max_examples=60, deadline=None)
@example(a_gap_behind_a_way_back())
@given(small_trees(LEGAL, ["refuse", "replace", "refund", "trace", "wait", "store_credit"]))
def test_facts_found_by_paths_show_the_flaw_and_none_can_be_left_out(tree: Tree) -> None:
    """A bare walk with them runs into the gap, or falls short of the row; without any one it does not."""

    def shows(flaw: Flaw, facts: dict[str, object]) -> bool:
        if flaw.row:
            return flaw.row.row in rows_unmet(tree, given_facts(facts))
        return end_of(tree, given_facts(facts)) == ("gap", flaw.node)

    for flaw in by_paths(grounds_of(tree, SHOP)):
        if flaw.code == "gap" or flaw.row:
            assert shows(flaw, flaw.facts)
        if flaw.code == "gap":
            fewer = [{n: v for n, v in flaw.facts.items() if n != name} for name in flaw.facts]
            assert not any(shows(flaw, facts) for facts in fewer)
