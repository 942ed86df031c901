"""What the shop sells, and how a basket is filled."""

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from evals.generators.nordlicht.dice import Dice
from evals.generators.nordlicht.journeys import SUPPLIERS
from evals.generators.nordlicht.sources import read_products


class Product(Struct, frozen=True):
    """What the generator needs of a row of products.csv; tags are separated by `;`."""

    sku: str
    title: str
    supplier: str
    price: Decimal
    tags: str

    def is_called(self, word: str) -> bool:
        """Whether `word` is the product's tag, supplier or route; `any` is all that travels."""
        if word == "any":
            return bool(self.supplier) and "custom" not in self.tags.split(";")
        route = SUPPLIERS[self.supplier].route if self.supplier else ""
        return word in (*self.tags.split(";"), self.supplier, route)


PRODUCTS = {product.sku: product for product in read_products(Product)}

_POPULARITY = {sku: 1 + 4 * Dice(sku, "popularity").fraction() for sku in PRODUCTS}
_SOLD_SINGLY = frozenset({"custom", "digital"})
_ONE_MORE = 0.4
_SAME_WAY = 0.6


def fill_basket(words: Iterable[str], dice: Dice) -> dict[str, int]:
    """SKU to quantity: a product for each word, and perhaps a few more."""
    basket: dict[str, int] = {}
    for word in words:
        _add(basket, word, dice)
    while len(basket) < 4 and dice.chance(_ONE_MORE):
        supplier = PRODUCTS[next(iter(basket))].supplier
        _add(basket, supplier if supplier and dice.chance(_SAME_WAY) else "any", dice)
    return basket


def _add(basket: dict[str, int], word: str, dice: Dice) -> None:
    families = {sku.partition("-")[0] for sku in basket}
    choices = {
        sku: _POPULARITY[sku]
        for sku, product in PRODUCTS.items()
        if product.is_called(word) and sku.partition("-")[0] not in families
    }
    if not choices:
        return
    sku = dice.weighted(choices)
    is_single = not _SOLD_SINGLY.isdisjoint(PRODUCTS[sku].tags.split(";")) or PRODUCTS[sku].price > 60
    basket[sku] = 1 if is_single else dice.weighted({1: 84, 2: 13, 3: 2, 4: 1})
