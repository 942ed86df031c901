"""What a decision takes for granted, in sentences that the agent reads before relying on it."""

from server.domain.facts import get
from server.domain.money import Money
from server.domain.rates import in_shop_currency
from server.domain.tree import Outcome
from server.refunds.amounts import rule_of
from server.refunds.grounds import Grounds
from server.refunds.law.floor import in_language, only_with_approval, requirement, unmet
from server.refunds.wording import say, shown_day


def assumptions(grounds: Grounds, tree_outcome: Outcome | None, lawful: Outcome, final: Outcome) -> list[str]:
    """Sentences in the question's language.

    `tree_outcome` is where the tree ends (None where the walk stopped), `lawful` what the law makes of it,
    `final` what the agent has chosen in its place.
    """
    return [
        *_raised(grounds, tree_outcome, lawful),
        *_about_facts(grounds),
        *_about_money(grounds, final),
        *_about_law(grounds, final),
    ]


def _raised(grounds: Grounds, tree_outcome: Outcome | None, lawful: Outcome) -> list[str]:
    if tree_outcome is None or tree_outcome is lawful:
        return []
    rows = ", ".join(f"{row.row}, {row.paragraph}" for row in unmet(grounds.floor, grounds.offer(tree_outcome)))
    key = "raised_handover" if lawful.action == "handover" else "raised"
    return [say(key, grounds.question.language, walked=tree_outcome.id, chosen=lawful.id, rows=rows)]


def _about_facts(grounds: Grounds) -> list[str]:
    """What is not known, where the answer depends on it."""
    language, facts = grounds.question.language, grounds.question.facts
    present = {row.row for row in grounds.floor.rows}
    sentences = []
    if grounds.question.order_day is None:
        sentences.append(say("order_day_unknown", language, day=shown_day(grounds.today, language)))
    if present and get(facts, "is_consumer").state != "known":
        sentences.append(say("consumer_assumed", language))
    if "W1" in present and get(facts, "withdrawal_open").state != "known":
        sentences.append(say("withdrawal_assumed_open", language))
    if present & {"M1", "D1"} and get(facts, "days_since_delivery").state == "unknown":
        sentences.append(say("delivery_day_unknown", language))
    return sentences


def _about_money(grounds: Grounds, final: Outcome) -> list[str]:
    language = grounds.question.language
    convert = in_shop_currency(grounds.store)
    sums = [fact.value for fact in grounds.question.facts.values() if isinstance(fact.value, Money)]
    currencies = {money.currency for money in sums if convert(money) is None}
    sentences = [say("no_rate", language, currency=currency) for currency in sorted(currencies)]
    if rule_of(final) is not None and grounds.offer(final).amount is None:
        sentences.append(say("amount_unknown", language))
    return sentences


def _about_law(grounds: Grounds, final: Outcome) -> list[str]:
    """Notices of the law, rows that are still to be checked, and that none of it is legal advice."""
    language, floor = grounds.question.language, grounds.floor
    table = floor.table
    if table is None:
        return [say("no_jurisdiction", language)]
    notices = [row for row in floor.notices if not row.actions or final.action in row.actions]
    sentences = [f"{row.row}, {row.paragraph}: {requirement(floor, row, language)}" for row in notices]
    if only_with_approval(floor, grounds.offer(final)):
        sentences.append(say("deduction", language))
    if floor.rows or notices:
        sentences.append(in_language(table.no_advice, language).format(day=shown_day(table.day, language)))
    return sentences
