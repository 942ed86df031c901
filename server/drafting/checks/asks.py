"""A draft asks for everything that is needed, in one go, and for nothing else (C11)."""

from server.drafting.checks.context import CheckContext, Trouble, trouble_at
from server.drafting.ledger.clauses import Sentence
from server.drafting.macro_writer.asks import needed

_PICTURES = {"photo", "proof_provided", "video"}
_TOLD_OF_ANYWAY = ("shipping_status", "withdrawal_declared", "item", "wish", "sender_matches_order", "problem")


def asks_wrongly(text: str, context: CheckContext) -> Trouble | None:
    """What the decision asks for and the text does not, or a request for something that nobody needs."""
    wanted = needed(context.task)
    asking = [s for s in context.ledger.sentences if context.rules.asks.requests.search(s.text)]
    for thing in wanted:
        pattern = context.rules.asks.things.get(thing)
        if pattern and not (asking and pattern.search(context.ledger.masked)):
            return Trouble(thing)
    return _needless(text, asking, wanted, context)


def _needless(text: str, asking: list[Sentence], wanted: list[str], context: CheckContext) -> Trouble | None:
    known = {*wanted, *_TOLD_OF_ANYWAY, *(_PICTURES if _PICTURES & {*wanted} else ())}
    if "sender_matches_order" in wanted:
        known |= {"order_number", "address"}
    if context.task.decision.action in ("exchange", "resend", "replace"):
        known |= {"address", "item_condition"}
    for sentence in asking:
        for thing, pattern in context.rules.asks.things.items():
            match = pattern.search(sentence.text) if thing not in known else None
            if match and _is_asked(sentence, match.start(), context):
                return trouble_at(text, sentence.start + match.start(), sentence.start + match.end())
    return None


def _is_asked(sentence: Sentence, place: int, context: CheckContext) -> bool:
    """Whether the clause itself asks, and is no "you need not"."""
    clause = sentence.clause_at(sentence.start + place)
    if context.ledger.words.modes["negated"].search(clause.text):
        return False
    return bool(context.rules.asks.requests.search(clause.text)) or sentence.asks
