"""Money in other currencies, by the rates of store.yaml (`fx`: one unit in the shop's currency)."""

from collections.abc import Callable
from decimal import Decimal

from server.domain.money import Money
from server.domain.store import Store

InShopCurrency = Callable[[Money], Decimal | None]
"""An amount in the shop's currency, not rounded; None where there is no rate."""


def in_shop_currency(store: Store) -> InShopCurrency:
    """How this shop counts money that is in another currency."""

    def convert(money: Money) -> Decimal | None:
        rate = _rate(store, money.currency)
        return None if rate is None else money.amount * rate

    return convert


def exchanged(store: Store, amount: Decimal, source: str, target: str) -> Decimal | None:
    """`amount` of currency `source` in currency `target`, not rounded; None where a rate is missing."""
    if source == target:
        return amount
    source_rate, target_rate = _rate(store, source), _rate(store, target)
    if source_rate is None or not target_rate:
        return None
    return amount * source_rate / target_rate


def _rate(store: Store, currency: str) -> Decimal | None:
    return Decimal(1) if currency == store.currency else store.fx.get(currency)
