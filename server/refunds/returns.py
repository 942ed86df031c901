"""How goods come back: whether they have to, who pays the way, where to, under which number."""

from typing import Literal

from server.domain.decision import GoodsReturn
from server.domain.money import Money
from server.domain.rates import in_shop_currency
from server.domain.tree import Action, Outcome
from server.refunds.grounds import Grounds

_SENT_BACK: frozenset[Action] = frozenset({"return_refund", "exchange", "repair"})
_FIRST_RETURN = "1"


def goods_return(grounds: Grounds, outcome: Outcome) -> GoodsReturn | None:
    """The way back of the goods; None where the outcome asks for none. Cheap goods may stay (keep_item_below)."""
    if outcome.action not in _SENT_BACK:
        return None
    postage = _postage(grounds)
    if outcome.action != "repair" and _may_stay(grounds):
        return GoodsReturn(needed=False, postage=postage, address=None, rma=None)
    terms = grounds.store.returns
    address = terms.address.get(grounds.country or "default", terms.address.get("default"))
    return GoodsReturn(needed=True, postage=postage, address=address, rma=_rma(grounds))


def _postage(grounds: Grounds) -> Literal["shop", "customer"]:
    """The shop pays for what was wrong; else as it told the customers of that country before, if it did (W3)."""
    if any(row.return_postage == "shop" for row in grounds.floor.rows):
        return "shop"
    postage = grounds.store.returns.postage
    return postage.get(grounds.country or "default", postage.get("default", "shop"))


def _may_stay(grounds: Grounds) -> bool:
    limit, money = grounds.store.returns.keep_item_below, grounds.question.money
    if limit is None or money.item is None:
        return False
    value = in_shop_currency(grounds.store)(Money(money.item, money.currency))
    return value is not None and value < limit


def _rma(grounds: Grounds) -> str | None:
    pattern, number = grounds.store.returns.rma, grounds.question.order_number
    if pattern is None or number is None:
        return None
    return pattern.replace("{order}", number.lstrip("#")).replace("{n}", _FIRST_RETURN)
