"""A draft gives the decided remedy and no other; what the law lets the customer choose it may offer."""

from server.drafting.checks.context import CheckContext, Trouble, trouble_at
from server.drafting.checks.promise import voucher_is_extra
from server.drafting.ledger.lexicon import Remedy
from server.drafting.ledger.owed import CLOSED
from server.drafting.ledger.promises import Promise

_REMEDIES: set[Remedy] = {"refund", "replacement", "repair", "exchange", "cancel"}
_VOUCHERS: set[Remedy] = {"credit", "discount"}


def another_remedy(text: str, context: CheckContext) -> Trouble | None:
    """The first remedy that was not decided and is promised, or may not be offered either."""
    for promise in context.ledger.promises:
        if _is_other(promise, context):
            return trouble_at(text, promise.start, promise.end)
    return None


def _is_other(promise: Promise, context: CheckContext) -> bool:
    ledger = context.ledger
    if promise.remedy in _VOUCHERS and promise.manner in ("committed", "offered"):
        return promise.remedy not in ledger.decided and not voucher_is_extra(promise, context)
    if promise.remedy not in _REMEDIES or promise.remedy in ledger.decided:
        return False
    if promise.remedy == "cancel" and "refund" in ledger.decided:
        return bool(ledger.words.other_goods.search(promise.sentence.text))
    if promise.manner == "committed":
        return True
    if promise.remedy in ledger.to_choose or promise.manner == "mentioned":
        return False
    if promise.manner == "entitled":
        return context.task.decision.action in CLOSED
    return promise.manner == "offered" or not ledger.words.breaks.search(promise.sentence.text)
