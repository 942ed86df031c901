"""From a decided case to what the writer is given."""

from datetime import date, timedelta
from decimal import Decimal

from server.cases.concerned import concerned_lines
from server.cases.decide_case import Decided
from server.cases.delivery import delivery_of_order
from server.cases.facts.promise import expected_day, promised_day
from server.cases.supplier import supplier_of
from server.domain.draft import DraftRequest
from server.domain.parameters import parameter
from server.domain.passage import Passage
from server.domain.policy import Variant
from server.drafting.sources import Sources
from server.drafting.task import WritingTask

_WINDOW = "return_window_days"


def writing_task(
    decided: Decided,
    request: DraftRequest,
    sources: Sources,
    *,
    agent: str | None,
    variant: Variant,
    awaits_approval: bool = False,
) -> WritingTask:
    """Everything that words may be made of; `agent` signs where the request names nobody."""
    case = decided.case
    return WritingTask(
        case=case,
        facts=decided.facts,
        decision=decided.decision,
        triage=decided.triage,
        macros=[version.record for version in decided.shop.macros],
        language=request.language or case.reading.language,
        kind=request.kind,
        channel=case.ticket.channel or "email",
        variant=variant,
        agent_name=request.agent_name or agent,
        items=concerned_lines(case) or [],
        expected_day=expected_day(case),
        promised_day=promised_day(case),
        window_end=_window_end(decided),
        discount_percent=_discount_percent(decided),
        policy_url=sources.policy_url,
        policies=_policies(decided, sources),
        policy_versions={(p.section or "").partition("#")[0]: p.version for p in sources.cited},
        earlier_openings=sources.earlier_texts,
        supplier=supplier_of(case),
        awaits_approval=awaits_approval,
        agent_language=case.store.default_language,
    )


def _policies(decided: Decided, sources: Sources) -> list[Passage]:
    """The sections cited, then all others in force on the day of the order."""
    case = decided.case
    day = case.day_of(case.order.placed_at) if case.order else case.today
    in_force = [
        passage
        for passage in decided.shop.policy_passages
        if passage.valid_from and passage.valid_from <= day and (passage.valid_to is None or passage.valid_to > day)
    ]
    return [*sources.cited, *(passage for passage in in_force if passage not in sources.cited)]


def _window_end(decided: Decided) -> date | None:
    """The last day of the shop's own return window, once everything has come."""
    case = decided.case
    if case.order is None:
        return None
    delivery = delivery_of_order(case, case.order)
    days = parameter(case.store, _WINDOW, case.day_of(case.order.placed_at), case.today, case.order.country)
    if delivery.day is None or not isinstance(days, Decimal | int):
        return None
    return delivery.day + timedelta(days=int(days))


def _discount_percent(decided: Decided) -> Decimal | None:
    outcome = decided.shop.tree.outcomes.get(decided.decision.outcome or "")
    if outcome is None or outcome.action != "discount" or outcome.amount is None:
        return None
    return outcome.amount.percent
