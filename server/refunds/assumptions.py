"""What a decision takes for granted, in sentences that the agent reads before relying on it."""

from decimal import Decimal

from msgspec import structs

from server.domain.facts import get
from server.domain.money import Money
from server.domain.rates import in_shop_currency
from server.domain.tree import Outcome
from server.refunds.amounts import rule_of
from server.refunds.cost import Bill, bill_of, claim_percent, parcel, supplier_of
from server.refunds.grounds import Grounds
from server.refunds.law.floor import in_language, only_with_approval, requirement, unmet
from server.refunds.returns import goods_return
from server.refunds.wording import say, shown_day, shown_money


def assumptions(grounds: Grounds, tree_outcome: Outcome | None, lawful: Outcome, final: Outcome) -> list[str]:
    """Sentences in the question's language.

    `tree_outcome` is where the tree ends (None where the walk stopped), `lawful` what the law makes of it,
    `final` what the agent has chosen in its place.
    """
    return [
        *_raised(grounds, tree_outcome, lawful),
        *_about_facts(grounds),
        *_about_money(grounds, final),
        *_about_cost(grounds, final),
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


def _about_cost(grounds: Grounds, final: Outcome) -> list[str]:
    """What the cost is made of, what of it is a guess, and on what terms the supplier pays some of it back."""
    language, offer, back = grounds.question.language, grounds.offer(final), goods_return(grounds, final)
    bill = bill_of(grounds, offer, back)
    if bill.total == 0:
        return []
    sentences = [_what_it_is_made_of(grounds, bill)] if bill.total is not None else _what_is_missing(grounds, bill)
    if bill.goods and parcel(grounds) is None:
        sentences.append(say("cost_parcel_unknown", language))
    if back is not None and back.needed:
        sentences.append(say("cost_goods_come_back", language))
    if bill.postage_back and bill.postage_back > (grounds.question.money.goods_cost or bill.postage_back):
        sentences.append(say("cost_way_back_is_dearer", language))
    return [*sentences, *_about_supplier(grounds)]


def _what_it_is_made_of(grounds: Grounds, bill: Bill) -> str:
    language = grounds.question.language
    parts = structs.asdict(bill).items()
    listed = [
        say(f"cost_{name}", language, money=shown_money(part, grounds.store.currency, language))
        for name, part in parts
        if part
    ]
    return say("cost_made_of", language, parts=", ".join(listed))


def _what_is_missing(grounds: Grounds, bill: Bill) -> list[str]:
    missing = [name for name, part in structs.asdict(bill).items() if part is None]
    return [say(f"cost_{name}_missing", grounds.question.language) for name in missing]


def _about_supplier(grounds: Grounds) -> list[str]:
    """Why the supplier pays, and how much of what the goods cost; nothing where it covers no such problem."""
    supplier, language = supplier_of(grounds), grounds.question.language
    if supplier is None or supplier.claims is None:
        return []
    problem = str(get(grounds.question.facts, "problem").value)
    covered = supplier.claims.pays.get(problem, Decimal(0))
    if covered == 0:
        return []
    percent = claim_percent(supplier.claims, grounds.question.facts)
    key = "supplier_unclear" if percent is None else "supplier_pays" if percent else "supplier_too_late"
    days, share = str(supplier.claims.window_days), f"{covered.normalize():f}"
    return [say(key, language, supplier=supplier.name, percent=share, days=days)]


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
