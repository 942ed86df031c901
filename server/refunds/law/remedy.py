"""What takes the place of an outcome that is harsher than the law."""

from collections.abc import Iterable
from decimal import Decimal

from server.domain.facts import Facts, get, is_known
from server.domain.tree import Action, Amount, Outcome, SupplierAsk
from server.refunds.goods import goods_with_customer, suits_the_goods
from server.refunds.law.floor import Floor, hanging_facts, unmet
from server.refunds.offers import MakeOffer

LAW_HANDOVER = Outcome("law_handover", "handover")
LAW_REPLACE = Outcome("law_replace", "replace", supplier=SupplierAsk("replace"))
LAW_REDELIVER = Outcome("law_redeliver", "resend", supplier=SupplierAsk("ship"))

_GRANTS: dict[str, frozenset[Action]] = {
    "refund": frozenset({"refund", "return_refund", "cancel_and_refund"}),
    "replacement": frozenset({"replace", "resend"}),
    "repair": frozenset({"repair"}),
    "exchange": frozenset({"exchange"}),
    "credit": frozenset({"store_credit"}),
}
"""Which actions give what a wish asks for."""


def law_refund(action: Action) -> Outcome:
    """The built-in refund of all that is owed."""
    return Outcome("law_refund", action, amount=Amount(percent=Decimal(100), of="owed"))


def remedy(outcomes: Iterable[Outcome], floor: Floor, short: Outcome, make_offer: MakeOffer) -> Outcome:
    """The outcome in place of `short`, which is harsher than the law: the tree's own, else a built-in one.

    While the right hangs on a fact that is not known, neither: handing over promises nothing too much.
    """
    if hanging_facts(floor, unmet(floor, make_offer(short))):
        return LAW_HANDOVER
    candidates = [*_by_wish(outcomes, floor.facts), *_built_in(floor)]
    return next((outcome for outcome in candidates if not unmet(floor, make_offer(outcome))), LAW_HANDOVER)


def _by_wish(outcomes: Iterable[Outcome], facts: Facts) -> list[Outcome]:
    """Those that suit where the goods are: what the customer wishes first, else as in the file."""
    wished = _GRANTS.get(str(get(facts, "wish").value), frozenset())
    suitable = [outcome for outcome in outcomes if suits_the_goods(outcome.action, facts)]
    return sorted(suitable, key=lambda outcome: outcome.action not in wished)


def _built_in(floor: Floor) -> list[Outcome]:
    wanted = {row.remedy for row in floor.leading}
    wants_money = "money" in wanted or ("redeliver" in wanted and is_known(floor.facts, "wish", "refund"))
    if wants_money:
        return [law_refund(action) for action in _refunds(floor.facts)]
    return [LAW_REDELIVER if "redeliver" in wanted else LAW_REPLACE]


def _refunds(facts: Facts) -> list[Action]:
    """Refunds against the goods where the customer has them, without them where not; the plain one suits both."""
    with_customer = goods_with_customer(facts)
    if with_customer is None:  # what somebody no longer wants, they most likely have
        with_customer = is_known(facts, "problem", "unwanted")
    return ["return_refund", "refund"] if with_customer else ["cancel_and_refund", "refund"]
