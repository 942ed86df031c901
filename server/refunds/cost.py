"""What an outcome costs the shop, in the shop's currency, and what of it the supplier pays back."""

from decimal import Decimal

from msgspec import Struct

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


class Bill(Struct, frozen=True):
    """What an outcome is made of, in the shop's currency; None for a part that is due and not known.

    `postage_out` 0 also where nobody names a price for the parcel, which `assumptions` then says.
    """

    pays: Decimal | None = Decimal(0)
    fee: Decimal | None = Decimal(0)
    goods: Decimal | None = Decimal(0)
    postage_out: Decimal | None = Decimal(0)
    postage_back: Decimal | None = Decimal(0)

    @property
    def total(self) -> Decimal | None:
        parts = [self.pays, self.fee, self.goods, self.postage_out, self.postage_back]
        known = [part for part in parts if part is not None]
        return sum(known, Decimal(0)) if len(known) == len(parts) else None


def cost_of(grounds: Grounds, offer: Offer, back: GoodsReturn | None) -> Cost:
    """Both sums, each None where something it is made of is not known.

    A refund costs its amount and the payment fee that the provider keeps; new goods cost what the shop buys them
    for and their parcel; faster shipping what the supplier takes for one; a way back that the shop pays comes on top.
    """
    to_shop = bill_of(grounds, offer, back).total
    from_supplier = Decimal(0) if to_shop == 0 else _from_supplier(grounds)
    currency = grounds.store.currency
    return Cost(
        to_shop=None if to_shop is None else Money.of(to_shop, currency),
        from_supplier=None if from_supplier is None else Money.of(from_supplier, currency),
    )


def bill_of(grounds: Grounds, offer: Offer, back: GoodsReturn | None) -> Bill:
    """The parts of what the outcome costs the shop, before anything that the supplier pays back."""
    action = offer.outcome.action
    if action in _WORDS_ONLY:
        return Bill()
    way_back = _way_back(grounds, back)
    if action in _NEW_GOODS:
        goods = grounds.question.money.goods_cost
        return Bill(goods=goods, postage_out=parcel(grounds) or Decimal(0), postage_back=way_back)
    if action == "expedite":
        return Bill(postage_out=parcel(grounds))
    pays = in_shop_currency(grounds.store)(offer.amount) if action in PAYING and offer.amount is not None else None
    if pays is None:  # a sum that is not known, or a repair, whose price nothing names
        return Bill(pays=None, postage_back=way_back)
    fee = pays * grounds.store.payment_fee_percent / 100 if action in REFUNDS else Decimal(0)
    return Bill(pays=pays, fee=fee, postage_back=way_back)


def _way_back(grounds: Grounds, back: GoodsReturn | None) -> Decimal | None:
    if back is None or not back.needed or back.postage == "customer":
        return Decimal(0)
    return grounds.question.money.way_back


def parcel(grounds: Grounds) -> Decimal | None:
    """What the supplier takes for a parcel to the order's country; None where nobody names it."""
    supplier = supplier_of(grounds)
    rates = {} if supplier is None else supplier.ships_to
    return rates.get(grounds.country or "default", rates.get("default"))


def _from_supplier(grounds: Grounds) -> Decimal | None:
    supplier = supplier_of(grounds)
    if supplier is None:
        return None
    percent = claim_percent(supplier.claims, grounds.question.facts)
    if percent is None or percent == 0:
        return percent
    goods = grounds.question.money.goods_cost
    return None if goods is None else goods * percent / 100


def supplier_of(grounds: Grounds) -> Supplier | None:
    """Who supplies the items concerned."""
    supplier_id = grounds.question.supplier_id
    return None if supplier_id is None else grounds.suppliers.get(supplier_id)


def claim_percent(claims: SupplierClaims | None, facts: Facts) -> Decimal | None:
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
