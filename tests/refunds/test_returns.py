"""How goods come back."""

from decimal import Decimal
from typing import Any

import pytest
from msgspec import structs

from server.domain.decision import GoodsReturn
from server.domain.store import ReturnTerms
from server.domain.tree import Outcome
from tests.refunds.shop import LAMP, SHOP, decide_on, ending_in, percent

BACK = ending_in(percent("return_refund", 100, "owed"))


def test_terms_by_country() -> None:
    """Postage and address are the country's, else the default; the number is made of the order's."""
    german = decide_on(BACK, {"country": "DE"}).return_
    assert german == GoodsReturn(needed=True, postage="customer", address="Lager, 44147 Dortmund", rma="R-1042-1")
    swiss = decide_on(BACK, {"country": "CH"}).return_
    assert swiss == GoodsReturn(needed=True, postage="shop", address="Store, Dortmund, Germany", rma="R-1042-1")


@pytest.mark.parametrize(
    ("facts", "postage"),
    [
        ({"problem": "unwanted", "withdrawal_open": True}, "customer"),
        ({"problem": "defective", "wish": "refund", "days_since_delivery": 40}, "shop"),
        ({"problem": "defective", "wish": "refund", "remedy_attempts": 1}, "shop"),
    ],
)
def test_postage(facts: dict[str, Any], postage: str) -> None:
    """The customer pays the way back after a withdrawal where the terms say so, and never for a defect."""
    back = decide_on(BACK, {"country": "DE", **facts}).return_
    assert back is not None
    assert back.postage == postage


def test_postage_nobody_was_told_about() -> None:
    """Where the shop's terms name no postage for a country, the shop pays it (W3)."""
    silent = structs.replace(SHOP, returns=ReturnTerms({}, {}, "none", None, None))
    back = decide_on(BACK, {"country": "DE"}, silent).return_
    assert back == GoodsReturn(needed=True, postage="shop", address=None, rma=None)


def test_cheap_goods_stay() -> None:
    """Goods below keep_item_below need not come back, so no day is set for that."""
    cheap = structs.replace(LAMP, item=Decimal("14.99"))
    kept = decide_on(BACK, {"country": "DE"}, money=cheap)
    assert kept.return_ == GoodsReturn(needed=False, postage="customer", address=None, rma=None)
    assert (kept.return_by, kept.next_step_day) == (None, kept.refund_by)
    assert decide_on(BACK, {}, money=structs.replace(LAMP, item=Decimal("15.00"))).return_by is not None
    mended = decide_on(ending_in(Outcome("fix", "repair")), {}, money=cheap).return_
    assert mended is not None
    assert mended.needed


def test_nothing_goes_back() -> None:
    """Replacing, resending and refunding without the goods ask for no return; without an order there is no number."""
    for outcome in (Outcome("o", "replace"), Outcome("o", "resend"), percent("refund", 100, "owed")):
        assert decide_on(ending_in(outcome), {}).return_ is None
    back = decide_on(BACK, {}, order_number=None).return_
    assert back is not None
    assert back.rma is None
