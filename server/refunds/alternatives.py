"""What else the agent may choose (store-pack.md, `alternatives`)."""

from decimal import Decimal

from server.domain.decision import Alternative, MoneyBasis
from server.domain.facts import WISHES, get, known
from server.domain.tree import Action, Outcome
from server.errors import BadValue
from server.refunds.amounts import PAYING, covers
from server.refunds.approval import approval_for
from server.refunds.cost import cost_of
from server.refunds.goods import suits_the_goods
from server.refunds.grounds import Grounds
from server.refunds.law.floor import is_harsher, unmet
from server.refunds.offers import Offer
from server.refunds.returns import goods_return
from server.refunds.wording import say

_KINDNESS: dict[Action, int] = {
    "refuse": 0,
    "ask": 1,
    "answer": 2,
    "wait": 2,
    "trace": 2,
    "handover": 2,
    "expedite": 3,
    "discount": 4,
    "store_credit": 5,
    "partial_refund": 6,
    "repair": 7,
    "exchange": 7,
    "replace": 7,
    "resend": 7,
    "return_refund": 7,
    "cancel_and_refund": 7,
    "refund": 7,
}
"""How far an action goes towards the customer; within one step, sums decide."""
_WHOLE_VALUE = 7


def alternatives(grounds: Grounds, walked: Outcome) -> list[Alternative]:
    """What may take the place of `walked` (the tree's outcome, raised by the law where need be), cheapest first.

    What is not known to cost anything stands last, in the file's order; nothing is left out for being dear.
    Outcomes that satisfy the law and are at least as good for the customer, and those that another wish
    leads to. One that the law or the role's ceiling forbids is listed as not allowed, with the reason.
    """
    by_wish = _by_other_wish(grounds)
    base = grounds.offer(walked)
    found = []
    for outcome in grounds.tree.outcomes.values():
        if outcome.id == walked.id or (outcome.action == "refuse" and grounds.floor.rows):
            continue
        offer = grounds.offer(outcome)
        if _is_as_good(grounds, offer, base):
            kinder = _is_kinder(offer, base)
            found.append(_shown(grounds, offer, say("kinder" if kinder else "as_good", grounds.question.language)))
        elif outcome.id in by_wish:
            found.append(_shown(grounds, offer, _wish_reason(grounds, by_wish[outcome.id])))
    return sorted(found, key=_by_cost)


def _by_cost(other: Alternative) -> tuple[bool, Decimal]:
    return (True, Decimal(0)) if other.cost is None else (False, other.cost.amount)


def walked_alternative(grounds: Grounds, walked: Outcome) -> Alternative:
    """The way back to the tree's own outcome, for an agent who has chosen another; always open."""
    offer = grounds.offer(walked)
    cost = cost_of(grounds, offer, goods_return(grounds, walked))
    reason = say("walked_outcome", grounds.question.language)
    return Alternative(walked.id, walked.action, offer.amount, cost.to_shop, allowed=True, reason=reason)


def _shown(grounds: Grounds, offer: Offer, reason: str) -> Alternative:
    """The outcome as an alternative; `reason` stands where nothing forbids it."""
    outcome = offer.outcome
    cost = cost_of(grounds, offer, goods_return(grounds, outcome))
    approval = approval_for(grounds, offer, cost)
    allowed = True
    if is_harsher(grounds.floor, offer):
        rows = ", ".join(row.row for row in unmet(grounds.floor, offer))
        allowed, reason = False, say("right_forbids", grounds.question.language, rows=rows)
    elif approval.needed:
        allowed, reason = False, approval.reason or reason
    return Alternative(outcome.id, outcome.action, offer.amount, cost.to_shop, allowed, reason)


def _by_other_wish(grounds: Grounds) -> dict[str, str]:
    """The outcomes that these facts reach with another wish, each with the first wish that leads there."""
    facts = grounds.question.facts
    current = get(facts, "wish")
    reached: dict[str, str] = {}
    for wish in WISHES:
        changed = known(wish, current.source)
        if changed == current:
            continue
        try:
            outcome = grounds.walk({**facts, "wish": changed}).outcome
        except BadValue:  # the tree has no branch for that wish, so it leads nowhere
            continue
        if outcome is not None:
            reached.setdefault(outcome, wish)
    return reached


def _wish_reason(grounds: Grounds, wish: str) -> str:
    language = grounds.question.language
    return say("other_wish", language, wish=say(f"wish_{wish}", language))


def _is_as_good(grounds: Grounds, offer: Offer, base: Offer) -> bool:
    """At least as good for the customer as `base`, lawful, and possible where the goods are."""
    return (
        _KINDNESS[offer.outcome.action] >= _KINDNESS[base.outcome.action]
        and _pays_no_less(offer, base, grounds.question.money)
        and not unmet(grounds.floor, offer)
        and suits_the_goods(offer.outcome.action, grounds.question.facts)
    )


def _pays_no_less(offer: Offer, base: Offer, money: MoneyBasis) -> bool:
    if offer.outcome.action not in PAYING:
        return True
    if offer.amount is not None and base.amount is not None:
        return offer.amount.amount >= base.amount.amount
    if base.outcome.action not in PAYING:
        return _KINDNESS[base.outcome.action] < _WHOLE_VALUE or covers(offer.outcome, offer.amount, "item", money)
    return all(
        covers(offer.outcome, offer.amount, base_sum, money) or not covers(base.outcome, base.amount, base_sum, money)
        for base_sum in ("owed", "item")
    )


def _is_kinder(offer: Offer, base: Offer) -> bool:
    if _KINDNESS[offer.outcome.action] > _KINDNESS[base.outcome.action]:
        return True
    return offer.amount is not None and base.amount is not None and offer.amount.amount > base.amount.amount
