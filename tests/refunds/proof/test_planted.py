"""What is planted into a sound tree is found, with a smallest set of facts; a sound tree has nothing to find."""

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec import structs

from server.domain.fact_tests import FactTest
from server.domain.tree import Branch, End, Goto, Node, Outcome, Tree
from server.refunds.proof.prove import Flaw, prove
from tests.refunds.proof.sound_trees import end_of, fewer, given_facts, rows_unmet, sound_trees, with_lines
from tests.refunds.shop import SHOP

few = settings(max_examples=60, deadline=None)


def of(code: str, flaws: list[Flaw]) -> list[Flaw]:
    return [flaw for flaw in flaws if flaw.code == code]


def replaced(tree: Tree, node: Node, **changes: Any) -> Tree:
    return structs.replace(tree, nodes={**tree.nodes, node.id: structs.replace(node, **changes)})


@few
@given(sound_trees())
def test_sound(tree: Tree) -> None:
    """Nothing is found in a sound tree."""
    assert prove(tree, SHOP) == []


@few
@given(sound_trees(), st.data())
def test_gap(tree: Tree, data: st.DataObject) -> None:
    """A node that lost its last branch has a gap: the facts lead into it, and none of them can be spared."""
    node = data.draw(st.sampled_from(list(tree.nodes.values())))
    (gap,) = of("gap", prove(replaced(tree, node, branches=node.branches[:-1]), SHOP))
    assert (gap.node, gap.line) == (node.id, node.line)
    broken = replaced(tree, node, branches=node.branches[:-1])
    assert end_of(broken, given_facts(gap.facts)) == ("gap", node.id)
    assert all(end_of(broken, given_facts(part)) != ("gap", node.id) for part in fewer(gap.facts))


@few
@given(sound_trees(), st.data())
def test_cycle(tree: Tree, data: st.DataObject) -> None:
    """A branch that leads back to the start is a cycle: the facts go round for ever, and none can be spared."""
    node = data.draw(st.sampled_from(list(tree.nodes.values())))
    number = data.draw(st.integers(0, len(node.branches) - 1))
    back = structs.replace(node.branches[number], to=Goto(tree.start))
    branches = [back if n == number else branch for n, branch in enumerate(node.branches)]
    broken = replaced(tree, node, branches=branches)
    (cycle,) = of("cycle", prove(broken, SHOP))
    assert (cycle.line, cycle.node, cycle.branch, cycle.leads_to) == (back.line, node.id, number, tree.start)
    assert end_of(broken, given_facts(cycle.facts))[0] == "never"
    assert all(end_of(broken, given_facts(part))[0] != "never" for part in fewer(cycle.facts))


@few
@given(sound_trees(), st.data())
def test_shadowed(tree: Tree, data: st.DataObject) -> None:
    """A branch that repeats an earlier test is shadowed, and what only it leads to is never reached."""
    node = data.draw(st.sampled_from(list(tree.nodes.values())))
    twin = Branch(node.branches[0].test, Goto("late"))
    late = Node("late", {"en": "?"}, "wish", [Branch(FactTest("otherwise"), End("spare"))])
    broken = replaced(tree, node, branches=[node.branches[0], twin, *node.branches[1:]])
    broken = Tree(broken.start, {**broken.nodes, "late": late}, {**broken.outcomes, "spare": Outcome("spare", "ask")})
    flaws = {(flaw.code, flaw.node, flaw.branch, flaw.leads_to) for flaw in prove(broken, SHOP)}
    assert flaws == {
        ("shadowed_branch", node.id, 1, "late"),
        ("unreachable_node", "late", None, None),
        ("unused_outcome", None, None, "spare"),
    }


@few
@given(sound_trees(), st.data())
def test_harsher(tree: Tree, data: st.DataObject) -> None:
    """A refusal is reported for each row that it leaves unmet, at its line, with facts that cannot be spared."""
    ends = [(n, k) for n in tree.nodes.values() for k, b in enumerate(n.branches) if isinstance(b.to, End)]
    assume(ends)
    node, number = data.draw(st.sampled_from(ends))
    refusing = structs.replace(node.branches[number], to=End("no"))
    branches = [refusing if n == number else branch for n, branch in enumerate(node.branches)]
    broken = replaced(tree, node, branches=branches)
    broken = with_lines(structs.replace(broken, outcomes={**tree.outcomes, "no": Outcome("no", "refuse")}))
    found = of("harsher_than_law", prove(broken, SHOP))
    assert {flaw.row.row for flaw in found if flaw.row} == {"W1", "M1", "M4", "D1", "L1", "L2"}
    for flaw in found:
        assert (flaw.line, flaw.node, flaw.branch) == (refusing.line, node.id, number)
        assert flaw.row and flaw.row.row in rows_unmet(broken, given_facts(flaw.facts))
        for part in fewer(flaw.facts):
            assert flaw.row.row not in rows_unmet(broken, given_facts(part))
