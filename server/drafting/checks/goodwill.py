"""What is owed is not called goodwill (UWG 5), nor is what no decision gives, nor what a case to come may bring."""

from server.drafting.checks.context import CheckContext, Trouble, heard_as, read_as, said_by
from server.drafting.ledger.clauses import Sentence
from server.drafting.ledger.owed import UNDECIDED

_GIVES_NOTHING = {*UNDECIDED, "refuse"}


def calls_it_goodwill(text: str, context: CheckContext) -> Trouble | None:
    """The first such word, where the law owes something, or where nothing is given that could be goodwill."""
    if context.ledger.law:
        return (
            said_by("goodwill", context.rules.goodwill, text, context, unless="not_goodwill")
            or read_as("goodwill", text, context)
            or heard_as("goodwill", text, context)
        )
    if context.task.decision.action in _GIVES_NOTHING:
        return read_as("never_given", text, context) or heard_as("goodwill", text, context)
    return heard_as("goodwill", text, context, among=_of_a_case_to_come(context))


def _of_a_case_to_come(context: CheckContext) -> list[Sentence]:
    """Sentences with an "if" that give nothing of what is given here."""
    ledger = context.ledger
    condition = ledger.words.modes["condition"]
    giving = {promise.sentence.start for promise in ledger.given if promise.remedy in ledger.decided}
    return [
        sentence
        for sentence in ledger.sentences
        if sentence.start not in giving and any(condition.search(clause.text) for clause in sentence.clauses)
    ]
