"""What decisions gave to customers and cost the shop, and what suppliers owe of it by their terms."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from msgspec import Struct

from server.db.reports import OrderRow, UsedDecision
from server.domain.money import Money
from server.domain.product import Product
from server.domain.rates import in_shop_currency
from server.domain.statistics import Rate, rate
from server.domain.store import Store
from server.refunds.amounts import PAYING
from server.reports.grouping import grouped

K = TypeVar("K")

MANY = "many"
"""Stands for the product or supplier of a decision about several, none of which anybody named."""

NOT_KNOWN = "not_known"
"""Stands for one that nothing tells."""


class Settled(Struct, frozen=True):
    """A used decision in the shop's currency; None for a sum that is not known. `product`: a SKU."""

    row: UsedDecision
    to_customer: Decimal | None
    to_shop: Decimal | None
    from_supplier: Decimal | None
    product: str
    supplier: str


class Sum(Struct, frozen=True):
    """What is known of many sums together, and of how many decisions nothing is known."""

    amount: Decimal
    unknown: int


class MoneyFigures(Struct, frozen=True):
    """Over many decisions, in the shop's currency."""

    decisions: int
    to_customer: Sum
    to_shop: Sum
    from_supplier: Sum


def settled(rows: Iterable[UsedDecision], store: Store, products: Mapping[str, Product]) -> list[Settled]:
    """Each used decision with its sums, product and supplier.

    `to_customer`: money back, credit and vouchers, 0 where the outcome gives goods or words. `to_shop` and
    `from_supplier` are what the decision said when it was made (refunds/cost.py): expected by the supplier's terms, not
    seen on any account. Left out by the rows: decisions whose reply was never used, and older ones of the same ticket.
    """
    rate_of = in_shop_currency(store)

    def amount(money: Money | None) -> Decimal | None:
        return None if money is None else rate_of(money)

    return [
        Settled(
            row,
            to_customer=amount(row.amount) if row.action in PAYING else Decimal(0),
            to_shop=amount(row.to_shop),
            from_supplier=amount(row.from_supplier),
            product=product_of(row.items, row.skus),
            supplier=supplier_of(row.items, row.suppliers, products),
        )
        for row in rows
    ]


def money_figures(decisions: Sequence[Settled]) -> MoneyFigures:
    """Count and sums."""
    return MoneyFigures(
        len(decisions),
        _sum([one.to_customer for one in decisions]),
        _sum([one.to_shop for one in decisions]),
        _sum([one.from_supplier for one in decisions]),
    )


def money_by(decisions: Iterable[Settled], group_of: Callable[[Settled], K]) -> dict[K, MoneyFigures]:
    """The figures of each group, the one that costs the shop most first."""
    figures = {group: money_figures(members) for group, members in grouped(decisions, group_of).items()}
    return dict(sorted(figures.items(), key=lambda pair: (-pair[1].to_shop.amount, -pair[1].decisions)))


def refund_rate(orders: Sequence[OrderRow]) -> Rate:
    """Orders of which any money went back, of all orders placed in the period, by the shop's export.

    Young orders have had less time to come back; goods that were replaced do not count.
    """
    return rate(sum(order.is_refunded for order in orders), len(orders))


def product_of(items: Sequence[str] | None, skus: Sequence[str | None] | None) -> str:
    """The SKU that a person named, else that of the order's only product; MANY or NOT_KNOWN."""
    return _only(items or skus or ())


def supplier_of(
    items: Sequence[str] | None, suppliers: Sequence[str | None] | None, products: Mapping[str, Product]
) -> str:
    """Who supplies the items that a person named, else who shipped the whole order; MANY or NOT_KNOWN."""
    of_items = [products[sku].supplier for sku in items or () if sku in products]
    return _only(of_items or suppliers or ())


def _only(values: Iterable[str | None]) -> str:
    """The one value that there is, whatever is not known."""
    known = Counter(value for value in values if value)
    return next(iter(known)) if len(known) == 1 else MANY if known else NOT_KNOWN


def _sum(amounts: Sequence[Decimal | None]) -> Sum:
    known = [amount for amount in amounts if amount is not None]
    return Sum(sum(known, Decimal(0)), len(amounts) - len(known))
