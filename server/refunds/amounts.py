"""What an outcome pays the customer, in the order's currency."""

from decimal import Decimal
from typing import Literal

from server.domain.decision import MoneyBasis
from server.domain.money import Money, to_minor_unit
from server.domain.rates import exchanged
from server.domain.store import Store
from server.domain.tree import Action, Amount, Outcome

FULL_REFUNDS: frozenset[Action] = frozenset({"refund", "return_refund", "cancel_and_refund"})
REFUNDS: frozenset[Action] = FULL_REFUNDS | {"partial_refund"}
PAYING: frozenset[Action] = REFUNDS | {"store_credit", "discount"}
ALL_THAT_IS_OWED = Amount(percent=Decimal(100), of="owed")

# What 100 % of a base covers at the least, whatever the sums are: the order's total holds the items and
# their postage, what is owed holds the items.
_HOLDS_AT_LEAST = {"order": ("owed", "item"), "owed": ("owed", "item"), "item": ("item",), "postage": ()}


def owed(item: Decimal | None, postage: Decimal | None, nothing_kept: bool) -> Decimal | None:
    """Price of the items concerned, plus the cheapest standard outbound postage when nothing is kept (BGB 357)."""
    if item is None or not nothing_kept:
        return item
    return None if postage is None else item + postage


def rule_of(outcome: Outcome) -> Amount | None:
    """The outcome's amount; a refund that names none pays all that is owed."""
    return outcome.amount or (ALL_THAT_IS_OWED if outcome.action in FULL_REFUNDS else None)


def amount_of(outcome: Outcome, money: MoneyBasis, store: Store) -> Money | None:
    """Half up to the smallest unit, never above what is paid and not yet refunded; None where not known."""
    rule = rule_of(outcome)
    exact = None if rule is None else _exact(rule, money, store)
    return None if exact is None else Money(_at_most_refundable(exact, money), money.currency)


def covers(outcome: Outcome, pays: Money | None, base: Literal["owed", "item"], money: MoneyBasis) -> bool:
    """Whether the outcome pays the whole of `base`, or all that is left to refund.

    Where a sum is not known, the outcome's own rule tells: all of what is owed covers what is owed.
    """
    needed = money.owed if base == "owed" else money.item
    if pays is not None and needed is not None:
        return pays.amount >= _at_most_refundable(needed, money)
    rule = rule_of(outcome)
    return (
        rule is not None
        and rule.percent is not None
        and rule.percent >= 100
        and base in _HOLDS_AT_LEAST[rule.of or "postage"]
    )


def _exact(rule: Amount, money: MoneyBasis, store: Store) -> Decimal | None:
    if rule.fixed is not None:
        return exchanged(store, rule.fixed, rule.currency or store.currency, money.currency)
    base = {"item": money.item, "order": money.order, "postage": money.postage, "owed": money.owed}[rule.of or "owed"]
    return None if base is None or rule.percent is None else base * rule.percent / 100


def _at_most_refundable(amount: Decimal, money: MoneyBasis) -> Decimal:
    rounded = to_minor_unit(amount, money.currency)
    if money.refundable is None:
        return rounded
    return min(rounded, max(to_minor_unit(money.refundable, money.currency), Decimal(0)))
