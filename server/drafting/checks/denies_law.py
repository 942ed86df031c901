"""No draft takes away what the law gives."""

from server.domain import facts
from server.drafting.checks.context import CheckContext, Trouble, said_by, trouble_at
from server.drafting.checks.rules import WordRule
from server.drafting.ledger.lexicon import Remedy

_MONEY_OWED = ("W", "L", "M4")
_IN_ITS_PLACE: set[Remedy] = {"replacement", "repair", "exchange", "credit", "discount"}


def denies_law(text: str, context: CheckContext) -> Trouble | None:
    """The first sentence that falls below what is owed in this case."""
    for rule in context.rules.denies_law:
        trouble = said_by(rule, text, context) if _applies(rule, context) else None
        if trouble:
            return trouble
    return _owed_money_replaced(text, context)


def _owed_money_replaced(text: str, context: CheckContext) -> Trouble | None:
    """Something else is promised where the money is owed, and the money is not."""
    ledger, rows = context.ledger, context.ledger.law
    if "refund" not in ledger.decided or not any(row.startswith(_MONEY_OWED) for row in rows):
        return None
    if any(promise.remedy == "refund" for promise in ledger.given):
        return None
    for promise in ledger.given:
        if promise.manner == "committed" and promise.remedy in _IN_ITS_PLACE - ledger.decided:
            return trouble_at(text, promise.start, promise.end)
    return None


def _applies(rule: WordRule, context: CheckContext) -> bool:
    task = context.task
    rows = context.ledger.law
    if rule.law and not any(row.startswith(rule.law) for row in rows):
        return False
    if rule.when == "shop_pays_return":
        goods_back = task.decision.return_
        pays = goods_back.postage == "shop" if goods_back else any(row.startswith("M") for row in rows)
        return pays or facts.is_known(task.facts, "problem", "wrong_item", "lost", "late")
    return "refund" in context.ledger.decided if rule.when == "money_decided" else True
