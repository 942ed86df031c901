"""Money: an amount in a currency, rounded half up to the currency's smallest unit."""

from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

# ISO 4217 currencies whose smallest unit is not a hundredth, among those that shops export.
_MINOR_DIGITS = {"JPY": 0, "KRW": 0, "ISK": 0, "CLP": 0, "VND": 0, "HUF": 2, "KWD": 3, "BHD": 3, "TND": 3}


def to_minor_unit(amount: Decimal, currency: str) -> Decimal:
    """Round `amount` half up to the smallest unit of `currency` (an ISO 4217 code)."""
    return amount.quantize(Decimal(1).scaleb(-_MINOR_DIGITS.get(currency, 2)), rounding=ROUND_HALF_UP)


class Money(Struct, frozen=True, order=False):
    """`{"amount": "12.50", "currency": "EUR"}`; the amount travels as a string, never as a float."""

    amount: Decimal
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> "Money":
        """Money rounded half up to the currency's smallest unit."""
        return cls(to_minor_unit(Decimal(amount), currency), currency)
