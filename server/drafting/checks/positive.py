"""A draft says what is possible; a refusal says no once."""

from server.drafting.checks.context import CheckContext, Trouble, trouble_at

_SAYS_NO = ("refuse", "store_credit", "discount")


def says_what_is_not(text: str, context: CheckContext) -> Trouble | None:
    """ "We can't", "you must": the first one, or the second where the decision is a no."""
    rule, found = context.rules.positive, list[Trouble]()
    for clause in (clause for sentence in context.ledger.sentences for clause in sentence.clauses):
        match = rule.found_in(clause.text)
        if match:
            found.append(trouble_at(text, clause.start + match.start(), clause.start + match.end()))
    borne = 1 if context.task.decision.action in _SAYS_NO else 0
    return found[borne] if len(found) > borne else None
