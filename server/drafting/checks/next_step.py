"""A draft says on which day something happens next."""

from server.drafting.checks.context import CheckContext, Trouble


def no_next_step(_text: str, context: CheckContext) -> Trouble | None:
    """No day to come is named, though one is known. A mere answer needs one only where it announces something."""
    ledger, decision = context.ledger, context.task.decision
    weeks = ledger.words.weeks.values()
    figures = [f for f in ledger.figures if not any(week.match(ledger.masked, f.start) for week in weeks)]
    days = [ledger.day_of(figure) for figure in figures]
    if decision.next_step_day is None or any(day is not None and day >= ledger.today for day in days):
        return None
    announces = any(promise.remedy is None for promise in ledger.promises)
    return Trouble() if decision.action != "answer" or announces else None
