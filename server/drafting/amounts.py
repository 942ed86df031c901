"""Amounts of money in running text, German and English ways of writing."""

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from server.drafting.formats import SYMBOLS

_FIGURES = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_CURRENCY = r"€|\$|£|EUR|USD|GBP|CHF|Euros?|euros?|Franken|francs|(?:US-)?Dollars?|dollars?|Pfund|pounds"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?:(?P<before>{_CURRENCY})\s?(?P<first>{_FIGURES})"
    rf"|(?P<last>{_FIGURES})(?:,--?|,–)?\s?(?P<after>{_CURRENCY}))(?!\w)"
)
_CENTS = re.compile(r"[.,](\d{1,2})$")
_BLANKS = str.maketrans("\u00a0\u202f", "  ")
_CODES = {symbol: code for code, symbol in SYMBOLS.items()} | {
    "euro": "EUR",
    "euros": "EUR",
    "franken": "CHF",
    "francs": "CHF",
    "dollar": "USD",
    "dollars": "USD",
    "us-dollar": "USD",
    "us-dollars": "USD",
    "pfund": "GBP",
    "pounds": "GBP",
}


class AmountInText(Struct, frozen=True):
    """`start` and `end` in code points."""

    amount: Decimal
    currency: str
    start: int
    end: int


def amounts_in(text: str) -> Iterator[AmountInText]:
    """Every figure with a currency beside it."""
    for match in _AMOUNT.finditer(text.translate(_BLANKS)):
        written = match["before"] or match["after"]
        currency = _CODES.get(written.lower(), written.upper())
        yield AmountInText(_decimal(match["first"] or match["last"]), currency, match.start(), match.end())


def _decimal(figures: str) -> Decimal:
    """1.234,50 and 1,234.50 alike: the last mark parts the cents when one or two digits follow it."""
    cents = _CENTS.search(figures)
    whole = figures[: cents.start()] if cents else figures
    return Decimal(re.sub(r"\D", "", whole) + (f".{cents[1]}" if cents else ""))
