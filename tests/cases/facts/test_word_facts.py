"""Facts that the customer's own words give."""

import pytest

from server.cases.facts import FACT_FUNCTIONS, compute_facts
from server.domain.facts import FACTS, FROM_TEXT
from tests.cases.conftest import delivered_order, fact, make_case, make_line, make_order


def test_every_row_of_the_table_has_its_function() -> None:
    """No fact is left out, and each says where it comes from as the table does."""
    assert list(FACT_FUNCTIONS) == list(FACTS)
    for case in (make_case(), make_case(delivered_order())):
        assert {name: f.source for name, f in compute_facts(case).items()} == {n: s.source for n, s in FACTS.items()}


def test_words_are_facts_as_they_were_read() -> None:
    """What reading is sure of is the fact."""
    said = {"problem": "damaged", "wish": "refund", "withdrawal_declared": True, "proof_provided": True}
    case = make_case(said=said | {"item_condition": "used", "seal_broken": False})
    assert [fact(case, name) for name in said] == ["damaged", "refund", True, True]
    assert (fact(case, "item_condition"), fact(case, "seal_broken")) == ("used", False)


@pytest.mark.parametrize("name", ["problem", "wish", "withdrawal_declared", "item_condition", "seal_broken"])
def test_what_the_words_do_not_tell_is_unknown(name: str) -> None:
    """Conflicting wishes, an unclear problem, a condition that nobody mentions."""
    assert fact(make_case(said={name: None}), name) == "unknown"


@pytest.mark.parametrize("name", ["problem", "wish"])
def test_no_problem_and_no_wish_are_none(name: str) -> None:
    """Known not to be there is not unknown."""
    assert fact(make_case(said={name: "none"}), name) == "none"


def test_proof_is_never_unknown() -> None:
    """No picture is no."""
    assert fact(make_case(), "proof_provided") is False


def test_tracking_does_not_change_what_the_customer_reports() -> None:
    """Tracking says delivered; the customer says it never came."""
    assert fact(make_case(delivered_order(), said={"problem": "lost"}), "problem") == "lost"


def test_what_has_come_cannot_be_cancelled() -> None:
    """`cancel` is before delivery; afterwards the goods are unwanted."""
    assert fact(make_case(make_order(), said={"problem": "cancel"}), "problem") == "cancel"
    assert fact(make_case(delivered_order(), said={"problem": "cancel"}), "problem") == "unwanted"
    half = delivered_order(lines=[make_line("LAMP"), make_line("MUG")])
    assert fact(make_case(half, said={"problem": "cancel"}), "problem") == "cancel"


def test_without_an_order_only_words_and_the_customers_history_are_known() -> None:
    """Every fact from order, tracking, products and terms is unknown; the sender matches none."""
    facts = compute_facts(make_case(said={"problem": "late"}))
    from_order = {name for name, spec in FACTS.items() if spec.source in ("order", "tracking", "product", "policy")}
    assert facts["sender_matches_order"].state == "none"
    assert {facts[name].state for name in from_order - {"sender_matches_order"}} == {"unknown"}
    assert facts["remedy_attempts"].state == "unknown"
    assert {facts[name].state for name in FROM_TEXT - {"wish", "item_condition", "seal_broken"}} == {"known"}
