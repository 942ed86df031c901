"""Which items and shipments a ticket is about."""

from typing import Any

import pytest

from server.cases.concerned import concerned_lines, concerned_shipments
from server.domain.case import Case
from server.errors import BadValue
from tests.cases.conftest import make_case, make_line, make_order, make_product, make_shipment

LAMP, MUG, CARD = make_line("LAMP"), make_line("MUG", "Becher"), make_line(None, "Geschenkkarte")


def case(*lines: Any, **given: Any) -> Case:
    return make_case(make_order(lines=list(lines)), **given)


def titles(found: Case) -> list[str] | None:
    lines = concerned_lines(found)
    return None if lines is None else [line.sku or line.title for line in lines]


def test_the_agents_items_win() -> None:
    """The agent's items stand above those that the customer names."""
    assert titles(case(LAMP, MUG, said={"items": ["LAMP"]}, items=["mug"])) == ["MUG"]


def test_an_agent_may_name_a_line_without_sku_by_its_title() -> None:
    """A gift card has no SKU; its title names it."""
    assert titles(case(LAMP, CARD, items=["Geschenkkarte"])) == ["Geschenkkarte"]


def test_an_item_that_the_order_does_not_hold_is_refused() -> None:
    """The error says which items there are."""
    with pytest.raises(BadValue, match="no item 'CUP'; write some of: LAMP, MUG"):
        concerned_lines(case(LAMP, MUG, items=["LAMP", "CUP"]))


def test_the_products_that_the_customer_names() -> None:
    """Products named in the newest own words, as far as the order holds them."""
    assert titles(case(LAMP, MUG, said={"items": ["MUG", "CUP"]})) == ["MUG"]


def test_a_line_that_is_no_product_is_named_by_its_title() -> None:
    """The gift card is in no product list, yet the customer can name it."""
    assert titles(case(LAMP, CARD, said={"own_words": "Die Geschenkkarte kam nie an."})) == ["Geschenkkarte"]


def test_a_title_is_named_by_whole_words() -> None:
    """The word inside another word names nothing."""
    assert titles(case(LAMP, CARD, said={"own_words": "Meine Geschenkkarten sind super"})) is None


def test_a_product_is_named_as_the_tickets_reading_says() -> None:
    """Reading knows the shop's products: a title that it did not take for a name is none."""
    mug = make_line("MUG", "Becher")
    named = case(LAMP, mug, said={"own_words": "Wie ein Becher sieht das nicht aus"}, products=[make_product("MUG")])
    assert titles(named) is None


@pytest.mark.parametrize("words", ["Die schwarze ist kaputt", "in Schwarz", "the one with 40 cm, broken"])
def test_an_option_tells_variants_apart(words: str) -> None:
    """Both variants were ordered; the option that the customer names is the one concerned."""
    black, white = make_line("B", "Lampe - Schwarz / 40 cm"), make_line("W", "Lampe - Weiß / 60 cm")
    products = [make_product("B"), make_product("W")]
    assert titles(case(black, white, said={"own_words": words, "items": ["B", "W"]}, products=products)) == ["B"]


def test_an_option_leaves_other_products_alone() -> None:
    """The black lamp and the mug are broken; the white lamp is not."""
    lines = [make_line("B", "Lampe - Schwarz"), make_line("W", "Lampe - Weiß"), make_line("MUG", "Becher - Blau")]
    said = {"own_words": "Die Lampe in Schwarz und der Becher sind kaputt", "items": ["B", "W", "MUG"]}
    assert titles(case(*lines, said=said)) == ["B", "MUG"]


def test_an_option_alone_names_a_line() -> None:
    """No product is named, but only one thing was ordered in blue."""
    lines = [make_line("W", "Lampe - Weiß"), make_line("MUG", "Becher - Blau")]
    products = [make_product("W"), make_product("MUG")]
    assert titles(case(*lines, said={"own_words": "Das blaue kam kaputt an"}, products=products)) == ["MUG"]


def test_the_orders_only_line() -> None:
    """Nothing is named, and there is one line."""
    assert titles(case(LAMP, said={"problem": "damaged"})) == ["LAMP"]


@pytest.mark.parametrize("problem", ["late", "lost", "cancel", "payment", "chargeback"])
def test_problems_of_the_whole_order(problem: str) -> None:
    """Nothing is named, and the problem is the whole order's."""
    assert titles(case(LAMP, MUG, said={"problem": problem})) == ["LAMP", "MUG"]


def test_else_the_items_are_unknown() -> None:
    """One of two things is damaged, and nobody says which."""
    assert titles(case(LAMP, MUG, said={"problem": "damaged"})) is None


def test_the_shipments_that_hold_the_items() -> None:
    """Only the mug's parcel; a parcel whose content nobody knows may hold it too."""
    lamp, mug, blank = make_shipment(items=["LAMP"]), make_shipment(items=["MUG"]), make_shipment(items=[])
    order = make_order(lines=[LAMP, MUG], shipments=[lamp, mug, blank])
    assert concerned_shipments(make_case(order, items=["MUG"])) == [mug, blank]


@pytest.mark.parametrize("lines", [[LAMP, MUG], [CARD]])
def test_all_shipments_where_the_items_are_not_known(lines: list[Any]) -> None:
    """Unknown items, or one without SKU, may be in any parcel."""
    shipments = [make_shipment(items=["LAMP"]), make_shipment(items=["MUG"])]
    order = make_order(lines=lines, shipments=shipments)
    assert concerned_shipments(make_case(order, said={"problem": "damaged"})) == shipments
