"""What an outcome costs the shop, in the shop's currency, and what of it the supplier pays back."""

from decimal import Decimal

from server.domain.decision import Cost, GoodsReturn
from server.domain.facts import Facts, get
from server.domain.money import Money
from server.domain.product import Supplier, SupplierClaims
from server.domain.rates import in_shop_currency
from server.domain.tree import Action
from server.refunds.amounts import PAYING, REFUNDS
from server.refunds.grounds import Grounds
from server.refunds.offers import Offer

_WORDS_ONLY: frozenset[Action] = frozenset({"answer", "ask", "wait", "trace", "refuse", "handover"})
_NEW_GOODS: frozenset[Action] = frozenset({"replace", "resend", "exchange"})
_WINDOW_FACTS = {"delivery": "days_since_delivery", "order": "days_since_order", "shipment": "days_since_shipped"}


def cost_of(grounds: Grounds, offer: Offer, back: GoodsReturn | None) -> Cost:
    """Both sums, each None where something it is made of is not known.

    A refund costs its amount and the payment fee that the provider keeps; new goods cost what the shop buys
    them for; faster shipping what the supplier takes for a parcel; a way back that the shop pays comes on top.
    """
    to_shop = _to_shop(grounds, offer, back)
    from_supplier = Decimal(0) if to_shop == 0 else _from_supplier(grounds)
    currency = grounds.store.currency
    return Cost(
        to_shop=None if to_shop is None else Money.of(to_shop, currency),
        from_supplier=None if from_supplier is None else Money.of(from_supplier, currency),
    )


def _to_shop(grounds: Grounds, offer: Offer, back: GoodsReturn | None) -> Decimal | None:
    action = offer.outcome.action
    if action in _WORDS_ONLY:
        return Decimal(0)
    way_back = _way_back(grounds, back)
    if way_back is None:
        return None
    if action in _NEW_GOODS:
        goods = grounds.question.money.goods_cost
        return None if goods is None else goods + way_back
    if action == "expedite":
        return _parcel(grounds)
    if action not in PAYING or offer.amount is None:
        return None
    pays = in_shop_currency(grounds.store)(offer.amount)
    if pays is None:
        return None
    fee = pays * grounds.store.payment_fee_percent / 100 if action in REFUNDS else Decimal(0)
    return pays + fee + way_back


def _way_back(grounds: Grounds, back: GoodsReturn | None) -> Decimal | None:
    if back is None or not back.needed or back.postage == "customer":
        return Decimal(0)
    return grounds.question.money.way_back


def _parcel(grounds: Grounds) -> Decimal | None:
    supplier = _supplier(grounds)
    rates = {} if supplier is None else supplier.ships_to
    return rates.get(grounds.country or "default", rates.get("default"))


def _from_supplier(grounds: Grounds) -> Decimal | None:
    supplier = _supplier(grounds)
    if supplier is None:
        return None
    percent = _claim_percent(supplier.claims, grounds.question.facts)
    if percent is None or percent == 0:
        return percent
    goods = grounds.question.money.goods_cost
    return None if goods is None else goods * percent / 100


def _supplier(grounds: Grounds) -> Supplier | None:
    supplier_id = grounds.question.supplier_id
    return None if supplier_id is None else grounds.suppliers.get(supplier_id)


def _claim_percent(claims: SupplierClaims | None, facts: Facts) -> Decimal | None:
    """Percent of the goods' cost that the supplier pays for this problem; None while its window is unclear."""
    problem = get(facts, "problem")
    if problem.state == "unknown":
        return None
    percent = Decimal(0) if claims is None else claims.pays.get(str(problem.value), Decimal(0))
    if claims is None or percent == 0:
        return percent
    days = get(facts, _WINDOW_FACTS[claims.window_from])
    if days.state == "unknown":
        return None
    return Decimal(0) if isinstance(days.value, int) and days.value > claims.window_days else percent
