"""A draft says on which day something happens next."""

from server.drafting.checks.context import CheckContext, Trouble


def no_next_step(_text: str, context: CheckContext) -> Trouble | None:
    """No day to come is named, though one is known."""
    today = context.task.case.today
    days = [context.ledger.day_of(figure) for figure in context.ledger.figures]
    ahead = any(day is not None and day >= today for day in days)
    return None if ahead or context.task.decision.next_step_day is None else Trouble()
