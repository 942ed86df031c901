"""No draft takes away what the law gives."""

from server.domain import facts
from server.drafting.checks.context import CheckContext, Trouble, said_by
from server.drafting.checks.rules import WordRule


def denies_law(text: str, context: CheckContext) -> Trouble | None:
    """The first sentence that falls below what is owed in this case."""
    for rule in context.rules.denies_law:
        trouble = said_by(rule, text, context) if _applies(rule, context) else None
        if trouble:
            return trouble
    return None


def _applies(rule: WordRule, context: CheckContext) -> bool:
    task = context.task
    rows = [row.row for row in task.decision.law]
    if rule.law and not any(row.startswith(rule.law) for row in rows):
        return False
    if rule.when == "shop_pays_return":
        goods_back = task.decision.return_
        pays = goods_back.postage == "shop" if goods_back else any(row.startswith("M") for row in rows)
        return pays or facts.is_known(task.facts, "problem", "wrong_item", "lost", "late")
    return "refund" in context.ledger.decided if rule.when == "money_decided" else True
