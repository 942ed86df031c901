"""How far a role may go alone (store.yaml, `empowerment`)."""

from collections.abc import Callable
from decimal import Decimal

from server.domain.decision import ApprovalNeed, Cost
from server.domain.money import Money
from server.domain.rates import in_shop_currency
from server.domain.store import Empowerment, Role
from server.domain.tree import Action
from server.refunds.amounts import REFUNDS, rule_of
from server.refunds.grounds import Grounds
from server.refunds.law.floor import only_with_approval, unmet
from server.refunds.offers import Offer
from server.refunds.wording import say, shown_money

_BY_AMOUNT: frozenset[Action] = REFUNDS | {"store_credit"}
_BY_COST: frozenset[Action] = frozenset({"replace", "resend", "expedite"})
_ROLES: tuple[Role, ...] = ("agent", "manager", "admin")
_NOT_NEEDED = ApprovalNeed(needed=False, role=None, reason=None)


def approval_for(grounds: Grounds, offer: Offer, cost: Cost) -> ApprovalNeed:
    """Whether the role of the question needs another's approval, whose, and why.

    What cannot be held against a ceiling, because a sum or a rate is missing, needs it too.
    """
    action = offer.outcome.action
    if grounds.question.role == "admin":
        return _NOT_NEEDED
    if only_with_approval(grounds.floor, offer) and grounds.question.role == "agent":
        return _needed(grounds, offer, "manager", _say(grounds, "approval_deduction"))
    if action == "discount":
        return _within_discount(grounds, offer)
    if action in _BY_AMOUNT:
        return _within_money(grounds, offer, offer.amount)
    return _within_money(grounds, offer, cost.to_shop) if action in _BY_COST else _NOT_NEEDED


def _within_money(grounds: Grounds, offer: Offer, sum_: Money | None) -> ApprovalNeed:
    if sum_ is None:
        return _needed(grounds, offer, _next_role(grounds), _say(grounds, "approval_unknown"))
    value = in_shop_currency(grounds.store)(sum_)
    if value is None:
        reason = _say(grounds, "approval_no_rate", currency=sum_.currency)
        return _needed(grounds, offer, _next_role(grounds), reason)
    ceilings = {role: _ceiling(grounds, role).refund_up_to for role in _ROLES[:-1]}
    currency, language = grounds.store.currency, grounds.question.language
    return _within(grounds, offer, value, ceilings, lambda amount: shown_money(amount, currency, language))


def _within_discount(grounds: Grounds, offer: Offer) -> ApprovalNeed:
    percent = _discount_percent(grounds, offer)
    if percent is None:
        return _needed(grounds, offer, _next_role(grounds), _say(grounds, "approval_unknown"))
    ceilings = {role: _ceiling(grounds, role).discount_percent_up_to for role in _ROLES[:-1]}
    return _within(grounds, offer, percent, ceilings, lambda number: f"{number.normalize():f} %")


def _discount_percent(grounds: Grounds, offer: Offer) -> Decimal | None:
    """Percent of the order: as the outcome says, else what its sum comes to."""
    rule, order = rule_of(offer.outcome), grounds.question.money.order
    if rule is not None and rule.of == "order":
        return rule.percent
    return None if offer.amount is None or not order else offer.amount.amount * 100 / order


def _within(
    grounds: Grounds, offer: Offer, value: Decimal, ceilings: dict[Role, Decimal], show: Callable[[Decimal], str]
) -> ApprovalNeed:
    own = ceilings[grounds.question.role]
    if value <= own:
        return _NOT_NEEDED
    role: Role = "manager" if grounds.question.role == "agent" and value <= ceilings["manager"] else "admin"
    reason = _say(grounds, "approval_above", measure=show(value), ceiling=show(own))
    return _needed(grounds, offer, role, reason)


def _needed(grounds: Grounds, offer: Offer, role: Role, reason: str) -> ApprovalNeed:
    """What the law owes can still need approval, but nobody may turn it down."""
    floor = grounds.floor
    if floor.leading and not unmet(floor, offer):
        rows = ", ".join(row.row for row in floor.leading)
        reason = f"{reason} {_say(grounds, 'approval_owed', rows=rows)}"
    return ApprovalNeed(needed=True, role=role, reason=reason)


def _next_role(grounds: Grounds) -> Role:
    return _ROLES[_ROLES.index(grounds.question.role) + 1]


def _ceiling(grounds: Grounds, role: Role) -> Empowerment:
    """A role that store.yaml does not name may do nothing alone."""
    empowerment = grounds.store.empowerment.get(role) if role != "admin" else None
    return empowerment or Empowerment(refund_up_to=Decimal(0), discount_percent_up_to=Decimal(0))


def _say(grounds: Grounds, key: str, **values: str) -> str:
    return say(key, grounds.question.language, **values)
