"""Which products words name."""

import pytest

from server.domain.product import Product
from server.tickets.items import named_items


def product(sku: str, title: str, *aliases: str) -> Product:
    return Product(sku, title, None, None, None, None, None, None, None, [], [], list(aliases))


LAMPS = [
    product("LUNA-BR", "Leselampe Luna - Messing", "Reading lamp Luna - Brass"),
    product("LUNA-BK", "Leselampe Luna - Schwarz", "Reading lamp Luna - Black"),
    product("STELLA", "Stehlampe Stella", "Stella floor lamp"),
    product("WOLKE-GR", "Decke Wolke - Grau / 140x200", "Blanket Wolke - Grey / 140x200"),
    product("SHIRT-S", "Shirt Fjord - S", "Fjord shirt - S"),
    product("SHIRT-M", "Shirt Fjord - M", "Fjord shirt - M"),
    product("KERZEN", "Starter-Paket Kerzen"),
    product("TISCH", "Tischlampe Kiesel - Sand", "Kiesel table lamp - Sand"),
    product("REGAL", "Wandregal Bord"),
]


@pytest.mark.parametrize(
    ("text", "skus"),
    [
        ("LUNA-BK ist defekt.", ["LUNA-BK"]),
        ("Die Luna in Messing flackert", ["LUNA-BR"]),
        ("die schwarze Leselampe", ["LUNA-BK"]),
        ("My reading lamp in brass", ["LUNA-BR"]),
        ("the floor lamp wobbles", ["STELLA"]),
        ("Luna und die Decke Wolke", ["LUNA-BR", "LUNA-BK", "WOLKE-GR"]),
        ("Das Shirt in M ist zu klein", ["SHIRT-M"]),
        ("Ich hatte Messing bestellt", ["LUNA-BR"]),
        ("Die Kerzen riechen nicht", ["KERZEN"]),
    ],
)
def test_products_are_named_by_sku_title_option_or_alias(text: str, skus: list[str]) -> None:
    """In German, English and with endings."""
    assert named_items(text, LAMPS) == skus


def test_a_model_without_its_option_is_all_its_variants() -> None:
    """The caller intersects with the order's lines."""
    assert named_items("Die Luna ist kaputt", LAMPS) == ["LUNA-BR", "LUNA-BK"]


def test_two_options_name_both() -> None:
    """Ordered one, got the other: the order knows which is which."""
    assert named_items("Luna in Messing bestellt, Schwarz bekommen", LAMPS) == ["LUNA-BR", "LUNA-BK"]


def test_the_kind_alone_is_every_product_of_the_kind() -> None:
    """ "Die Lampe" can be any lamp; beside a model it adds none."""
    assert named_items("Meine Lampe flackert", LAMPS) == ["LUNA-BR", "LUNA-BK", "STELLA", "TISCH"]
    assert named_items("Die Lampe Stella flackert", LAMPS) == ["STELLA"]


@pytest.mark.parametrize(
    "text",
    [
        "Mein Paket ist nicht da",
        "Das ist mir egal",
        "Sie liegt auf dem Nachttisch",
        "It is on the kitchen table",
        "I'm waiting, könnt ihr mir sagen wann?",
        "",
    ],
)
def test_other_words_name_nothing(text: str) -> None:
    """Words that only sound like a part of a title do not count."""
    assert named_items(text, LAMPS) == []


def test_a_number_is_no_sku() -> None:
    """A short article number cannot be told from an order number."""
    assert named_items("Bestellung 1042", [product("1042", "Leselampe Luna"), product("7", "Decke Wolke")]) == []
