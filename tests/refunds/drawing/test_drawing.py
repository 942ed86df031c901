"""The tree as a picture."""

from decimal import Decimal
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from evals import stores
from server.domain.fact_tests import FactTest
from server.domain.tree import Branch, End, Goto, Node, Tree
from server.refunds.drawing.layout import lay_out
from server.refunds.drawing.svg import draw
from server.refunds.drawing.traffic import Passed, Traffic, traffic
from server.refunds.replay.compare import PastCase
from server.stores.read_pack import read_pack
from tests.refunds.proof.sound_trees import sound_trees
from tests.refunds.random_cases import dice, random_tree
from tests.refunds.shop import REFUSE, ending_in
from tests.refunds.test_replay import past, rules, split

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def nordlicht() -> Tree:
    """The demo shop's tree, larger than forty nodes."""
    pack, _ = read_pack(Path(next(iter(stores.__path__))) / "nordlicht")
    assert pack is not None
    return pack.tree


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own


def test_every_question_and_outcome_is_text(nordlicht: Tree) -> None:
    """What is drawn can be read, found and copied."""
    told = " ".join(texts(draw(nordlicht, "de", "EUR", "Nordlicht")))
    assert all(node.ask["de"] in told for node in nordlicht.nodes.values())
    assert all(f"→ {outcome}" in told for outcome in nordlicht.outcomes)


def test_no_card_lies_on_another(nordlicht: Tree) -> None:
    """Fifty nodes and more stand apart, within the picture."""
    assert_apart(nordlicht)


@settings(max_examples=40, deadline=None)
@given(sound_trees(), st.integers(0, 1000))
def test_any_tree_can_be_drawn(tree: Tree, seed: int) -> None:
    """Small ones, wide ones and ones whose ways join."""
    assert_apart(tree)
    assert_apart(random_tree(dice(seed), 30))


def assert_apart(tree: Tree) -> None:
    layout = lay_out(tree, "de")
    boxes = [(x, y, x + 330, y + card.height) for card, x, y in layout.cards]
    assert all(
        left >= 0 and top >= 0 and right <= layout.width and low <= layout.height for left, top, right, low in boxes
    )
    for (left, top, right, low), (left2, top2, right2, low2) in combinations(boxes, 2):
        assert right <= left2 or right2 <= left or low <= top2 or low2 <= top
    for wire in layout.wires:
        for (x, y), (to_x, to_y) in zip(wire.points[1:-1:2], wire.points[2:-1:2], strict=True):
            crossed = [box for box in boxes if x < box[2] and to_x > box[0] and box[1] < y < box[3]]
            assert (y, crossed) == (to_y, [])


def test_ways_lead_to_the_right(nordlicht: Tree) -> None:
    """Reading from left to right is the walk."""
    places = {card.node.id: x for card, x, _ in lay_out(nordlicht, "de").cards}
    ways = [(n.id, b.to.node) for n in nordlicht.nodes.values() for b in n.branches if isinstance(b.to, Goto)]
    assert all(places[start] < places[end] for start, end in ways)


def test_a_cycle_is_drawn_without_its_way_back() -> None:
    """Lint says what to mend; the picture does not hang."""
    node = Node("round", {"en": "?"}, "wish", [Branch(FactTest("otherwise"), Goto("round"))])
    assert "round" in draw(Tree("round", {"round": node}, {}), "en", "EUR", "Loop")


def test_what_the_shop_wrote_is_escaped() -> None:
    """A question with angle brackets is text, not markup."""
    tree = ending_in(REFUSE)
    hostile = structs.replace(tree.nodes["only"], ask={"en": "<script>alert(1)</script> & more?"})
    svg = draw(structs.replace(tree, nodes={"only": hostile}), "en", "EUR", "<b>")
    assert "<script>" not in svg
    assert "<script>alert(1)</script> & more?" in " ".join(texts(svg))


def test_each_way_says_how_many_took_it_and_what_they_cost() -> None:
    """Two credits of 15.00 and one refund of 30.00 with its fee."""
    cases: list[PastCase] = [past(n, past_orders=orders, problem="none") for n, orders in enumerate([1, 2, 9])]
    passed = traffic(cases, rules(split(3)))
    assert passed.of("loyal", 0) == Passed(2, Decimal("30.00"))
    assert passed.of("loyal", 1) == Passed(1, Decimal("30.87"))
    assert (passed.cases, passed.cost) == (3, Decimal("60.87"))
    told = texts(draw(split(3), "en", "EUR", "Shop", passed))
    assert {"2 · 30.00 EUR", "1 · 30.87 EUR"} <= set(told)


def test_an_unknown_fact_s_way_is_counted_too() -> None:
    """It is a way like any other."""
    tree = ending_in(REFUSE)
    assert traffic([past(1)], rules(tree)).of("only", None).cases == 1


def test_a_way_that_nobody_took_is_dashed() -> None:
    """What never happens can be seen at a glance."""
    last = Node("last", {"en": "?"}, "wish", [Branch(FactTest("otherwise"), End("no"))])
    first = Node("first", {"en": "?"}, "problem", [Branch(FactTest("otherwise"), Goto("last"))])
    tree = Tree("first", {"first": first, "last": last}, {"no": REFUSE})
    one, none = Traffic({("first", 0): Passed(1)}, 1, Decimal(0)), Traffic({}, 1, Decimal(0))
    assert 'class="wire"' in draw(tree, "en", "EUR", "Shop", one)
    assert 'class="wire never"' in draw(tree, "en", "EUR", "Shop", none)
