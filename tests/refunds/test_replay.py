"""Past cases under the rules in force and under others."""

from datetime import timedelta
from decimal import Decimal

from msgspec import structs

from server.domain.calendar import Calendar
from server.domain.decision import Question
from server.domain.fact_tests import FactTest
from server.domain.tree import Branch, End, Node, Outcome, Tree
from server.refunds.replay.compare import Comparison, PastCase, Rules, compare
from tests.refunds.shop import LAMP, LUMEN, MONDAY, SHOP, ending_in, facts_of, percent

LAWLESS = structs.replace(SHOP, jurisdiction="none")
CREDIT, REFUND = percent("store_credit", 50, "item"), percent("refund", 100, "item")


def past(number: int, days: int = 0, **facts: object) -> PastCase:
    """A case of so many days ago."""
    question = Question(
        facts=facts_of(**facts),
        as_of=MONDAY,
        request_day=MONDAY.date(),
        order_day=MONDAY.date(),
        order_number=f"#{number}",
        order_candidates=[],
        other_problems=[],
        money=LAMP,
        expected_day=None,
        supplier_id="lumen",
        role="agent",
        language="en",
    )
    return PastCase(f"t{number}", "Help", MONDAY - timedelta(days=days), question, f"id{number}")


def rules(tree: Tree, **settings: object) -> Rules:
    shop = structs.replace(LAWLESS, **settings)
    return Rules(tree, shop, {"lumen": LUMEN}, Calendar.of(shop))


def split(at: int) -> Tree:
    """Credit up to so many orders before, the money above."""
    branches = [
        Branch(FactTest("at_most", (at,)), End(CREDIT.id)),
        Branch(FactTest("otherwise"), End(REFUND.id)),
    ]
    node = Node("loyal", {"en": "How loyal?"}, "past_orders", branches)
    return Tree("loyal", {"loyal": node}, {CREDIT.id: CREDIT, REFUND.id: REFUND})


def replayed(before: Tree, after: Tree, *cases: PastCase) -> Comparison:
    return compare(cases, rules(before), rules(after))


def test_the_same_rules_change_nothing() -> None:
    """No decision flips, and no money either."""
    comparison = replayed(split(3), split(3), past(1, past_orders=2), past(2, past_orders=5))
    assert (comparison.cases, comparison.flipped, comparison.flips) == (2, 0, [])
    assert comparison.a_month.amount == 0


def test_a_flip_names_both_ends_and_where_the_ways_part() -> None:
    """From what to what, how many, and an example with the step that differs."""
    (flip,) = replayed(split(3), split(1), past(1, past_orders=2), past(2, past_orders=5)).flips
    assert (flip.from_.outcome, flip.to.outcome, flip.cases) == ("store_credit", "refund", 1)
    (example,) = flip.examples
    assert (example.ticket, example.order_number, example.node, example.value) == ("t1", "#1", "loyal", 2)


def test_money_is_a_month_s() -> None:
    """A refund of 30.00 with its fee of 0.87 for a credit of 15.00, over two months."""
    comparison = replayed(split(3), split(1), past(1, past_orders=2, problem="none"), past(2, 61, past_orders=9))
    assert comparison.months == Decimal("2.0")
    assert (comparison.a_month.amount, comparison.a_month.currency) == (Decimal("7.94"), "EUR")


def test_a_short_time_counts_as_a_month() -> None:
    """Nobody wants a week's money blown up."""
    assert replayed(split(3), split(1), past(1, past_orders=2)).months == 1


def test_a_sum_that_changes_is_a_flip() -> None:
    """The same outcome with another amount is another decision; no step differs."""
    cheaper = percent("store_credit", 30, "item")
    (flip,) = replayed(ending_in(CREDIT), ending_in(cheaper), past(1, problem="none")).flips
    assert flip.from_ == flip.to
    assert flip.a_month.amount == Decimal("-6.00")
    assert flip.examples[0].node is None


def test_unknown_costs_are_counted_apart() -> None:
    """What nobody knows is not taken for nothing."""
    case = past(1, problem="none")
    unknown = structs.replace(case, question=structs.replace(case.question, supplier_id=None))
    (flip,) = replayed(ending_in(CREDIT), ending_in(REFUND), unknown).flips
    assert (flip.cost_unknown, flip.a_month.amount) == (1, 0)


def test_the_law_stands_over_both() -> None:
    """A tree that refuses what is owed flips nothing more than the law leaves, and says how often it stepped in."""
    owed = past(1, problem="unwanted", withdrawal_open=True)
    before, after = percent("refund", 100, "owed"), Outcome("no", "refuse")
    legal = {"lumen": LUMEN}
    comparison = compare(
        [owed],
        Rules(ending_in(before), SHOP, legal, Calendar.of(SHOP)),
        Rules(ending_in(after), SHOP, legal, Calendar.of(SHOP)),
    )
    assert [flip.to.outcome for flip in comparison.flips] == ["law_refund"]
    assert (comparison.before.raised_by_law, comparison.after.raised_by_law) == (0, 1)


def test_approvals_are_counted() -> None:
    """Other ceilings mean other work for managers."""
    none = structs.replace(SHOP.empowerment["agent"], refund_up_to=Decimal(0))
    comparison = compare(
        [past(1, problem="none")],
        rules(ending_in(REFUND)),
        rules(ending_in(REFUND), empowerment={**SHOP.empowerment, "agent": none}),
    )
    assert (comparison.before.approvals, comparison.after.approvals, comparison.flipped) == (0, 1, 0)
