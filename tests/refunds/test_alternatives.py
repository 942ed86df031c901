"""What else the agent may choose."""

from decimal import Decimal

import pytest
from msgspec import structs

from server.domain.decision import Alternative, Decision
from server.domain.fact_tests import FactTest
from server.domain.tree import Branch, End, Node, Outcome, Tree
from server.errors import OutcomeNotAllowed
from tests.refunds.shop import BROKEN, LAMP, REFUSE, UNWANTED, decide_on, ending_in, percent

GIVES_UP = [REFUSE, Outcome("explain", "answer"), percent("store_credit", 50, "item", "credit")]
REFUND, RETURN = percent("refund", 100, "owed", "keep"), percent("return_refund", 100, "owed", "back")


def by_wish(otherwise: Outcome, **outcomes: Outcome) -> Tree:
    """A tree that asks for the wish alone."""
    branches = [Branch(FactTest("is", (wish,)), End(outcome.id)) for wish, outcome in outcomes.items()]
    branches.append(Branch(FactTest("otherwise"), End(otherwise.id)))
    listed = [otherwise, *outcomes.values()]
    return Tree("wish", {"wish": Node("wish", {"en": "?"}, "wish", branches)}, {o.id: o for o in listed})


def open_to_choose(decision: Decision) -> dict[str, bool]:
    return {other.outcome: other.allowed for other in decision.alternatives}


def only(decision: Decision) -> Alternative:
    (alternative,) = decision.alternatives
    return alternative


def test_lawful_and_as_good() -> None:
    """Outcomes that satisfy the law and give as much are alternatives, in the file's order; lesser ones are not."""
    tree = ending_in(Outcome("new", "replace"), *GIVES_UP, Outcome("again", "resend"), REFUND, RETURN)
    decision = decide_on(tree, BROKEN)
    assert list(open_to_choose(decision)) == ["again", "keep"]
    assert all(open_to_choose(decision).values())


def test_kinder_needs_a_note() -> None:
    """One that gives more than the tree says so, with its sum and cost."""
    other = only(decide_on(ending_in(percent("partial_refund", 50, "item"), percent("refund", 100, "item")), {}))
    assert (other.action, str(other.amount.amount), str(other.cost.amount)) == ("refund", "30.00", "30.87")  # type: ignore[union-attr]
    assert other.reason == "Kinder than the tree; please add a short note."


def test_less_money_is_no_alternative() -> None:
    """A smaller sum is not as good."""
    tree = ending_in(
        percent("refund", 80, "item"), percent("return_refund", 70, "item"), percent("store_credit", 90, "item")
    )
    assert decide_on(tree, {}).alternatives == []


def test_not_where_the_goods_are() -> None:
    """Nothing is cancelled that has come, and nothing sent back that has not."""
    tree = ending_in(REFUND, RETURN, percent("cancel_and_refund", 100, "owed", "stop"))
    assert list(open_to_choose(decide_on(tree, {"shipping_status": "delivered"}))) == ["back"]
    assert list(open_to_choose(decide_on(tree, {"shipping_status": "not_shipped"}))) == ["stop"]
    assert sorted(open_to_choose(decide_on(tree, {}))) == ["back", "stop"]


def test_the_cheapest_comes_first() -> None:
    """What costs the shop least is read first; what is dearer or of unknown cost stays, and so does what is kinder."""
    tree = ending_in(REFUND, RETURN, Outcome("mend", "repair"), Outcome("new", "replace"))
    others = decide_on(tree, {**BROKEN, "wish": "refund"}).alternatives
    assert [other.outcome for other in others] == ["new", "back", "mend"]
    assert [other.cost is None for other in others] == [False, False, True]


def test_other_wish() -> None:
    """What the same facts reach with another wish is an alternative, also where it gives less."""
    tree = by_wish(Outcome("new", "replace"), credit=percent("store_credit", 50, "item", "credit"))
    other = only(decide_on(tree, {"wish": "none"}))
    assert (other.outcome, other.allowed, other.reason) == (
        "credit",
        True,
        "If this is what the customer wishes: credit.",
    )


def test_right_forbids() -> None:
    """What another wish reaches is closed while the customer's right asks for more, and says why."""
    tree = by_wish(RETURN, credit=percent("store_credit", 100, "owed", "credit"), exchange=REFUSE)
    other = only(decide_on(tree, UNWANTED))
    assert (other.outcome, other.allowed) == ("credit", False)
    assert other.reason.startswith("The law gives more (W1).")
    with pytest.raises(OutcomeNotAllowed, match="The law gives more"):
        decide_on(tree, UNWANTED, chosen_outcome="credit")


def test_ceiling_forbids() -> None:
    """What is above the role's ceiling is closed, with the reason; for a manager it is open."""
    tree = ending_in(Outcome("new", "replace"), percent("refund", 110, "order", "keep"))
    dear = structs.replace(LAMP, order=Decimal(90), owed=Decimal(90), refundable=Decimal(90))
    other = only(decide_on(tree, BROKEN, role="agent", money=dear))
    assert (other.allowed, "above the ceiling of 40.00 EUR" in other.reason) == (False, True)
    assert only(decide_on(tree, BROKEN, role="manager", money=dear)).allowed


def test_refuse_is_none_where_something_is_owed() -> None:
    """A refusal may be another wish's outcome only where the law owes nothing."""
    tree = by_wish(Outcome("new", "replace"), refund=REFUSE)
    assert open_to_choose(decide_on(tree, {"problem": "none", "wish": "none"})) == {"no": True}
    assert decide_on(tree, BROKEN).alternatives == []


def test_choosing() -> None:
    """The agent's choice takes the outcome's place, and the way back to the tree's own stands first."""
    tree = ending_in(Outcome("new", "replace"), Outcome("again", "resend"), REFUND)
    chosen = decide_on(tree, BROKEN, chosen_outcome="keep")
    assert (chosen.outcome, chosen.action, str(chosen.amount.amount)) == ("keep", "refund", "34.90")  # type: ignore[union-attr]
    assert list(open_to_choose(chosen)) == ["new", "again"]
    assert decide_on(tree, BROKEN, chosen_outcome="new") == decide_on(tree, BROKEN)


@pytest.mark.parametrize("wanted", ["no", "nonsense"])
def test_choice_refused(wanted: str) -> None:
    """Anything else is refused with the outcomes that are open, also the tree's own where the law raised it."""
    tree = ending_in(REFUSE, Outcome("new", "replace"), Outcome("again", "resend"))
    with pytest.raises(OutcomeNotAllowed, match="Choose one of: new, again") as refused:
        decide_on(tree, BROKEN, chosen_outcome=wanted)
    assert refused.value.details["allowed"] == ["new", "again"]


def test_nothing_to_choose_while_a_fact_is_missing() -> None:
    """While the walk is stopped there is no alternative, and a choice is refused with what is missing."""
    node = Node("n", {}, "item_condition", [Branch(FactTest("otherwise"), End("new"))])
    tree = Tree("n", {"n": node}, {"new": Outcome("new", "replace")})
    assert decide_on(tree, BROKEN).alternatives == []
    with pytest.raises(OutcomeNotAllowed, match="item_condition is not known"):
        decide_on(tree, BROKEN, chosen_outcome="new")
