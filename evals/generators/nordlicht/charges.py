"""What an order costs: lines, discount, postage, tax."""

from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from evals.generators.nordlicht.countries import Country
from evals.generators.nordlicht.dice import Dice
from evals.generators.nordlicht.goods import PRODUCTS

_CENT = Decimal("0.01")
_CODES: dict[str, Decimal] = {
    "WILLKOMMEN10": Decimal(10),
    "LICHTBLICK10": Decimal(10),
    "HERBST15": Decimal(15),
    "FREUNDE20": Decimal(20),
}
_AUTUMN = (9, 10, 11)
_TWO_ARE_CHEAPER = frozenset({"TIDE-6", "BECHER-4"})
"""Two of these, and the shop takes a quarter off the line without any code."""


class Line(Struct, frozen=True):
    """A line item. `sku` is empty for a gift card; `discount` is for the line, the others are for a piece."""

    sku: str
    title: str
    quantity: int
    price: Decimal
    was: Decimal | None = None
    discount: Decimal = Decimal("0.00")
    travels: bool = True
    taxable: bool = True

    @property
    def sum(self) -> Decimal:
        return self.quantity * self.price


class Charges(Struct, frozen=True):
    """The sums of an order in its currency; `discount` holds what the lines say too, taxes are inside the total."""

    code: str
    discount: Decimal
    subtotal: Decimal
    shipping: Decimal
    taxes: Decimal

    @property
    def total(self) -> Decimal:
        return self.subtotal + self.shipping


def product_line(sku: str, quantity: int, country: Country) -> Line:
    product = PRODUCTS[sku]
    price = country.local_price(product.price)
    tags = product.tags.split(";")
    takes_off = sku in _TWO_ARE_CHEAPER and quantity >= 2
    return Line(
        sku=sku,
        title=product.title,
        quantity=quantity,
        price=price,
        was=country.local_price(_before_sale(product.price)) if "sale" in tags else None,
        discount=rounded(price * quantity / 4) if takes_off else Decimal("0.00"),
        travels="digital" not in tags,
    )


def gift_card_line(value: Decimal, country: Country) -> Line:
    title = f"Geschenkgutschein - {value.normalize():f} {'€' if country.currency == 'EUR' else country.currency}"
    return Line("", title, 1, value.quantize(_CENT), travels=False, taxable=False)


def charges(lines: list[Line], country: Country, express: bool, month: int, dice: Dice) -> Charges:
    """All sums. One order in seven has a code, never on goods of the sale."""
    off_lines = sum((line.discount for line in lines), Decimal("0.00"))
    goods = sum((line.sum for line in lines), Decimal("0.00")) - off_lines
    is_plain = all(line.was is None and line.taxable for line in lines)
    code = None
    if is_plain and dice.chance(0.14):
        code = dice.pick([known for known in _CODES if known != "HERBST15" or month in _AUTUMN])
    off_order = rounded(goods * _CODES[code] / 100) if code else Decimal("0.00")
    subtotal = goods - off_order
    shipping = _postage(lines, subtotal, country, express)
    taxed = sum((line.sum - line.discount for line in lines if line.taxable), Decimal("0.00")) - off_order + shipping
    percent = country.tax[1] if country.tax else 0
    return Charges(code or "", off_lines + off_order, subtotal, shipping, rounded(taxed * percent / (100 + percent)))


def _postage(lines: list[Line], subtotal: Decimal, country: Country, express: bool) -> Decimal:
    if not any(line.travels for line in lines):
        return Decimal("0.00")
    if express and country.express is not None:
        return country.express
    is_free = country.free_from is not None and subtotal >= country.free_from
    return Decimal("0.00") if is_free else country.shipping.quantize(_CENT)


def _before_sale(price: Decimal) -> Decimal:
    return (price * Decimal("1.35")).to_integral_value() - Decimal("0.10")


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)
