"""The sums that an outcome's percentages are taken of, and what the goods cost the shop."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from server.cases.concerned import concerned_lines, price_of_items
from server.cases.corrections import corrected
from server.domain.case import Case
from server.domain.decision import MoneyBasis
from server.domain.facts import Facts, FactValue, get
from server.domain.money import Money
from server.domain.order import OrderLine, OrderRecord
from server.domain.product import Product
from server.domain.rates import exchanged
from server.domain.store import Store
from server.refunds.amounts import owed

# Shopify's words for an order of which no money has been taken (yet).
_NOT_PAID = frozenset({"pending", "authorized", "expired", "voided"})


def bare_money_basis(facts: Facts, store: Store) -> MoneyBasis:
    """The sums that bare facts tell, without an order: no postage, no cost, and nothing says what was paid."""
    values = [get(facts, name).value for name in ("item_value", "order_value")]
    currency = next((value.currency for value in values if isinstance(value, Money)), store.currency)
    item, order = (_in_currency(value, currency, store) for value in values)
    return MoneyBasis(currency, item, order, postage=None, owed=item, refundable=None, goods_cost=None, way_back=None)


def money_basis(case: Case, facts: Facts) -> MoneyBasis:
    """The sums of the case, in the order's currency; the costs are in the shop's.

    `postage` is all that was paid for it. The law owes the cheapest standard (BGB 357), which nothing here
    names: what suppliers take from the shop is not what the shop takes from its customers, and less than
    was paid could be less than is owed.

    A value that the agent corrected counts. The order's own sums need no rate, so they are known even
    where the facts, which are compared with the shop's currency, are not.
    """
    order = case.order
    if order is None:
        return bare_money_basis(facts, case.store)
    lines = concerned_lines(case)
    item = _corrected_or("item_value", price_of_items(case), order, case)
    return MoneyBasis(
        currency=order.currency,
        item=item,
        order=_corrected_or("order_value", order.total, order, case),
        postage=order.shipping,
        owed=owed(item, order.shipping, nothing_kept=lines is not None and len(lines) == len(order.lines)),
        refundable=max(Decimal(0), _paid(order, case.as_of) - order.refunded),
        goods_cost=_goods_cost(lines, case) if lines else None,
        way_back=_way_back(lines, case) if lines else None,
    )


def _corrected_or(name: str, told_by_order: Decimal | None, order: OrderRecord, case: Case) -> Decimal | None:
    told = corrected(case.corrections, name, case.store)
    return _in_currency(told.value, order.currency, case.store) if told else told_by_order


def _in_currency(value: FactValue | None, currency: str, store: Store) -> Decimal | None:
    return exchanged(store, value.amount, value.currency, currency) if isinstance(value, Money) else None


def _paid(order: OrderRecord, as_of: datetime) -> Decimal:
    paid_later = order.paid_at is not None and order.paid_at > as_of
    not_paid = paid_later or (order.financial_status or "").casefold() in _NOT_PAID
    return Decimal(0) if not_paid else order.total


def _goods_cost(lines: list[OrderLine], case: Case) -> Decimal | None:
    """What the shop pays its suppliers for the lines."""
    return _sum(_cost(line, case) for line in lines)


def _cost(line: OrderLine, case: Case) -> Decimal | None:
    product = case.products.get(line.sku) if line.sku else None
    if product is None or product.cost is None:
        return None
    currency = case.store.currency
    return exchanged(case.store, product.cost * line.quantity, product.cost_currency or currency, currency)


def _way_back(lines: list[OrderLine], case: Case) -> Decimal | None:
    """One parcel to each supplier, at the price of its dearest item."""
    products = [case.products.get(line.sku) for line in lines if line.sku]
    by_supplier: dict[str | None, list[Decimal | None]] = {}
    for product in products:
        supplier = product.supplier if product else None
        by_supplier.setdefault(supplier, []).append(_return_cost(product, case) if product else None)
    return _sum(_dearest(costs) for costs in by_supplier.values())


def _return_cost(product: Product, case: Case) -> Decimal | None:
    """As products.csv says, else as the supplier takes goods back."""
    if product.return_cost is not None:
        currency = case.store.currency
        return exchanged(case.store, product.return_cost, product.currency or currency, currency)
    supplier = case.suppliers.get(product.supplier) if product.supplier else None
    return supplier.returns.postage if supplier and supplier.returns and supplier.returns.accepted else None


def _dearest(costs: list[Decimal | None]) -> Decimal | None:
    known = [cost for cost in costs if cost is not None]
    return max(known) if len(known) == len(costs) else None


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """None where one of them is not known, or where there is none."""
    listed = list(amounts)
    known = [amount for amount in listed if amount is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(listed) else None
