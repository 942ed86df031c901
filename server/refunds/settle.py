"""Where a case ends and what that costs: the heart of a decision, without what is only shown beside it."""

from msgspec import Struct

from server.domain.decision import ApprovalNeed, Cost
from server.domain.money import Money
from server.domain.tree import Action, Outcome
from server.refunds.approval import approval_for
from server.refunds.cost import cost_of
from server.refunds.grounds import Grounds
from server.refunds.law.floor import is_harsher
from server.refunds.law.remedy import remedy
from server.refunds.returns import goods_return
from server.refunds.walk import Walk

ASK = Outcome("ask", "ask")


class Settled(Struct, frozen=True):
    """One case under one set of rules. `outcome` None: the walk stopped at a fact that is not known."""

    walk: Walk
    outcome: str | None
    action: Action
    amount: Money | None
    cost: Cost
    approval: ApprovalNeed
    raised_by_law: bool
    cites: list[str]


def settle(grounds: Grounds) -> Settled:
    """Walk the tree and hold it to the law. BadValue for a tree that lint refuses."""
    walked = grounds.walk(grounds.question.facts)
    reached = ASK if walked.outcome is None else grounds.tree.outcomes[walked.outcome]
    final = reached if walked.outcome is None else lawful(grounds, reached)
    offer = grounds.offer(final)
    cost = cost_of(grounds, offer, goods_return(grounds, final))
    return Settled(
        walk=walked,
        outcome=None if walked.outcome is None else final.id,
        action=final.action,
        amount=offer.amount,
        cost=cost,
        approval=approval_for(grounds, offer, cost),
        raised_by_law=final is not reached,
        cites=final.cites,
    )


def lawful(grounds: Grounds, outcome: Outcome) -> Outcome:
    """The outcome itself, or what takes its place where the law gives more."""
    if not is_harsher(grounds.floor, grounds.offer(outcome)):
        return outcome
    return remedy(grounds.tree.outcomes.values(), grounds.floor, outcome, grounds.offer)
