"""Amounts of money in running text, German and English ways of writing."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from server.drafting.formats import SYMBOLS

_FIGURES = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_CURRENCY = r"€|\$|£|EUR|USD|GBP|CHF|Euros?|euros?|Franken|francs|(?:US-)?Dollars?|dollars?|Pfund|pounds"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?:(?P<before>{_CURRENCY})\s?(?P<first>{_FIGURES})|(?P<last>{_FIGURES})(?:,-|,--|,–)?\s?(?P<after>{_CURRENCY}))(?!\w)"
)
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

    @property
    def money(self) -> tuple[Decimal, str]:
        return self.amount, self.currency


def amounts_in(text: str) -> Iterator[AmountInText]:
    """Every figure with a currency beside it."""
    for match in _AMOUNT.finditer(unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u202f", " ")):
        written = match["before"] or match["after"]
        currency = _CODES.get(written.casefold(), written.upper())
        yield AmountInText(_decimal(match["first"] or match["last"]), currency, match.start(), match.end())


def _decimal(figures: str) -> Decimal:
    """1.234,50 and 1,234.50 alike: the last mark parts the cents when one or two digits follow it."""
    whole, mark, cents = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", figures).groups()  # type: ignore[union-attr]
    return Decimal(re.sub(r"\D", "", whole) + (f".{cents}" if mark else ""))
