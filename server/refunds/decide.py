"""The decision: the walk of the refund tree, raised where the law gives more, with all that follows from it."""

from collections.abc import Mapping

from msgspec import Struct

from server.domain.calendar import Calendar
from server.domain.decision import Alternative, Decision, FactView, Question
from server.domain.facts import FACTS, get, is_known
from server.domain.product import Supplier
from server.domain.store import Store
from server.domain.tree import Outcome, Tree
from server.errors import OutcomeNotAllowed
from server.refunds.alternatives import alternatives, walked_alternative
from server.refunds.approval import approval_for
from server.refunds.asks import asks_for
from server.refunds.assumptions import assumptions
from server.refunds.cost import cost_of
from server.refunds.dates import goods_back_by, money_back_by, next_step_day
from server.refunds.grounds import Grounds, gather
from server.refunds.law.floor import hanging_facts, law_rows, owed_text
from server.refunds.law.remedy import LAW_HANDOVER
from server.refunds.returns import goods_return
from server.refunds.settle import ASK, lawful
from server.refunds.walk import Walk
from server.refunds.wording import said
from server.said import Said


def decide(
    tree: Tree,
    tree_version: str,
    store: Store,
    suppliers: Mapping[str, Supplier],
    calendar: Calendar,
    question: Question,
    decision_id: str,
) -> Decision:
    """The decision on `question`; the same inputs give the same decision.

    OutcomeNotAllowed when the agent's choice is neither where the tree ends nor an allowed alternative,
    BadValue for a tree that lint refuses.
    """
    grounds = gather(tree, store, suppliers, calendar, question)
    walked = grounds.walk(question.facts)
    verdict = _missing(grounds, walked.missing_fact) if walked.outcome is None else _reached(grounds, walked.outcome)
    return _written(grounds, walked, verdict, tree_version, decision_id)


class _Verdict(Struct, frozen=True):
    """Where the tree ends (None: a fact is missing), what the law makes of it, what the agent chose instead."""

    tree_outcome: Outcome | None
    lawful: Outcome
    final: Outcome
    asks: list[str]
    missing_facts: list[str]
    alternatives: list[Alternative]


def _missing(grounds: Grounds, fact: str | None) -> _Verdict:
    """The walk stopped: the draft asks for what is missing, and nothing else can be chosen before it is known."""
    question = grounds.question
    if question.chosen_outcome is not None:
        raise OutcomeNotAllowed(
            said("outcome_too_early", fact=str(fact)),
            outcome=question.chosen_outcome,
            missing_fact=fact,
        )
    missing = [] if fact is None else [fact]
    asks = [asks_for(name, question.facts, question.order_number) for name in missing]
    return _Verdict(None, ASK, ASK, asks, missing, alternatives=[])


def _reached(grounds: Grounds, outcome_id: str) -> _Verdict:
    tree_outcome = grounds.tree.outcomes[outcome_id]
    lawful_outcome = lawful(grounds, tree_outcome)
    others = alternatives(grounds, lawful_outcome)
    final = _chosen(grounds, lawful_outcome, others)
    if final is not lawful_outcome:
        others = [
            walked_alternative(grounds, lawful_outcome),
            *(other for other in others if other.outcome != final.id),
        ]
    missing = hanging_facts(grounds.floor, grounds.floor.leading) if final is LAW_HANDOVER else []
    asks = [asks_for(name, grounds.question.facts, grounds.question.order_number) for name in missing]
    return _Verdict(tree_outcome, lawful_outcome, final, [*final.asks, *asks], missing, others)


def _chosen(grounds: Grounds, lawful: Outcome, others: list[Alternative]) -> Outcome:
    wanted = grounds.question.chosen_outcome
    if wanted is None or wanted == lawful.id:
        return lawful
    allowed = [other.outcome for other in others if other.allowed]
    if wanted in allowed:
        return grounds.tree.outcomes[wanted]
    reason = next((other.reason for other in others if other.outcome == wanted), None)
    why = Said(reason, reason) if reason else said("outcome_unfit")
    raise OutcomeNotAllowed(
        said("outcome_not_allowed", wanted=wanted, why=why, allowed=", ".join([lawful.id, *allowed])),
        outcome=wanted,
        allowed=[lawful.id, *allowed],
    )


def _written(grounds: Grounds, walked: Walk, verdict: _Verdict, tree_version: str, decision_id: str) -> Decision:
    question, final, floor = grounds.question, verdict.final, grounds.floor
    offer = grounds.offer(final)
    back = goods_return(grounds, final)
    cost = cost_of(grounds, offer, back)
    return_by = goods_back_by(final.action, grounds.today, grounds.calendar) if back and back.needed else None
    declared_on = question.request_day if is_known(question.facts, "withdrawal_declared", True) else None
    refund_by = money_back_by(final.action, grounds.today, declared_on)
    return Decision(
        id=decision_id,
        outcome=None if verdict.tree_outcome is None else final.id,
        action=final.action,
        amount=offer.amount,
        until=offer.until,
        asks=verdict.asks,
        missing_facts=verdict.missing_facts,
        path=walked.path,
        cites=final.cites,
        owed=owed_text(floor, question.language),
        raised_by_law=verdict.tree_outcome is not None and verdict.lawful is not verdict.tree_outcome,
        law=law_rows(floor, offer, question.language),
        return_=back,
        approval=approval_for(grounds, offer, cost),
        alternatives=verdict.alternatives,
        cost=cost,
        assumptions=assumptions(grounds, verdict.tree_outcome, verdict.lawful, final),
        other_problems=question.other_problems,
        facts={name: FactView.of(get(question.facts, name)) for name in FACTS},
        order_number=question.order_number,
        order_candidates=question.order_candidates,
        tree_version=tree_version,
        supplier=final.supplier,
        return_by=return_by,
        refund_by=refund_by,
        next_step_day=next_step_day(
            final,
            until=offer.until,
            return_by=return_by,
            refund_by=refund_by,
            as_of=grounds.as_of,
            calendar=grounds.calendar,
        ),
    )
